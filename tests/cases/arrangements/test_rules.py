"""Two lines of the case system are of one stay where young person, home and first day are the same."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kentcare.cases.arrangements.rules import StayFacts

STAY = StayFacts(1, 5, "standard", date(2026, 1, 5), None)


@pytest.mark.parametrize("change", [{"level": "complex"}, {"to_day": date(2026, 4, 1)}])
def test_what_may_change_during_a_stay_does_not_make_it_another(change: dict[str, Any]) -> None:
    assert replace(STAY, **change).key == STAY.key


@pytest.mark.parametrize("change", [{"young_person_id": 2}, {"home_id": 6}, {"from_day": date(2026, 1, 6)}])
def test_another_person_home_or_first_day_is_another_stay(change: dict[str, Any]) -> None:
    assert replace(STAY, **change).key != STAY.key
