"""Beside sending messages, the process takes the steps with stops, and lives through whatever goes wrong."""

from datetime import timedelta

import pytest
from flask import Flask

from kentcare.core import clock
from kentcare.db.refused import DatabaseBusy
from kentcare.hosting.safeguarding.escalation import records
from kentcare.hosting.safeguarding.escalation.escalator import Escalator
from support.outbox import FakeClock
from support.stops import HALF_AN_HOUR, MANAGER, halt, told


def test_it_takes_the_steps_that_are_due_and_looks_no_oftener_than_needed(people_app: Flask) -> None:
    began = clock.now()
    ref, at = halt(people_app, now=began), FakeClock(began)
    with people_app.app_context(), people_app.test_request_context("/en/"):
        escalator = Escalator(at)
        assert escalator.work() == 0
        at.at = began + HALF_AN_HOUR
        assert escalator.work() == 1
        at.at += timedelta(seconds=9)
        assert escalator.work() == 0
    assert told(people_app, ref)[1:] == [(1, MANAGER, None)]


@pytest.mark.parametrize("error", [DatabaseBusy("busy"), ValueError("Canaryword")])
def test_what_goes_wrong_is_logged_without_its_words_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    def fail(_now: object) -> int:
        raise error

    at = FakeClock()
    escalator = Escalator(at)
    monkeypatch.setattr(records, "escalate", fail)
    assert escalator.work() == 0
    assert type(error).__name__ in caplog.text
    assert "Canaryword" not in caplog.text
    monkeypatch.setattr(records, "escalate", lambda _now: 3)
    at.at += timedelta(seconds=10)
    assert escalator.work() == 3
