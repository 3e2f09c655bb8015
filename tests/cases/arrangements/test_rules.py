"""Two lines of the case system are of one stay where young person, home and first day are the same."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kentcare.cases.arrangements.rules import StayFacts, whole_stays

STAY = StayFacts(1, 5, "standard", date(2026, 1, 5), None)


@pytest.mark.parametrize("change", [{"level": "complex"}, {"to_day": date(2026, 4, 1)}])
def test_what_may_change_during_a_stay_does_not_make_it_another(change: dict[str, Any]) -> None:
    assert replace(STAY, **change).key == STAY.key


@pytest.mark.parametrize("change", [{"young_person_id": 2}, {"home_id": 6}, {"from_day": date(2026, 1, 6)}])
def test_another_person_home_or_first_day_is_another_stay(change: dict[str, Any]) -> None:
    assert replace(STAY, **change).key != STAY.key


@pytest.mark.parametrize(
    ("parts", "stays"),
    [
        # the level changed, or a list has the time in two lines
        ([("2026-01-05", "2026-03-31"), ("2026-04-01", None)], [2]),
        ([("2026-04-01", "2026-04-30"), ("2026-01-05", "2026-03-31"), ("2026-05-01", None)], [3]),
        # a day between: they came back
        ([("2026-01-05", "2026-03-31"), ("2026-04-02", None)], [1, 1]),
        ([("2026-01-05", None)], [1]),
    ],
)
def test_arrangements_that_touch_are_one_stay(parts: list[tuple[str, str | None]], stays: list[int]) -> None:
    found = [
        StayFacts(1, 5, "standard", date.fromisoformat(first), date.fromisoformat(last) if last else None)
        for first, last in parts
    ]
    joined = whole_stays(found)
    assert [len(one) for one in joined] == stays
    assert [part.from_day for one in joined for part in one] == sorted(part.from_day for part in found)


@pytest.mark.parametrize("change", [{"young_person_id": 2}, {"home_id": 6}])
def test_another_person_or_home_is_never_the_same_stay(change: dict[str, Any]) -> None:
    before = replace(STAY, to_day=date(2026, 3, 31))
    after = replace(STAY, from_day=date(2026, 4, 1), **change)
    assert len(whole_stays([before, after])) == 2
