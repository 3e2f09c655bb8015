"""A report is late only when its Host could know of it, whoever entered the arrangement late."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, select

from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.homes.models import HomeHost
from kentcare.db.session import writing
from kentcare.hosting.arrangements.records import beginning, case_system, changes
from kentcare.hosting.arrangements.records.beginning import WantedArrangement
from kentcare.hosting.arrangements.rules import Ending, Level
from kentcare.hosting.reports.records import lists
from kentcare.hosting.reports.rules import Month, ReportStanding, due_on
from support import the_cast

NOVEMBER, OCTOBER = Month(2026, 11), Month(2026, 10)
# In time until the 7th of December; nine days later it is late.
TODAY = date(2026, 12, 16)


@pytest.fixture(autouse=True)
def _on_that_day() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 12, 16, 12, tzinfo=UTC), tick=True):
        yield


def standing(app: Flask, month: Month = NOVEMBER, today: date = TODAY) -> tuple[ReportStanding, date] | None:
    """The status of the report of a month for its Host, and the day by which it is due."""
    found = lists.of_host(the_cast.viewer(app, "host"), today)
    return next(((one.standing, one.due_on) for one in found if one.month == month), None)


def as_new(*, to_day: date | None = None) -> None:
    """There is no arrangement in the first home, or only one that ended."""
    with writing() as session:
        if to_day:
            stay = session.scalars(select(Arrangement).where(Arrangement.ref == "stay")).one()
            stay.to_day, stay.ended_how = to_day, "planned"
        else:
            session.execute(delete(Arrangement).where(Arrangement.ref == "stay"))


def test_it_is_due_so_many_days_after_it_was_known() -> None:
    assert due_on(NOVEMBER, 7, None) == date(2026, 12, 7)
    assert due_on(NOVEMBER, 7, date(2026, 11, 2)) == date(2026, 12, 7)
    assert due_on(NOVEMBER, 7, date(2026, 12, 16)) == date(2026, 12, 23)


def test_what_was_always_known_is_late(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        assert standing(people_app) == (ReportStanding.LATE, date(2026, 12, 7))


def test_an_arrangement_that_was_entered_late(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        as_new()
        officer = the_cast.viewer(people_app, "accommodation-officer")
        wanted = WantedArrangement("C1", the_cast.BORN, Level.STANDARD, date(2026, 10, 5))
        shown = beginning.begin(officer, "home", wanted, shown="", today=TODAY)
        assert shown
        assert beginning.begin(officer, "home", wanted, shown=shown.mark, today=TODAY) is None
        for month in (OCTOBER, NOVEMBER):
            assert standing(people_app, month) == (ReportStanding.DUE, date(2026, 12, 23))
        assert standing(people_app, NOVEMBER, date(2026, 12, 24)) == (ReportStanding.LATE, date(2026, 12, 23))


def test_a_list_that_came_late(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        [stay] = [one for one in case_system.every_stay() if one.home_id == 1]
        as_new()
        case_system.import_stays([stay], [], None)
        assert standing(people_app) == (ReportStanding.DUE, date(2026, 12, 23))


def test_a_first_day_that_was_put_right_late(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        with writing() as session:
            session.scalars(select(Arrangement).where(Arrangement.ref == "stay")).one().from_day = date(
                2026, 11, 3
            )
        officer = the_cast.viewer(people_app, "accommodation-officer")
        changes.change_first_day(officer, "stay", day=date(2026, 10, 5), today=TODAY)
        assert standing(people_app, OCTOBER) == (ReportStanding.DUE, date(2026, 12, 23))
        # What was known of November before stays as late as it was.
        assert standing(people_app, NOVEMBER) == (ReportStanding.LATE, date(2026, 12, 7))


def test_an_ending_that_was_put_right_late(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        as_new(to_day=date(2026, 10, 31))
        officer = the_cast.viewer(people_app, "accommodation-officer")
        changes.end(officer, "stay", last_day=date(2026, 11, 30), ending=Ending.PLANNED, why="")
        assert standing(people_app, NOVEMBER) == (ReportStanding.DUE, date(2026, 12, 23))
        assert standing(people_app, OCTOBER) == (ReportStanding.LATE, date(2026, 11, 7))


def test_another_level_starts_no_clock_anew(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        officer = the_cast.viewer(people_app, "accommodation-officer")
        changes.change_level(officer, "stay", level=Level.COMPLEX, day=date(2026, 11, 1), today=TODAY)
        assert standing(people_app) == (ReportStanding.LATE, date(2026, 12, 7))


def test_a_host_who_was_invited_late(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        with writing() as session:
            for row in session.scalars(select(HomeHost)):
                row.since = date(2026, 12, 10)
        assert standing(people_app) == (ReportStanding.DUE, date(2026, 12, 17))
