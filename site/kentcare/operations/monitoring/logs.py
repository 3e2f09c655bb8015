"""How a line of the log looks: in production one JSON object, in which nothing stands that tells of a person.

What is in a line is chosen by name. A message is written only where it is ours or the server's. What a
library says may hold an address or somebody's words, so only who said it, and where, is kept of that.
"""

import logging
from datetime import UTC, datetime
from logging.config import dictConfig
from typing import Any

from pythonjsonlogger.msgspec import MsgspecFormatter

# Named with `extra=`, and nothing else that somebody might name there.
_FIELDS = ("request", "view", "method", "status", "ms", "language", "reference", "kind", "place")
_OUR_WORDS = ("kentcare.", "_granian")


class OneObject(MsgspecFormatter):
    """A line that a machine reads."""

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        said = record.__dict__
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        log_data["level"] = record.levelname.lower()
        log_data["event"] = said.get("event", record.name)
        log_data["process"] = record.process
        log_data |= {name: said[name] for name in _FIELDS if said.get(name) is not None}
        if "event" in said:
            return  # its fields say everything
        if record.name.startswith(_OUR_WORDS):
            log_data["message"] = record.getMessage()
        else:
            log_data["place"] = f"{record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[0]:
            log_data["kind"] = record.exc_info[0].__name__

    def formatException(self, ei: Any) -> str:  # noqa: N802  # its name in the library
        """Never written out: the words of an error may be somebody's."""
        return ""

    def formatStack(self, stack_info: str) -> str:  # noqa: N802
        return ""


def how_to_log(*, production: bool) -> dict[str, Any]:
    """For `dictConfig`, and for the server, whose start and end are told in the same way."""
    form = {"()": OneObject} if production else {"format": "[%(levelname)s] %(message)s"}
    own = {"level": "INFO", "handlers": ["lines"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": form},
        "handlers": {
            "lines": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}
        },
        "loggers": {"kentcare": own, "_granian": own},
        "root": {"level": "WARNING", "handlers": ["lines"]},
    }


def use_logs(*, production: bool) -> None:
    """For a process that is not the server's."""
    dictConfig(how_to_log(production=production))
