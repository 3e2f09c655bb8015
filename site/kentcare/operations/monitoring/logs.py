"""The form of the log: in production one JSON object a line, without anything about a person.

The fields of a line are chosen by name. A message is written only where it is our own or the server's. That
of a library may hold an address or somebody's words, so only the logger's name and the place are written.
"""

import logging
from datetime import UTC, datetime
from logging.config import dictConfig
from typing import Any

from pythonjsonlogger.msgspec import MsgspecFormatter

# Named with `extra=`, and nothing else that somebody might name there.
_FIELDS = ("request", "view", "method", "status", "ms", "language", "reference", "kind", "place")
_OUR_WORDS = ("kentcare.", "_granian")


class JsonFormatter(MsgspecFormatter):
    """Formats a log record as one JSON object."""

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        given = record.__dict__
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        log_data["level"] = record.levelname.lower()
        log_data["event"] = given.get("event", record.name)
        log_data["process"] = record.process
        log_data |= {name: given[name] for name in _FIELDS if given.get(name) is not None}
        if "event" in given:
            return  # its fields say everything
        if record.name.startswith(_OUR_WORDS):
            log_data["message"] = record.getMessage()
        else:
            log_data["place"] = f"{record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[0]:
            log_data["kind"] = record.exc_info[0].__name__

    def formatException(self, ei: Any) -> str:  # noqa: N802  # its name in the library
        """Always empty: the words of an error may be somebody's."""
        return ""

    def formatStack(self, stack_info: str) -> str:  # noqa: N802  # its name in the library
        return ""


def log_config(*, production: bool) -> dict[str, Any]:
    """The settings of logging, for `dictConfig` and for the web server."""
    form = {"()": JsonFormatter} if production else {"format": "[%(levelname)s] %(message)s"}
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
    """Set up logging in a process that does not serve the site."""
    dictConfig(log_config(production=production))
