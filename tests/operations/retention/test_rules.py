"""Which day is too old, also where a year has a day more or a month has three fewer."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentcare.operations.retention.rules import Basis, RetentionPeriod, goes_with, is_carried_out, period

# Far enough from the ends of what a date can be that 120 years fit on both sides.
DAYS = st.dates(date(1930, 1, 1), date(2130, 12, 31))
PERIODS = st.one_of(
    st.builds(RetentionPeriod, st.integers(1, 400), st.just("day")),
    st.builds(RetentionPeriod, st.integers(1, 400), st.just("month")),
    st.builds(RetentionPeriod, st.integers(1, 120), st.just("year")),
)


@given(period=PERIODS, start=DAYS, today=DAYS)
def test_what_is_past_its_last_day_is_what_is_from_before_the_cutoff(
    period: RetentionPeriod, start: date, today: date
) -> None:
    """The one question is asked of the database, the other of a calendar: they have one answer."""
    assert (start < period.cutoff_day(today)) == (period.last_day(start) < today)


@given(period=PERIODS, today=DAYS)
def test_tomorrow_nothing_is_younger_than_it_was_today(period: RetentionPeriod, today: date) -> None:
    assert period.cutoff_day(today + timedelta(days=1)) >= period.cutoff_day(today)


@given(number=st.integers(1, 120), start=DAYS)
def test_a_year_ends_on_the_birthday_and_not_before(number: int, start: date) -> None:
    last = RetentionPeriod(number, "year").last_day(start)
    assert last.year == start.year + number
    assert (last.month, last.day) == (start.month, start.day) or (
        (start.month, start.day) == (2, 29) and (last.month, last.day) == (2, 28)
    )


@pytest.mark.parametrize(
    ("today", "goes"),
    [(date(2083, 2, 28), False), (date(2083, 3, 1), True), (date(2084, 2, 29), True)],
)
def test_somebody_born_on_the_29th_of_february_stays_until_march(today: date, goes: bool) -> None:
    assert (date(2008, 2, 29) < RetentionPeriod(75, "year").cutoff_day(today)) is goes


def test_a_cutoff_that_there_is_not_takes_the_whole_month_before_it() -> None:
    assert RetentionPeriod(75, "year").cutoff_day(date(2084, 2, 29)) == date(2009, 3, 1)
    assert RetentionPeriod(1, "month").cutoff_day(date(2026, 3, 31)) == date(2026, 3, 1)


def test_a_moment_keeps_its_hour() -> None:
    now = datetime(2026, 11, 26, 3, 4, 5, tzinfo=UTC)
    assert RetentionPeriod(24, "hour").cutoff(now) == datetime(2026, 11, 25, 3, 4, 5, tzinfo=UTC)
    assert RetentionPeriod(60, "day").cutoff(now) == datetime(2026, 9, 27, 3, 4, 5, tzinfo=UTC)
    assert RetentionPeriod(1, "year").cutoff(now) == datetime(2025, 11, 26, 3, 4, 5, tzinfo=UTC)


def test_a_birthday_has_no_hour() -> None:
    with pytest.raises(ValueError, match="no hour"):
        RetentionPeriod(24, "hour").cutoff_day(date(2026, 11, 26))


@pytest.mark.parametrize("written", ["60 days", "60 day"])
def test_a_period_is_read(written: str) -> None:
    assert period(written) == RetentionPeriod(60, "day")


@pytest.mark.parametrize(
    "written", ["0 days", "60", "days", "-1 days", "60 weeks", "60 days or so", "unknown"]
)
def test_what_is_no_period_is_none(written: str) -> None:
    assert period(written) is None


def test_with_names_another_kind() -> None:
    assert goes_with("with drafts") == "drafts"
    assert goes_with("60 days") is None


@pytest.mark.parametrize(
    ("basis", "confirmed", "carried"),
    [
        ("our choice", False, True),
        ("law", False, False),
        ("law", True, True),
        ("another council's practice", False, False),
        ("another council's practice", True, True),
    ],
)
def test_what_is_not_our_own_choice_waits_for_kent(basis: Basis, confirmed: bool, carried: bool) -> None:
    assert is_carried_out("75 years", basis, is_confirmed=confirmed) is carried
    assert not is_carried_out("unknown", basis, is_confirmed=confirmed)
