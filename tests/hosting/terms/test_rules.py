"""Which terms hold on a day, and which cannot be."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from kentcare.hosting.terms.rules import (
    TermsFacts,
    TermsProblem,
    ended_by,
    holding,
    problem_with,
    too_few_from,
)

TODAY = date(2026, 12, 1)
FIRST = TermsFacts(1, 2, date(2025, 1, 1), date(2026, 5, 31))
NOW = TermsFacts(1, 1, date(2026, 6, 1), None)


@dataclass(frozen=True)
class Lives:
    from_day: date
    to_day: date | None = None


@pytest.mark.parametrize(
    ("day", "places"),
    [
        (date(2024, 12, 31), None),
        (date(2025, 1, 1), 2),
        (date(2026, 5, 31), 2),
        (date(2026, 6, 1), 1),
        (date(2030, 1, 1), 1),
    ],
)
def test_one_row_holds_on_a_day_and_none_before_the_first(day: date, places: int | None) -> None:
    held = holding([NOW, FIRST], day)
    assert (held.places if held else None) == places


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        (replace(NOW, from_day=date(2026, 12, 1)), TermsProblem.OVERLAPS),
        (replace(NOW, from_day=date(2024, 1, 1), to_day=date(2024, 12, 31)), None),
        (replace(NOW, from_day=date(2024, 1, 1), to_day=date(2025, 1, 1)), TermsProblem.OVERLAPS),
        (replace(NOW, to_day=date(2026, 1, 1)), TermsProblem.ENDS_FIRST),
    ],
)
def test_no_day_has_two(wanted: TermsFacts, problem: TermsProblem | None) -> None:
    assert problem_with(wanted, [FIRST, NOW], TODAY) is problem


SUMMER = replace(NOW, from_day=date(2026, 8, 1))


@pytest.mark.parametrize(
    ("wanted", "stood", "problem"),
    [
        (SUMMER, [FIRST], TermsProblem.GAP),
        (NOW, [FIRST], None),
        (replace(FIRST, from_day=date(2024, 1, 1), to_day=date(2024, 6, 30)), [FIRST], TermsProblem.GAP),
        # Days that were without any before may be filled bit by bit.
        (replace(NOW, to_day=date(2026, 6, 30)), [FIRST, SUMMER], None),
        (replace(NOW, from_day=date(2026, 7, 1), to_day=date(2026, 7, 31)), [FIRST, SUMMER], None),
    ],
)
def test_no_new_day_is_left_out(
    wanted: TermsFacts, stood: list[TermsFacts], problem: TermsProblem | None
) -> None:
    assert problem_with(wanted, stood, TODAY, stood) is problem


@pytest.mark.parametrize(
    ("by", "on", "problem"),
    [
        (7, date(2026, 12, 1), None),
        (None, None, None),
        (7, None, TermsProblem.DECIDED_NO_DAY),
        (None, TODAY, TermsProblem.DECIDED_BY_NOBODY),
        (7, date(2026, 12, 2), TermsProblem.DECIDED_LATER),
    ],
)
def test_who_decided_goes_with_a_day_that_has_come(
    by: int | None, on: date | None, problem: TermsProblem | None
) -> None:
    assert problem_with(replace(NOW, decided_by_id=by, decided_on=on), [], TODAY) is problem


def test_what_holds_on_the_first_day_of_others_ends_before() -> None:
    assert ended_by(replace(NOW, from_day=date(2026, 7, 1)), [FIRST, NOW]) is NOW
    # On the same first day it is put right, not ended.
    assert ended_by(NOW, [FIRST, NOW]) is None


@pytest.mark.parametrize(
    ("stays", "first", "found"),
    [
        ([], date(2026, 7, 1), None),
        ([Lives(date(2026, 1, 1))], date(2026, 7, 1), (date(2026, 7, 1), 1, 1)),
        # free on the first day, and not from the day on which the places are fewer
        ([Lives(date(2026, 1, 1))], date(2026, 5, 1), (date(2026, 6, 1), 1, 1)),
        # free until the last day of another, that day not included
        ([Lives(date(2026, 1, 1), date(2026, 7, 1))], date(2026, 7, 1), (date(2026, 7, 1), 1, 1)),
        ([Lives(date(2026, 1, 1), date(2026, 6, 30))], date(2026, 7, 1), None),
        # nobody has said how many places there were
        ([Lives(date(2020, 1, 1), date(2024, 3, 1))], date(2024, 1, 1), None),
    ],
)
def test_the_first_day_with_too_few_places(
    stays: list[Lives], first: date, found: tuple[date, int, int] | None
) -> None:
    assert too_few_from(stays, [FIRST, NOW], first) == found
