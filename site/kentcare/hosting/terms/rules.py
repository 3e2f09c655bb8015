"""The rules of terms: which hold on a day, which cannot be, and on which day a home has too few places."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Protocol, TypeVar

MOST_PLACES = 20


class TermsProblem(StrEnum):
    """Why terms that were typed cannot be."""

    ENDS_FIRST = "ends before it begins"
    OVERLAPS = "others hold from a later day"
    GAP = "days between them and others without any"
    NOTHING_AFTER = "days after them that had others have none"
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
    return next((one for one in rows if _is_on(one, day)), None)


def _is_on(one: Days, day: date) -> bool:
    return one.from_day <= day <= (one.to_day or date.max)


def ended_by(wanted: Days, standing: Iterable[DaysT]) -> DaysT | None:
    """The row that ends the day before other terms begin, as it holds on their first day."""
    return holding((one for one in standing if one.from_day < wanted.from_day), wanted.from_day)


def problem_with(
    wanted: TermsFacts, others: Collection[Days], today: date, stood: Collection[Days] = ()
) -> TermsProblem | None:
    """Why terms cannot be; None where they can. `others`: the rows that stand beside them.

    `stood`: the rows that stood before the change. Between the first day and the last no day may be without a
    row; days that were without one before may stay so.
    """
    if wanted.to_day and wanted.to_day < wanted.from_day:
        return TermsProblem.ENDS_FIRST
    if any(_overlap(wanted, one) for one in others):
        return TermsProblem.OVERLAPS
    if any(not is_within(gap, gaps(stood)) for gap in gaps([*others, wanted])):
        return TermsProblem.GAP
    return problem_with_decision(wanted.decided_by_id, wanted.decided_on, today)


def problem_with_decision(by: int | None, on: date | None, today: date) -> TermsProblem | None:
    """Why somebody cannot have decided something on a day; None where they can, or nobody has said."""
    if on and by is None:
        return TermsProblem.DECIDED_BY_NOBODY
    if by is not None and on is None:
        return TermsProblem.DECIDED_NO_DAY
    return TermsProblem.DECIDED_LATER if on and on > today else None


def _overlap(one: Days, other: Days) -> bool:
    return one.from_day <= (other.to_day or date.max) and other.from_day <= (one.to_day or date.max)


def gaps(rows: Iterable[Days]) -> list[tuple[date, date]]:
    """The first and the last day of each time between two rows for which there is none."""
    found = []
    for one, after in pairwise(sorted(rows, key=lambda row: row.from_day)):
        if (one.to_day or date.max) < day_before(after.from_day):
            found.append((day_after(one.to_day or date.max), day_before(after.from_day)))
    return found


def is_within(gap: tuple[date, date], others: Iterable[tuple[date, date]]) -> bool:
    """Whether all its days were without a row before."""
    return any(first <= gap[0] and gap[1] <= last for first, last in others)


def leaves_nothing_after(wanted: Days, before: Days, others: Iterable[Days]) -> bool:
    """Whether days that had the terms which end for others would have none, as no others follow."""
    if wanted.to_day is None or wanted.to_day >= (before.to_day or date.max):
        return False
    return all(one.from_day < wanted.from_day for one in others)


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


@dataclass(frozen=True, slots=True)
class FewPlaces:
    """What is asked about before it is saved: a home with no place, or with fewer than live there.

    `living`: how many live there `on` the first day of it, or today where that is past. `first`: that day.
    """

    home_id: int
    places: int
    first: date
    living: int
    on: date


def few_places(
    wanted: TermsFacts, before: TermsFacts | None, living: Callable[[date], int], today: date
) -> FewPlaces | None:
    """What has to be asked about terms; None where nothing has.

    `before`: what these take the place of, whose number is not asked about again. `living`: how many live in
    the home on a day.
    """
    on = max(wanted.from_day, today)
    number = 0 if wanted.to_day and wanted.to_day < today else living(on)
    if (before and before.places == wanted.places) or wanted.places >= max(number, 1):
        return None
    return FewPlaces(wanted.home_id, wanted.places, wanted.from_day, number, on)


def living_on(stays: Iterable[Days], day: date) -> int:
    """How many of these live there on a day."""
    return sum(_is_on(one, day) for one in stays)


def day_before(day: date) -> date:
    """The day before another."""
    return day - timedelta(days=1)


def day_after(day: date) -> date:
    """The day after another."""
    return day + timedelta(days=1)


class Row(Protocol):
    """Terms as they were written down, for the question of who wrote what."""

    @property
    def id(self) -> int: ...

    @property
    def replaces_id(self) -> int | None: ...

    @property
    def replaced_at(self) -> datetime | None: ...

    @property
    def facts(self) -> TermsFacts: ...

    @property
    def why(self) -> str: ...

    @property
    def entered_at(self) -> datetime: ...


RowT = TypeVar("RowT", bound=Row)


def is_of_last_day_only(before: Row, after: Row) -> bool:
    """Whether a row says what the one that it replaces said, but for the last day."""
    return (replace(before.facts, to_day=after.facts.to_day), before.why) == (after.facts, after.why)


def writing_of(row: RowT, rows: Iterable[RowT]) -> RowT:
    """The row by which this was first written down: only its last day was changed since.

    `rows`: everything that was ever said of the home.
    """
    by_id = {one.id: one for one in rows}
    while (before := by_id.get(row.replaces_id or 0)) and is_of_last_day_only(before, row):
        row = before
    return row


def ended_for(row: RowT, rows: Collection[RowT]) -> tuple[RowT, date | None] | None:
    """The row that ended when this one was written down, and the last day that it had before.

    It may have been replaced since. None where this ended no other. A row that was ended was written together
    with the one that it made room for. `rows`: everything that was ever said of the home.
    """
    by_id = {one.id: one for one in rows}
    written = set()
    one: RowT | None = row
    while one:
        written.add((one.entered_at, day_before(one.facts.from_day)))
        one = by_id.get(one.replaces_id or 0)
    ended = [
        one for one in rows if one.replaces_id in by_id and (one.entered_at, one.facts.to_day) in written
    ]
    ended = [one for one in ended if is_of_last_day_only(by_id[one.replaces_id or 0], one)]
    if not ended:
        return None
    latest = next((one for one in ended if not one.replaced_at), max(ended, key=lambda one: one.entered_at))
    first = min(ended, key=lambda one: one.entered_at)
    return latest, by_id[first.replaces_id or 0].facts.to_day
