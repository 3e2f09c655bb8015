"""Which reports are owed, when each is due, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

# What is about the Host and the house. A young person does not read these.
ABOUT_HOST = ("house", "needs", "needs_words")
NEEDS = ("call", "visit", "training", "break", "money", "repair")
MOST_HOURS, MOST_NIGHTS = 168, 31


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def read(cls, written: str) -> Month:
        """“2026-11”. Raises ValueError."""
        year, _, number = written.partition("-")
        if len(year) != 4 or len(number) != 2 or not (year + number).isascii():
            raise ValueError(written)
        month = cls(int(year), int(number))
        date(month.year, month.number, 1)
        return month

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.after.first - timedelta(days=1)

    @property
    def after(self) -> Month:
        return self.of(self.first + timedelta(days=31))

    @property
    def before(self) -> Month:
        return self.of(self.first - timedelta(days=1))

    def back(self, months: int) -> Month:
        """So many months before."""
        years, month = divmod(self.year * 12 + self.number - 1 - months, 12)
        return Month(years, month + 1)

    def due_on(self, days: int) -> date:
        """The last day on which its report is in time: so many days after the month."""
        return self.last + timedelta(days=days)


class Stay(Protocol):
    """A young person in a home, from one day to another, both included."""

    @property
    def young_person_id(self) -> int: ...
    @property
    def home_id(self) -> int: ...
    @property
    def level(self) -> str: ...
    @property
    def from_day(self) -> date: ...
    @property
    def to_day(self) -> date | None: ...


@dataclass(frozen=True, slots=True, order=True)
class Owed:
    """One report: of whom, in which home, for which month."""

    month: Month
    home_id: int
    young_person_id: int

    def __str__(self) -> str:
        """As “3/41/2026-11”: what tells its draft and its reminders from others."""
        return f"{self.home_id}/{self.young_person_id}/{self.month}"


S = TypeVar("S", bound=Stay)


def months_of(stay: Stay, first: Month, today: date) -> Iterator[Month]:
    """Each month in which somebody lived there for a day or more, up to this one."""
    end = min(stay.to_day or today, today)
    month = max(Month.of(stay.from_day), first)
    while month.first <= end and stay.from_day <= end:
        yield month
        month = month.after


def owed(stays: Iterable[S], first: Month, today: date) -> dict[Owed, S]:
    """Every report that there has to be, with the arrangement that it is about.

    One for each young person, home and month. Where the level changed, the later arrangement counts.
    `first` is the month with which this site began to take them. The month that has not ended is there, too.
    """
    found: dict[Owed, S] = {}
    for stay in sorted(stays, key=lambda one: one.from_day):
        for month in months_of(stay, first, today):
            found[Owed(month, stay.home_id, stay.young_person_id)] = stay
    return found


class Standing(StrEnum):
    """Where a report stands."""

    OPEN = "open"  # its month goes on
    DUE = "due"
    LATE = "late"
    SENT = "sent"  # nobody has read it
    READ = "read"
    ASKED = "asked"  # the officer asked for more


def standing(month: Month, today: date, days: int) -> Standing:
    """Of one that was not sent."""
    if today > month.due_on(days):
        return Standing.LATE
    return Standing.DUE if today > month.last else Standing.OPEN


def step_of(late: int, steps: Iterable[int]) -> int | None:
    """Which reminder is to be sent when something is so many days late: the last whose day has come.

    Where the job did not run for a week, one message goes out and not three.
    """
    come = [step for step in steps if late >= step]
    return max(come) if come else None
