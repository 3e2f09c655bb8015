"""Calendar arithmetic on day numbers.

A day is an `int`, counted as `datetime.date.toordinal` counts it: comparing and subtracting are then exact
and cheap, and a 25th birthday after the year 9999 is still a day. Every rule on how ages and months are
counted is here and nowhere else.
"""

from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

FOREVER = 10**9
"""Later than any day that can be written: the end of a period that has none."""

LawDays = dict[str, int]
"""Day numbers of content/answer/law.yaml, the days on which a rule changed, by name."""

_CYCLE_YEARS = 400
_CYCLE_DAYS = 146_097  # the Gregorian calendar repeats after 400 years
_LAST_YEAR = date.max.year


class Span(NamedTuple):
    """Days from `first` to `last`, both included."""

    first: int
    last: int

    def __contains__(self, day: object) -> bool:
        return isinstance(day, int) and self.first <= day <= self.last


def number(year: int, month: int, day: int) -> int:
    """The day number of a date, which may lie before the year 1 or after the year 9999."""
    if year > _LAST_YEAR:
        return number(year - _CYCLE_YEARS, month, day) + _CYCLE_DAYS
    if year < 1:
        return number(year + _CYCLE_YEARS, month, day) - _CYCLE_DAYS
    return date(year, month, day).toordinal()


def parts(day: int) -> tuple[int, int, int]:
    """Year, month and day of the month of a day number."""
    if day > date.max.toordinal():
        year, month, day_of_month = parts(day - _CYCLE_DAYS)
        return year + _CYCLE_YEARS, month, day_of_month
    found = date.fromordinal(day)
    return found.year, found.month, found.day


@lru_cache(maxsize=65_536)
def iso(day: int) -> str:
    """The day as 2017-04-01."""
    year, month, day_of_month = parts(day)
    return f"{year:04d}-{month:02d}-{day_of_month:02d}"


@lru_cache(maxsize=65_536)
def birthday(born: int, age: int) -> int:
    """The day on which somebody born on `born` reaches `age`.

    Ages are reached at the start of the birthday. Somebody born on 29 February reaches an age on 1 March in
    a common year.
    """
    year, month, day = parts(born)
    year += age
    if month == 2 and day == 29 and monthrange(_in_range(year), 2)[1] == 28:
        month, day = 3, 1
    return number(year, month, day)


@lru_cache(maxsize=65_536)
def add_months(day: int, months: int) -> int:
    """The date `months` calendar months later (or earlier), clamped to the end of a shorter month."""
    year, month, day_of_month = parts(day)
    count = year * 12 + (month - 1) + months
    year, month = divmod(count, 12)
    month += 1
    return number(year, month, min(day_of_month, monthrange(_in_range(year), month)[1]))


def age_on(born: int, day: int) -> int:
    """Whole years of age on `day`."""
    age = parts(day)[0] - parts(born)[0]
    return age if day >= birthday(born, age) else age - 1


def join(spans: list[Span]) -> list[Span]:
    """Spans of days in order, with spans that meet or overlap merged."""
    if len(spans) < 2:
        return spans
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.first <= joined[-1].last + 1:
            joined[-1] = Span(joined[-1].first, max(joined[-1].last, span.last))
        else:
            joined.append(span)
    return joined


def without(spans: list[Span], gaps: list[Span]) -> list[Span]:
    """The days of `spans` that are in none of `gaps`; both in order and joined."""
    left: list[Span] = []
    for first, last in spans:
        start = first
        for gap in gaps:
            if gap.last < start or gap.first > last:
                continue
            if gap.first > start:
                left.append(Span(start, gap.first - 1))
            start = gap.last + 1
        if start <= last:
            left.append(Span(start, last))
    return left


def _in_range(year: int) -> int:
    """A year that `calendar` accepts and whose months are as long."""
    return year if 1 <= year <= _LAST_YEAR else (year - 1) % _CYCLE_YEARS + 1
