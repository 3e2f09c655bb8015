"""Late reports are chased: each step once, in words that say nothing; what stays late is escalated."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from kentcare.accounts.accounts.models import Account
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.db.session import writing
from kentcare.desk.reminders import records
from kentcare.hosting.households import records as households
from kentcare.hosting.reports.rules import Month
from kentcare.hosting.training_and_checks.records import certificates
from kentcare.hosting.training_and_checks.records import lines as requirement_lines
from kentcare.services.messages import records as messages
from support import the_cast
from support.site import SignedIn

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
        texts = [
            one["text"]
            for name in ("host", "host-2")
            for one in messages.held_about(the_cast.account_id(people_app, name))
        ]
    assert len(texts) == reminded
    assert set(texts) <= {"Something is due on your page. Sign in to see what."}


def test_where_nobody_was_written_to_nobody_was_reminded(people_app: Flask) -> None:
    """Whoever becomes the Host of a home without one hears of it then."""
    now = DUE + timedelta(days=1)
    with people_app.test_request_context("/en/"):
        host, other = (the_cast.account_id(people_app, name) for name in ("host", "host-2"))
        with writing() as session:
            for row in session.scalars(select(HomeHost).where(HomeHost.account_id == host)):
                home = row.home_id
                session.delete(row)
            closed = session.get_one(Account, other)
            closed.state = "closed"
        assert records.remind(now) == 0
        assert records.sent_about(home, ()) == []
        assert messages.held_about(host) == messages.held_about(other) == []
        with writing() as session:
            session.add(HomeHost(home_id=home, account_id=host))
        assert records.remind(now + timedelta(days=1)) == 1
        assert len(messages.held_about(host)) == len(records.sent_about(home, ())) == 1


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


def test_what_runs_out_is_said_at_90_30_and_7_days_and_after(people_app: Flask) -> None:
    """Gas until a day: nobody hears of it before its time, and each step once."""
    runs_out = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
    with people_app.test_request_context("/en/"):
        officer = the_cast.viewer(people_app, "accommodation-officer")
        line = requirement_lines.desk_line(officer, "gas_safety", "home", runs_out.date())
        certificates.decide(officer, "gas", accept=False, reason="Too dark", now=runs_out)
        certificates.add(officer, line, date(2026, 3, 1), "", runs_out)
        steps = (-91, -90, -89, -30, -29, -7, 0, 1, 2, 14, 30, 31)
        told = {days: records.certificates_due((runs_out + timedelta(days=days)).date()) for days in steps}
        assert {days: [one.step for one in due] for days, due in told.items()} == {
            -91: [],
            -90: [-90],
            -89: [-90],
            -30: [-30],
            -29: [-30],
            -7: [-7],
            0: [-7],
            1: [1],
            2: [1],
            14: [14],
            30: [30],
            31: [30],
        }
        [due] = told[-7]
        assert due.hosts == (the_cast.account_id(people_app, "host"),)
        sent = [records.remind(runs_out + timedelta(days=days)) for days in (-8, -7, -6)]
        assert sent[2] == 0


def test_a_host_of_whom_much_is_due_has_one_message(people_app: Flask) -> None:
    """And none says what it is."""
    with people_app.test_request_context("/en/"):
        officer, now = the_cast.viewer(people_app, "accommodation-officer"), DUE + timedelta(days=1)
        home = homes.one(officer, "home", now.date())
        households.change(
            officer, home, approved_on=date(2025, 1, 1), has_gas=False, drives=True, today=date(2025, 1, 1)
        )
        assert records.remind(now) > 4
        held = messages.held_about(the_cast.account_id(people_app, "host"))
    assert [one["text"] for one in held] == ["Something is due on your page. Sign in to see what."]


def test_a_host_of_two_homes_hears_of_their_training_once(people_app: Flask) -> None:
    """And the job does not stumble over it."""
    now = DUE - timedelta(days=1)
    with people_app.test_request_context("/en/"):
        for name, ref in (("accommodation-officer", "home"), ("accommodation-officer-2", "home-2")):
            officer = the_cast.viewer(people_app, name)
            home = homes.one(officer, ref, now.date())
            households.change(
                officer,
                home,
                approved_on=date(2026, 11, 1),
                has_gas=False,
                drives=False,
                today=date(2026, 11, 1),
            )
        with writing() as session:
            second = session.scalars(select(Home).where(Home.ref == "home-2")).one()
            host = the_cast.account_id(people_app, "host")
            session.add(HomeHost(home_id=second.id, account_id=host))
        due = [
            one.about for one in records.certificates_due(now.date()) if "pre_panel/acc000000002" in one.about
        ]
        assert len(due) == 1
        assert records.remind(now) > 1
