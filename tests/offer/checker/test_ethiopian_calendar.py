"""The days of the Ethiopian calendar fall where they are known to, and none is lost between."""

from datetime import date

import pytest

from kentcare.offer.checker.ethiopian_calendar import days_in_month, from_ethiopian

# New Year is on 11 September, and on 12 September after a leap year; Christmas (29 Tahsas) on 7 January.
PAIRS = [
    ((1992, 1, 1), date(1999, 9, 12)),
    ((2000, 1, 1), date(2007, 9, 12)),
    ((2001, 1, 1), date(2008, 9, 11)),
    ((2016, 1, 1), date(2023, 9, 12)),
    ((2017, 1, 1), date(2024, 9, 11)),
    ((2015, 13, 6), date(2023, 9, 11)),
    ((2015, 4, 29), date(2023, 1, 7)),
    ((2000, 4, 28), date(2008, 1, 7)),
]


@pytest.mark.parametrize(("ethiopian", "day"), PAIRS, ids=str)
def test_a_known_day_is_the_same_in_both(ethiopian: tuple[int, int, int], day: date) -> None:
    assert from_ethiopian(*ethiopian) == day


def test_every_day_of_three_centuries_follows_on_the_one_before() -> None:
    """So each day has one name in each calendar, and no two share one."""
    days = [
        from_ethiopian(year, month, day).toordinal()
        for year in range(1890, 2191)
        for month in range(1, 14)
        for day in range(1, days_in_month(year, month) + 1)
    ]
    assert days == [*range(days[0], days[-1] + 1)]


@pytest.mark.parametrize(
    "wrong", [(2000, 14, 1), (2000, 0, 1), (2000, 13, 6), (2000, 1, 31), (2000, 1, 0)], ids=str
)
def test_a_day_that_there_is_not_is_refused(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no day"):
        from_ethiopian(*wrong)
