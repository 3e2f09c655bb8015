"""A line of the log: one JSON object, and nothing in it that somebody else said."""

import json
import logging
from datetime import datetime

import pytest

from kentcare.operations.monitoring.logs import log_config, use_logs
from support.lines import written

SAID = "CANARY"


def test_ours_is_written_with_its_words() -> None:
    with written() as log:
        logging.getLogger("kentcare.outbox").error("a message of kind %r did not arrive", "invitation")
    (line,) = log.lines()
    assert datetime.fromisoformat(line.pop("time")).tzinfo is not None
    assert isinstance(line.pop("process"), int)
    assert line == {
        "level": "error",
        "event": "kentcare.outbox",
        "message": "a message of kind 'invitation' did not arrive",
    }


def test_of_a_library_only_who_and_where() -> None:
    """It may say anything, with an address in it or with somebody's words."""
    with written() as log:
        try:
            raise ValueError(SAID)
        except ValueError:
            logging.getLogger("notifications_python_client").exception(
                "failed with %s", SAID, extra={"email": SAID}, stack_info=True
            )
        logging.getLogger("urllib3").debug(SAID)
    assert SAID not in log.text
    first, second = log.lines()
    assert (first["event"], first["kind"]) == ("notifications_python_client", "ValueError")
    assert first["place"].startswith("test_logs:")
    assert second["event"] == "urllib3"


def test_what_breaks_is_named_and_not_quoted() -> None:
    with written() as log:
        try:
            raise ValueError(SAID)
        except ValueError:
            logging.getLogger("_granian.wsgi").exception("the application broke")
    (line,) = log.lines()
    assert (line["kind"], line["message"]) == ("ValueError", "the application broke")
    assert SAID not in log.text


@pytest.mark.parametrize("said", ["two\nlines", "\u2028", "é ☃ \x00", '"}'])
def test_one_line_whatever_is_in_it(said: str) -> None:
    with written() as log:
        logging.getLogger("kentcare.test").info("%s", said)
    assert log.text.count("\n") == 1
    assert json.loads(log.text)["message"] == said


def test_a_process_that_is_told_to_writes_so(capsys: pytest.CaptureFixture[str]) -> None:
    use_logs(production=True)
    logging.getLogger("kentcare.test").info("yes")
    logging.getLogger("somebody").info("too low to be written")
    logging.getLogger("somebody").warning(SAID)
    use_logs(production=False)
    logging.getLogger("kentcare.test").info("yes")
    written_there = capsys.readouterr()
    first, second, third = written_there.err.splitlines()
    assert (json.loads(first)["message"], json.loads(second)["event"]) == ("yes", "somebody")
    assert third == "[INFO] yes"
    assert written_there.out == ""


def test_the_server_s_own_log_of_each_request_is_not_turned_on() -> None:
    """It has addresses in it, of both kinds."""
    assert "granian.access" not in log_config(production=True)["loggers"]
