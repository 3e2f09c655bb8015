"""Which reports are owed, when each is due, its status, and whom each field of a report is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from kentcare.hosting.reports.skills.rules import SKILLS

NEEDS = ("call", "visit", "training", "break", "money", "repair")
MOST_HOURS = 168  # the hours of a week


class CanRead(StrEnum):
    """What the officer can read of a report when its red button is pressed."""

    NOTHING = "nothing"
    ALL = "all"
    ALL_BUT_ADDED = "all but what is being added to it"


class FieldSubject(StrEnum):
    """Whom a field of the report is about. It decides who finds the answer in their copy of what is held."""

    YOUNG_PERSON = "young person"  # theirs to read, and the author's
    HOST = "host"  # the Host and the house: for the author and the officer alone


class FieldSection(StrEnum):
    """Under which heading of a report that was sent the answer to a field is shown."""

    SKILLS = "skills"  # beside the skill that it belongs to
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class FieldPlacement:
    """Where the answer to one field of the report goes. Nothing is assumed: each field states both."""

    about: FieldSubject
    section: FieldSection


_YOUNG_PERSON = FieldPlacement(FieldSubject.YOUNG_PERSON, FieldSection.MONTH)
_SKILL = FieldPlacement(FieldSubject.YOUNG_PERSON, FieldSection.SKILLS)
_HOST = FieldPlacement(FieldSubject.HOST, FieldSection.MONTH)
# Every field that a report has or ever had, by its name in the form. A field that is missing here is in
# nobody's copy but its author's, and fails a test. Those taken off the form stay, for the reports that have
# them.
FIELD_PLACEMENTS: Mapping[str, FieldPlacement] = {
    **{f"level_{skill}": _SKILL for skill in SKILLS},
    **{f"did_{skill}": _SKILL for skill in SKILLS},
    "health": _YOUNG_PERSON,
    "education": _YOUNG_PERSON,
    "people": _YOUNG_PERSON,
    "well": _YOUNG_PERSON,
    "hard": _YOUNG_PERSON,
    "goals_went": _YOUNG_PERSON,
    "goals": _YOUNG_PERSON,
    "hours": _YOUNG_PERSON,
    "nights": _YOUNG_PERSON,
    "nights_where": _YOUNG_PERSON,
    "professionals": _YOUNG_PERSON,
    "own_words": _YOUNG_PERSON,
    "own_words_no": _YOUNG_PERSON,
    "house": _HOST,
    "needs": _HOST,
    "needs_words": _HOST,
}


def is_about(name: str, subject: FieldSubject) -> bool:
    """Whether the field of this name is about them; False for one that is not in FIELD_PLACEMENTS."""
    placement = FIELD_PLACEMENTS.get(name)
    return placement is not None and placement.about is subject


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year. `number`: 1 is January."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that a day is in."""
        return cls(day.year, day.month)

    @classmethod
    def read(cls, written: str) -> Month:
        """Read a month that is written as “2026-11”. Raises ValueError where it is not."""
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
        """The first day of the month."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The last day of the month."""
        return self.after.first - timedelta(days=1)

    @property
    def after(self) -> Month:
        """The month after this one."""
        return self.of(self.first + timedelta(days=31))

    @property
    def before(self) -> Month:
        """The month before this one."""
        return self.of(self.first - timedelta(days=1))

    def back(self, months: int) -> Month:
        """The month that is so many months earlier."""
        years, month = divmod(self.year * 12 + self.number - 1 - months, 12)
        return Month(years, month + 1)

    def due_on(self, days: int) -> date:
        """The last day on which its report is in time: that many days after the end of the month."""
        return self.last + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class MonthLived:
    """A month of which a Host writes, and how much of it the young person lived in the home.

    `days`: on how many of its days, as far as is known here. `has_ended`: the month, or the stay in it.
    """

    month: Month
    days: int
    has_ended: bool


