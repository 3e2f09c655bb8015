"""Which reports are owed, and when each is due."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentcare.hosting.reports.rules import Month, ReportStanding, owed_reports, standing, step_of

FIRST = Month(2026, 10)


@dataclass(frozen=True)
class PlainStay:
    young_person_id: int
    home_id: int
    level: str
    from_day: date
    to_day: date | None


DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@given(begin=DAYS, length=st.none() | st.integers(0, 900), today=DAYS)
def test_one_for_each_month_in_which_somebody_lived_there(
    begin: date, length: int | None, today: date
) -> None:
    end = None if length is None else begin + timedelta(days=length)
    found = {one.month for one in owed_reports([PlainStay(1, 1, "standard", begin, end)], FIRST, today)}
    # Day by day, as somebody counts who has a calendar and much time.
    days = (
        begin + timedelta(days=number)
        for number in range(max(0, (min(end or today, today) - begin).days + 1))
    )
    assert found == {Month.of(day) for day in days if Month.of(day) >= FIRST}


def test_two_arrangements_in_one_month_are_one_report_with_the_later_level() -> None:
    stays = [
        PlainStay(1, 1, "complex", date(2026, 11, 10), None),
        PlainStay(1, 1, "standard", date(2026, 1, 1), date(2026, 11, 9)),
    ]
    found = owed_reports(stays, FIRST, date(2026, 11, 20))
    assert {str(one.month): stay.level for one, stay in found.items()} == {
        "2026-10": "standard",
        "2026-11": "complex",
    }


def test_two_homes_in_one_month_are_two_reports() -> None:
    stays = [
        PlainStay(1, 1, "standard", date(2026, 10, 1), date(2026, 10, 9)),
        PlainStay(1, 2, "standard", date(2026, 10, 10), None),
    ]
    assert len(owed_reports(stays, FIRST, date(2026, 10, 20))) == 2


@pytest.mark.parametrize(
    ("today", "where"),
    [
        (date(2026, 11, 30), ReportStanding.OPEN),
        (date(2026, 12, 1), ReportStanding.DUE),
        (date(2026, 12, 7), ReportStanding.DUE),
        (date(2026, 12, 8), ReportStanding.LATE),
    ],
)
def test_it_is_due_on_its_day_and_late_after_it(today: date, where: ReportStanding) -> None:
    assert standing(Month(2026, 11), today, date(2026, 12, 7)) is where


def test_a_leap_year_has_its_day() -> None:
    assert Month(2028, 2).due_on(7) == date(2028, 3, 7)
    assert Month(2028, 2).last == date(2028, 2, 29)
    assert Month(2026, 12).after == Month(2027, 1)
    assert Month(2027, 1).before == Month(2026, 12)


@pytest.mark.parametrize(
    "written", ["", "2026", "2026-13", "2026-00", "26-11", "2026-1", "2026-11-01", "٢٠٢٦-١١"]
)
def test_what_is_no_month_is_refused(written: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the caller says it in words
        Month.read(written)


@given(DAYS)
def test_a_month_is_read_as_it_is_written(day: date) -> None:
    assert Month.read(str(Month.of(day))) == Month.of(day)


@pytest.mark.parametrize(("late", "step"), [(0, None), (1, 1), (4, 1), (5, 5), (12, 10), (400, 10)])
def test_one_reminder_and_not_three_where_the_job_did_not_run(late: int, step: int | None) -> None:
    assert step_of(late, [1, 5, 10]) == step
