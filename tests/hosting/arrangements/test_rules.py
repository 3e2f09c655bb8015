"""The days on which an arrangement may begin and change its level."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kentcare.hosting.arrangements.rules import (
    ArrangementProblem,
    problem_with_beginning,
    problem_with_change,
)

_days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(born=st.dates(date(1995, 1, 1), date(2012, 1, 1)), day=_days, today=_days)
def test_a_first_day_is_after_sixteen_and_within_a_year(born: date, day: date, today: date) -> None:
    wrong = problem_with_beginning(day, born=born, today=today)
    assert (wrong is ArrangementProblem.TOO_YOUNG) == (
        (day.year - 16, day.month, day.day) < (born.year, born.month, born.day)
    )
    if wrong is None:
        assert day - today <= timedelta(days=366)


@given(
    day=_days,
    first=_days,
    last=st.none() | _days,
    today=_days,
    level=st.sampled_from(["complex", "standard"]),
)
def test_a_level_that_is_taken_is_another_on_a_day_of_the_stay(
    day: date, first: date, last: date | None, today: date, level: str
) -> None:
    wrong = problem_with_change(level, day, now="standard", first_day=first, last_day=last, today=today)
    ends = last or date.max
    good = (
        level != "standard" and first <= day <= ends and ends >= today and day - today <= timedelta(days=366)
    )
    assert (wrong is None) == good
