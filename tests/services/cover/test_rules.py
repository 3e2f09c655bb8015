"""Which cover can be set beside those that there are."""

from datetime import date, timedelta
from itertools import product

import pytest

from kentcare.services.cover.rules import MOST_DAYS, CoverDays, CoverProblem, problem_with

TODAY = date(2026, 11, 26)
ANNE, BEN, CLEO, DAN = range(1, 5)


def wanted(officer: int, covered_by: int, first: int, last: int) -> CoverDays:
    """Days are counted from today."""
    return CoverDays(officer, covered_by, TODAY + timedelta(first), TODAY + timedelta(last))


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (wanted(ANNE, BEN, 0, 0), None),
        (wanted(ANNE, BEN, 0, MOST_DAYS - 1), None),
        (wanted(ANNE, BEN, 0, MOST_DAYS), CoverProblem.TOO_LONG),
        (wanted(ANNE, BEN, 3, 2), CoverProblem.BACKWARDS),
        (wanted(ANNE, BEN, -1, 2), CoverProblem.IN_THE_PAST),
        (wanted(ANNE, ANNE, 0, 2), CoverProblem.SAME_PERSON),
    ],
)
def test_what_is_wrong_by_itself(one: CoverDays, why: CoverProblem | None) -> None:
    assert problem_with(one, [], TODAY) == why


@pytest.mark.parametrize(
    ("officer", "covered_by", "why"),
    [
        (ANNE, CLEO, CoverProblem.COVERED_ALREADY),
        (CLEO, ANNE, CoverProblem.COVER_IS_AWAY),
        (BEN, CLEO, CoverProblem.COVERS_FOR_ANOTHER),
        (CLEO, DAN, None),
        (CLEO, BEN, None),  # one colleague covers for two
    ],
)
def test_beside_another_only_where_no_day_is_in_both(
    officer: int, covered_by: int, why: CoverProblem | None
) -> None:
    other = wanted(ANNE, BEN, 5, 8)
    for first, last in product(range(14), repeat=2):
        if first <= last:
            shares_a_day = bool(set(range(first, last + 1)) & set(range(5, 9)))
            found = problem_with(wanted(officer, covered_by, first, last), [other], TODAY)
            assert found == (why if shares_a_day else None), (first, last)
