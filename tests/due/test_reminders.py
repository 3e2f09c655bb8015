"""Late reports are chased: each step once, in words that say nothing; what stays late is escalated."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

import the_cast
from conftest import SignedIn
from kentcare.due import records
from kentcare.notify import records as notify
from kentcare.reports.rules import Month

# The reports on October 2026 are due on the 7th of November.
DUE = datetime(2026, 11, 7, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(("days", "reminded"), [(-3, 0), (0, 0), (1, 2), (4, 2), (6, 2)])
def test_both_hosts_of_the_cast_are_reminded_when_it_is_late(
    people_app: Flask, days: int, reminded: int
) -> None:
    with people_app.test_request_context("/en/"):
        now = DUE + timedelta(days=days)
        assert records.remind(now) == reminded
        assert records.remind(now) == 0
        messages = [
            one["text"]
            for name in ("host", "host-2")
            for one in notify.held_about(the_cast.account_id(people_app, name))
        ]
    assert len(messages) == reminded
    assert set(messages) <= {"Something is due on your page. Sign in to see what."}


def test_each_step_is_one_more(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        told = [records.remind(DUE + timedelta(days=days)) for days in (1, 2, 5, 6, 10, 12)]
    assert told == [2, 0, 2, 0, 2, 0]


def test_the_service_manager_sees_what_stays_late(people_app: Flask, signed_in: SignedIn) -> None:
    manager = the_cast.viewer
    with people_app.app_context():
        viewer, officer = manager(people_app, "service-manager"), manager(people_app, "accommodation-officer")
        day = DUE.date()
        assert records.escalated(viewer, day + timedelta(days=13)) == 0
        assert records.escalated(viewer, day + timedelta(days=14)) == 2
        assert records.escalated(officer, day + timedelta(days=14)) == 0
    assert Month.of(DUE.date()).before == Month(2026, 10)
