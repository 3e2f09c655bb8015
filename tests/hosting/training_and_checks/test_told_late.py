"""What is entered late is not held against the Host: the clock that is late begins when they could know."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import HomeHost
from kentcare.db.session import writing
from kentcare.desk.reminders import records as reminders
from kentcare.hosting.calendar_feed import records as calendar
from kentcare.hosting.households import records as households
from kentcare.hosting.training_and_checks.labels import is_late_for_host, standing_for_host
from kentcare.hosting.training_and_checks.line import RequirementLine
from kentcare.hosting.training_and_checks.records import certificates, reversing
from kentcare.hosting.training_and_checks.records import lines as requirement_lines
from kentcare.hosting.training_and_checks.rules import Proof, Requirement, TimeSpan, state
from support import the_cast

TODAY, LONG_AGO = date(2026, 12, 1), date(2020, 1, 1)
LATER, MUCH_LATER = TODAY + timedelta(days=28), TODAY + timedelta(days=29)
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


def line(app: Flask, slug: str, whom: str, day: date = TODAY) -> RequirementLine:
    """A line as the officer of the home has it on a day."""
    officer = the_cast.viewer(app, "accommodation-officer")
    home = homes.one(officer, "home", day)
    [found] = [
        one
        for one in requirement_lines.of_one(officer, home, day)
        if (one.requirement.slug, one.whom.ref) == (slug, whom)
    ]
    return found


def say(app: Flask, *, gas: bool = True, car: bool = False, today: date = TODAY) -> None:
    """Say at the desk that the home was approved long ago, and what there is in it."""
    officer = the_cast.viewer(app, "accommodation-officer")
    home = homes.one(officer, "home", today)
    households.change(officer, home, approved_on=LONG_AGO, has_gas=gas, drives=car, today=today)


@pytest.mark.parametrize(("slug", "whom"), [("fire_plan", "home"), ("child_protection", "acc000000002")])
def test_a_home_that_was_entered_late(people_app: Flask, slug: str, whom: str) -> None:
    with people_app.test_request_context("/en/"):
        say(people_app)
        found = line(people_app, slug, whom)
        assert (found.state.is_late, found.state.needed_by) == (False, LATER)
        assert not line(people_app, slug, whom, LATER).state.is_late
        late = line(people_app, slug, whom, MUCH_LATER)
        assert (late.state.is_late, late.state.days_late(MUCH_LATER)) == (True, 1)


def test_one_that_was_entered_in_time_is_late_as_before(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        say(people_app, today=LONG_AGO)
        found = line(people_app, "fire_plan", "home")
    assert found.state.is_late
    assert found.state.needed_by
    assert found.state.needed_by.year == 2020


def test_to_say_the_same_again_starts_no_clock_anew(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        say(people_app, today=LONG_AGO)
        say(people_app, today=TODAY)
        assert line(people_app, "fire_plan", "home").state.is_late


def test_an_adult_who_was_entered_late(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        say(people_app, today=LONG_AGO)
        officer = the_cast.viewer(people_app, "accommodation-officer")
        home = homes.one(officer, "home", TODAY)
        households.add_adult(officer, home, "Grandmother", TODAY)
        [grandmother] = [one for one in households.one(home, TODAY).adults if one.name == "Grandmother"]
        found = line(people_app, "dbs", grandmother.ref)
        assert (found.state.is_late, found.state.needed_by) == (False, LATER)
        assert line(people_app, "dbs", "adult").state.is_late


def test_a_car_of_which_somebody_said_so_late(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        say(people_app, today=LONG_AGO)
        say(people_app, car=True, today=TODAY)
        assert not line(people_app, "mot", "home").state.is_late
        assert line(people_app, "fire_plan", "home").state.is_late


def test_a_host_who_was_invited_late(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        say(people_app, today=LONG_AGO)
        assert line(people_app, "child_protection", "acc000000002").state.is_late
        with writing() as session:
            for row in session.scalars(select(HomeHost)):
                row.since = TODAY
        assert not line(people_app, "child_protection", "acc000000002").state.is_late


# What they had in time, and turned out not to count


def proof(added: date, failed: date | None) -> Proof:
    until = TODAY + timedelta(days=300)
    is_accepted = False if failed else None
    return Proof("ref", added, until, is_accepted=is_accepted, added_on=added, failed_on=failed)


@pytest.mark.parametrize(
    ("sent", "refused", "needed_by"),
    [
        (date(2026, 10, 1), date(2026, 11, 20), date(2026, 12, 18)),  # sent in time, refused three weeks late
        (date(2026, 11, 10), date(2026, 11, 20), date(2026, 11, 1)),  # sent when it was late already
        (date(2026, 10, 1), date(2026, 10, 20), date(2026, 11, 1)),  # refused in time
    ],
)
def test_a_certificate_that_was_sent_in_time_and_refused_late(
    sent: date, refused: date, needed_by: date
) -> None:
    requirement = Requirement(
        slug="x", kind="check", name="X", hint="", of="home", added_by="host", first_by=TimeSpan(1, "month")
    )
    found = state(requirement, [proof(sent, refused)], date(2026, 10, 1), TODAY, soon=90, told_late=28)
    assert found.needed_by == needed_by


def test_what_the_desk_had_seen_and_took_back(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        say(people_app, today=LONG_AGO)
        officer = the_cast.viewer(people_app, "accommodation-officer")
        before = datetime(2020, 1, 1, 9, tzinfo=UTC)
        ref = certificates.add(officer, line(people_app, "fire_plan", "home"), LONG_AGO, "", before)
        assert ref
        shown = certificates.open_certificate(officer, ref)
        assert shown.decided_at
        reversing.take_back(officer, ref, shown.decided_at, "A slip", NOW)
        found = line(people_app, "fire_plan", "home")
        assert not found.state.is_late


# What the office has to write down


def test_a_supervision_that_nobody_wrote_down_is_not_the_hosts_to_be_late_with(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        say(people_app, today=LONG_AGO)
        officer, host = (
            the_cast.viewer(people_app, "accommodation-officer"),
            the_cast.viewer(people_app, "host"),
        )
        certificates.add(officer, line(people_app, "supervision", "home"), date(2026, 9, 1), "", NOW)
        found = line(people_app, "supervision", "home")
        assert found.state.is_owed
        assert not is_late_for_host(found)
        assert "Your officer arranges it and writes it down." in standing_for_host(found)
        assert found.key not in {due.about for due in reminders.certificates_due(TODAY)}
        assert found.state.needed_by not in {due.day for due in calendar.due_of(host, TODAY)}
