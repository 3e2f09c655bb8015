"""The rules of terms: which hold on a day, which cannot be, and on which day a home has too few places."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

MOST_PLACES = 20


class TermsProblem(StrEnum):
    """Why terms that were typed cannot be."""

    ENDS_FIRST = "ends before it begins"
    OVERLAPS = "others hold from a later day"
    DECIDED_LATER = "decided on a day to come"
    DECIDED_BY_NOBODY = "a day, and nobody who decided"
    DECIDED_NO_DAY = "somebody who decided, and no day"


@dataclass(frozen=True, slots=True)
class TermsFacts:
    """What is said of a home: its places, from the first day to the last, and who decided it when."""

    home_id: int
    places: int
    from_day: date
    to_day: date | None
    decided_by_id: int | None = None
    decided_on: date | None = None

    @property
    def key(self) -> tuple[int, date]:
        """What identifies the terms in a list from the case system: the home and the first day."""
        return self.home_id, self.from_day


class Days(Protocol):
    """Something with a first and a last day, both included; `to_day` is None while it goes on."""

    @property
    def from_day(self) -> date: ...

    @property
    def to_day(self) -> date | None: ...


DaysT = TypeVar("DaysT", bound=Days)


def holding(rows: Iterable[DaysT], day: date) -> DaysT | None:
    """The row that holds on a day; None where nobody has said anything of it."""
    return next((one for one in rows if one.from_day <= day <= (one.to_day or date.max)), None)


def ended_by(wanted: Days, standing: Iterable[DaysT]) -> DaysT | None:
    """The row that ends the day before other terms begin, as it holds on their first day."""
    return holding((one for one in standing if one.from_day < wanted.from_day), wanted.from_day)


def problem_with(wanted: TermsFacts, others: Collection[Days], today: date) -> TermsProblem | None:
    """Why terms cannot be; None where they can. `others`: the rows that stand beside them."""
    if wanted.to_day and wanted.to_day < wanted.from_day:
        return TermsProblem.ENDS_FIRST
    if any(_overlap(wanted, one) for one in others):
        return TermsProblem.OVERLAPS
    if wanted.decided_on and wanted.decided_by_id is None:
        return TermsProblem.DECIDED_BY_NOBODY
    if wanted.decided_by_id is not None and wanted.decided_on is None:
        return TermsProblem.DECIDED_NO_DAY
    return TermsProblem.DECIDED_LATER if wanted.decided_on and wanted.decided_on > today else None


def _overlap(one: Days, other: Days) -> bool:
    return one.from_day <= (other.to_day or date.max) and other.from_day <= (one.to_day or date.max)


class PlacesOfDays(Days, Protocol):
    """Terms, as the rule of too few places needs them."""

    @property
    def places(self) -> int: ...


def too_few_from(
    stays: Collection[Days], terms: Collection[PlacesOfDays], first: date, last: date = date.max
) -> tuple[date, int, int] | None:
    """The first day, from `first` to `last`, on which one more would be more than the places of a home.

    With how many live there on that day without them, and how many places there are. None where there is no
    such day: also where nobody has said how many places there are.
    """
    days = {one.from_day for one in (*stays, *terms) if first < one.from_day <= last}
    for day in (first, *sorted(days)):
        held = holding(terms, day)
        living = living_on(stays, day)
        if held and living + 1 > held.places:
            return day, living, held.places
    return None


def living_on(stays: Iterable[Days], day: date) -> int:
    """How many of these live there on a day."""
    return sum(one.from_day <= day <= (one.to_day or date.max) for one in stays)


def day_before(day: date) -> date:
    """The day before another."""
    return day - timedelta(days=1)
