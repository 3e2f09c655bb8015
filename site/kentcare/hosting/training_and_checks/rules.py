"""Where each requirement stands on a day: in date, about to lapse, late, or nobody knows by when.

No database and no clock. The requirements themselves are in content/hosting/requirements.yaml.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from kentcare.offer.entitlements.days import add_months

Kind = Literal["training", "check"]
# Whose a requirement is.
Of = Literal["host", "adult", "home", "gas", "car"]
Stage = Literal["before", "core", "first", "second", "third", "any", "groups"]
AddedBy = Literal["host", "office"]

WRITTEN = "written"  # the paper itself says until when
_PERIOD = re.compile(r"([1-9][0-9]{0,2}) (week|month)s?")


@dataclass(frozen=True, slots=True)
class Period:
    """So many weeks or months. In months, a day that a month has not got becomes its last."""

    number: int
    unit: Literal["week", "month"]

    @classmethod
    def read(cls, written: str) -> "Period":
        """“36 months”. Raises ValueError."""
        found = _PERIOD.fullmatch(written)
        if found is None:
            raise ValueError(written)
        return cls(int(found[1]), "week" if found[2] == "week" else "month")

    def after(self, day: date) -> date:
        """The day so long after another."""
        if self.unit == "week":
            return day + timedelta(weeks=self.number)
        return date.fromordinal(add_months(day.toordinal(), self.number))

    @property
    def days(self) -> int:
        """About how many."""
        return self.number * (7 if self.unit == "week" else 30)


AT_APPROVAL = Period(0, "month")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One training or check. `lapses` and `first_by` are None where it never lapses, or nobody says by when.

    `says_until`: the paper itself says until when. `is_chosen`: the Host says which course it was.
    `is_counted`: each time counts, and none is ever late.
    """

    slug: str
    kind: Kind
    name: str
    hint: str
    of: Of
    added_by: AddedBy
    stage: Stage | None = None
    lapses: Period | None = None
    says_until: bool = False
    first_by: Period | None = None
    is_chosen: bool = False
    is_counted: bool = False

    @property
    def is_meeting(self) -> bool:
        """Officer and Host meet, as for supervision: nothing is shown, and no paper runs out."""
        return self.of == "home" and self.added_by == "office"

    def runs_until(self, day: date) -> date | None:
        """The last day on which one that was done on `day` is good. `day` itself where the paper says it."""
        if self.says_until:
            return day
        return self.lapses.after(day) if self.lapses else None

    def soon_days(self, most: int) -> int:
        """How long before it lapses somebody hears of it: a third of the time that it runs, or `most`."""
        return min(most, self.lapses.days // 3) if self.lapses else most


@dataclass(frozen=True, slots=True)
class Proof:
    """That it was done: on which day, until when it is good, and whether somebody has seen the paper.

    `is_accepted` is None while nobody has looked.
    """

    ref: str
    day: date
    until: date | None
    is_accepted: bool | None

    def outlasts(self, other: "Proof") -> bool:
        """Whether it is good for longer. Nothing outlasts what never lapses."""
        return other.until is not None and (self.until is None or self.until > other.until)


class Standing(StrEnum):
    """Where one stands."""

    LAPSED = "lapsed"
    MISSING = "missing"  # it was needed by a day that is over
    SOON = "soon"
    TO_DO = "to do"
    IN_DATE = "in date"
    DONE = "done"  # it never lapses


LATE = frozenset({Standing.LAPSED, Standing.MISSING})
NEEDED = LATE | {Standing.SOON}


@dataclass(frozen=True, slots=True)
class State:
    """Where a requirement stands for somebody.

    `needed_by`: the last day without a new one; None where nobody knows, or none is needed. `last`: the one
    that counts. `waiting`: one that nobody has looked at. `is_in_hand`: if it counts, it is good for longer.
    `refused`: the latest, where it does not count and nothing else is good for as long.
    """

    standing: Standing
    needed_by: date | None = None
    last: Proof | None = None
    waiting: Proof | None = None
    is_in_hand: bool = False
    refused: Proof | None = None
    times: int = 0

    @property
    def is_late(self) -> bool:
        """Nobody has seen one that is good today."""
        return self.standing in LATE

    @property
    def is_owed(self) -> bool:
        """Late, and nothing was sent that somebody still has to look at."""
        return self.is_late and not self.is_in_hand

    @property
    def is_for_host(self) -> bool:
        """Whether there is something to do for whoever has to have it."""
        return self.refused is not None or (self.standing in NEEDED and not self.is_in_hand)

    def days_late(self, today: date) -> int:
        """Less than nothing before the day."""
        return (today - self.needed_by).days if self.needed_by else 0


def state(
    requirement: Requirement, proofs: Sequence[Proof], approved_on: date | None, today: date, *, soon: int
) -> State:
    """Where it stands. `proofs`: those of one person or home, in the order in which they were added."""
    good = [one for one in proofs if one.is_accepted]
    unseen = [one for one in proofs if one.is_accepted is None]
    last, waiting = _longest(good), _longest(unseen)
    needed_by = None
    if last is not None:
        needed_by = last.until
    elif requirement.first_by and approved_on:
        needed_by = requirement.first_by.after(approved_on)
    return State(
        _standing(last, needed_by, today, requirement.soon_days(soon)),
        needed_by,
        last,
        waiting,
        waiting is not None and _would_help(waiting, last, today),
        _refused(requirement, proofs),
        len(good),
    )


def _longest(proofs: Sequence[Proof]) -> Proof | None:
    return max(proofs, key=lambda one: (one.until or one.day, one.day), default=None)


def _would_help(waiting: Proof, last: Proof | None, today: date) -> bool:
    is_over = waiting.until is not None and waiting.until < today
    return not is_over and (last is None or waiting.outlasts(last))


def _refused(requirement: Requirement, proofs: Sequence[Proof]) -> Proof | None:
    """The latest, where it does not count and whoever sent it has to know."""
    if not proofs or proofs[-1].is_accepted is not False:
        return None
    *before, latest = proofs
    others = [one for one in before if one.is_accepted is not False]
    # Of what is counted each time is its own, and no other stands for it.
    is_news = requirement.is_counted or all(latest.outlasts(one) for one in others)
    return latest if is_news else None


def _standing(last: Proof | None, needed_by: date | None, today: date, soon: int) -> Standing:
    if needed_by is None:
        return Standing.DONE if last else Standing.TO_DO
    if today > needed_by:
        return Standing.LAPSED if last else Standing.MISSING
    if (needed_by - today).days <= soon:
        return Standing.SOON
    return Standing.IN_DATE if last else Standing.TO_DO


@dataclass(frozen=True, slots=True)
class Month:
    """One of the strip: its first day, and what has to be there by a day in it."""

    first: date
    number: int


def strip(days: Sequence[date], today: date, years: int = 3) -> list[list[Month]]:
    """The next years, from this month on, twelve months a row: how much falls into each.

    What is late already falls into this month.
    """
    start = today.replace(day=1)
    firsts = [date.fromordinal(add_months(start.toordinal(), months)) for months in range(12 * years)]
    counts = [0] * len(firsts)
    for day in days:
        place = max(0, (day.year - start.year) * 12 + day.month - start.month)
        if place < len(counts):
            counts[place] += 1
    months = [Month(first, number) for first, number in zip(firsts, counts, strict=True)]
    return [months[place : place + 12] for place in range(0, len(months), 12)]