def month_lived(month: Month, stays: Iterable[StayLike], today: date) -> MonthLived:
    """How much of a month a young person lived in a home. `stays`: every part of their time in that home.

    Where no part is known any more, as dates may be put right after a report was sent, it is the whole month.
    """
    spans = [
        (max(stay.from_day, month.first), min(stay.to_day or month.last, month.last))
        for stay in stays
        if stay.from_day <= month.last and (stay.to_day is None or stay.to_day >= month.first)
    ] or [(month.first, month.last)]
    days = sum((last - first).days + 1 for first, last in spans)
    return MonthLived(month, days, has_ended=today > max(last for _, last in spans))


class Doubt(StrEnum):
    """Why a number of a report may be a slip, although it may be true: the form asks once."""

    NOT_ENDED = "not ended"  # its month, or the stay in it, goes on
    NIGHTS = "nights"  # more of them than days on which the young person lived there
    HOURS = "hours"  # so many a week that they may be those of a month


def doubts(
    lived: MonthLived, *, hours: int | None, nights: int | None, ask_hours_from: int, is_whole: bool = True
) -> dict[Doubt, str]:
    """What is asked before a report is taken, each with the value that is doubted: another is asked anew.

    `hours`, `nights`: None where none is given. `is_whole`: a report is sent, not a correction of one.
    """
    found: dict[Doubt, str] = {}
    if is_whole and not lived.has_ended:
        found[Doubt.NOT_ENDED] = str(lived.month)
    if nights is not None and nights > lived.days:
        found[Doubt.NIGHTS] = str(nights)
    if hours is not None and hours >= ask_hours_from:
        found[Doubt.HOURS] = str(hours)
    return found


class StayLike(Protocol):
    """What the rules need to know of a stay: a young person lives in a home, first and last day included.

    `to_day` is None while nobody has said when it ends.
    """

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
class ReportKey:
    """Which report: on which young person, from which home, for which month. There is at most one of each."""

    month: Month
    home_id: int
    young_person_id: int

    def __str__(self) -> str:
        """The key of the report's draft and reminders: home, young person and month, as “3/41/2026-11”."""
        return f"{self.home_id}/{self.young_person_id}/{self.month}"


S = TypeVar("S", bound=StayLike)


def months_of(stay: StayLike, first: Month, today: date) -> Iterator[Month]:
    """Each month with at least one day of the stay, from `first` up to the month of `today`."""
    end = min(stay.to_day or today, today)
    month = max(Month.of(stay.from_day), first)
    while month.first <= end and stay.from_day <= end:
        yield month
        month = month.after


def owed_reports(stays: Iterable[S], first: Month, today: date) -> dict[ReportKey, S]:
    """Every report that is needed, with the stay that it is about: one for each young person, home and month.

    Where the level of support changed within a month, the later stay counts. `first`: no report is needed for
    an earlier month. The current month is included, although it has not ended.
    """
    found: dict[ReportKey, S] = {}
    for stay in sorted(stays, key=lambda one: one.from_day):
        for month in months_of(stay, first, today):
            found[ReportKey(month, stay.home_id, stay.young_person_id)] = stay
    return found


class ReportStanding(StrEnum):
    """The status of a report."""

    OPEN = "open"  # not sent; its month has not ended
    DUE = "due"  # not sent; its month has ended
    LATE = "late"  # not sent, and its last day is over
    SENT = "sent"  # sent, and not read yet
    READ = "read"
    ASKED = "asked"  # the officer asked for more


def due_on(month: Month, days: int, known_since: date | None) -> date:
    """The last day on which a report is in time: so many days after its month, and after it is known of.

    `known_since`: the day on which its Host could first know that it is needed, as somebody entered late that
    the young person lives there, or who the Host is; None where that was always known.
    """
    due = month.due_on(days)
    return max(due, known_since + timedelta(days=days)) if known_since else due


def standing(month: Month, today: date, due: date) -> ReportStanding:
    """The status of a report that was not sent. `due`: the last day on which it is in time."""
    if today > due:
        return ReportStanding.LATE
    return ReportStanding.DUE if today > month.last else ReportStanding.OPEN


def step_of(late: int, steps: Iterable[int]) -> int | None:
    """Which reminder is to be sent for something that is `late` days late: the last whose day has come.

    Only the last, so that one message goes out and not three where the job did not run for a week. None where
    no reminder is due yet.
    """
    come = [step for step in steps if late >= step]
    return max(come) if come else None
