"""Working days of England, in which every promised time is counted, and how a deadline is worded."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from flask import Flask

from kentcare.web.language import gettext as _
from kentcare.web.language import ngettext

_DAY = timedelta(days=1)
_WEEKEND = (5, 6)
# From this many working days on, a deadline is near.
_NEAR = 2


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in a year, with substitute days where one falls on a weekend."""
    # Loaded when the first deadline is shown: most pages have none.
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Whether offices in England are open."""
    return day.weekday() not in _WEEKEND and day not in _bank_holidays(day.year)


def next_working_day(day: date) -> date:
    """The first working day after a day."""
    return add_working_days(day, 1)


def add_working_days(day: date, n: int) -> date:
    """The `n`th working day after a day, not counting that day. Raises ValueError if `n` is negative."""
    if n < 0:
        raise ValueError("A promise lies ahead: count from an earlier day.")
    while n:
        day += _DAY
        n -= is_working_day(day)
    return day


def working_days_left(today: date, due: date) -> int:
    """The working days after today, up to and including the due day; negative where it has passed."""
    if due < today:
        return -working_days_left(due, today)
    days = (today + _DAY * n for n in range(1, (due - today).days + 1))
    return sum(map(is_working_day, days))


@dataclass(frozen=True, slots=True)
class Deadline:
    """The words for a day by which something is promised, and the state of the window drawn beside them."""

    due: date
    words: str
    state: Literal["lit", "half", "unlit"]

    @property
    def is_late(self) -> bool:
        return self.state == "unlit"


def deadline(due: date, today: date) -> Deadline:
    """The words and the state of a deadline as seen today. Every page words deadlines by this function."""
    left = working_days_left(today, due)
    if due == today:
        return Deadline(due, _("Today"), "half")
    if due > today:
        words = ngettext("%(num)s working day left", "%(num)s working days left", left)
        # Due on a Sunday, and it is Saturday.
        return Deadline(due, words if left else _("No working day left"), "lit" if left > _NEAR else "half")
    words = ngettext("%(num)s working day late", "%(num)s working days late", -left)
    return Deadline(due, words if left else _("Late"), "unlit")


def use_deadlines(app: Flask) -> None:
    app.add_template_global(deadline, "deadline_of")
