"""The status of a requirement on a day: in date, about to lapse, late, or with no day that is known.

The requirements themselves are in content/hosting/requirements.yaml.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from kentcare.offer.entitlements.days import add_months

RequirementKind = Literal["training", "check"]
# To whom a requirement applies: each Host, each adult, the home, or the home if it has gas or a car.
AppliesTo = Literal["host", "adult", "home", "gas", "car"]
Stage = Literal["before", "core", "first", "second", "third", "any", "groups"]
AddedBy = Literal["host", "office"]

WRITTEN = "written"  # the paper itself says until when
_PERIOD = re.compile(r"([1-9][0-9]{0,2}) (week|month)s?")


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A number of weeks or months. Where a month is too short for a day, its last day counts."""

    number: int
    unit: Literal["week", "month"]

    @classmethod
    def read(cls, written: str) -> "TimeSpan":
        """Read a time that is written as “36 months”. Raises ValueError where it is not."""
        found = _PERIOD.fullmatch(written)
        if found is None:
            raise ValueError(written)
        return cls(int(found[1]), "week" if found[2] == "week" else "month")

    def after(self, day: date) -> date:
        """The day that is this long after another."""
        if self.unit == "week":
            return day + timedelta(weeks=self.number)
        return date.fromordinal(add_months(day.toordinal(), self.number))

    @property
    def days(self) -> int:
        """About how many days it is."""
        return self.number * (7 if self.unit == "week" else 30)


AT_APPROVAL = TimeSpan(0, "month")


@dataclass(frozen=True, slots=True)
class Requirement:
    """A training or a check.

    `lapses`: how long one is valid, None where it never lapses. `first_by`: how long after approval the first
    is needed, None where no rule says. `says_until`: the paper itself names its last day. `is_chosen`: the
    Host says which course it was. `is_counted`: each time counts, and none is ever late.
    """

    slug: str
    kind: RequirementKind
    name: str
    hint: str
    of: AppliesTo
    added_by: AddedBy
    stage: Stage | None = None
    lapses: TimeSpan | None = None
    says_until: bool = False
    first_by: TimeSpan | None = None
    is_chosen: bool = False
    is_counted: bool = False

    @property
    def is_meeting(self) -> bool:
        """Whether it is a meeting of officer and Host, such as supervision: there is no paper to run out."""
        return self.of == "home" and self.added_by == "office"

    def runs_until(self, day: date) -> date | None:
        """The last day on which a certificate of `day` is valid; None where it never lapses.

        `day` is that last day itself where the paper names it.
        """
        if self.says_until:
            return day
        return self.lapses.after(day) if self.lapses else None

    def soon_days(self, most: int) -> int:
        """How many days before it lapses it counts as due soon: a third of its validity, at most `most`."""
        return min(most, self.lapses.days // 3) if self.lapses else most


@dataclass(frozen=True, slots=True)
class Proof:
    """A certificate as the rules see it: its day, and its last day, None where it never lapses.

    `is_accepted`: whether it counts; None while nobody has looked at it. `is_withdrawn`: the desk took back
    that it has seen it. `failed_on`: the day on which it turned out not to count; None where it counts, or
    waits.
    """

    ref: str
    day: date
    until: date | None
    is_accepted: bool | None
    is_withdrawn: bool = False
    added_on: date | None = None
    failed_on: date | None = None

    def outlasts(self, other: "Proof") -> bool:
        """Whether it is valid for longer than another. Nothing outlasts what never lapses."""
        return other.until is not None and (self.until is None or self.until > other.until)


class RequirementStanding(StrEnum):
    """The status of a requirement."""

    LAPSED = "lapsed"
    MISSING = "missing"  # there was none by the day it was needed
    SOON = "soon"
    TO_DO = "to do"
    IN_DATE = "in date"
    DONE = "done"  # it never lapses


LATE = frozenset({RequirementStanding.LAPSED, RequirementStanding.MISSING})
NEEDED = LATE | {RequirementStanding.SOON}


@dataclass(frozen=True, slots=True)
class RequirementState:
    """The status of a requirement for somebody.

    `needed_by`: the last day without a new certificate; None where no day is known or none is needed. `last`:
    the certificate that counts. `waiting`: one that nobody has looked at. `is_in_hand`: the one that waits
    would help if it counted. `refused`: the latest, where it does not count and no other is valid for as
    long. `times`: how many count.
    """

    standing: RequirementStanding
    needed_by: date | None = None
    last: Proof | None = None
    waiting: Proof | None = None
    is_in_hand: bool = False
    refused: Proof | None = None
    times: int = 0

    @property
    def is_late(self) -> bool:
        """Whether one was needed by a day that is over."""
        return self.standing in LATE

    @property
    def is_owed(self) -> bool:
        """Whether it is late, and nothing waits that would help."""
        return self.is_late and not self.is_in_hand

    @property
    def is_for_host(self) -> bool:
        """Whether whoever needs it has something to do."""
        return self.refused is not None or (self.standing in NEEDED and not self.is_in_hand)

    def days_late(self, today: date) -> int:
        """How many days it is late; negative before the day, 0 where no day is known."""
        return (today - self.needed_by).days if self.needed_by else 0


def state(
    requirement: Requirement,
    proofs: Sequence[Proof],
    approved_on: date | None,
    today: date,
    *,
    soon: int,
    known_since: date | None = None,
    told_late: int = 0,
) -> RequirementState:
    """The status of a requirement on `today`. `soon`: the most days before it lapses that count as soon.

    `proofs`: the certificates of one person or home, in the order in which they were added. `known_since`:
    the day on which they could first know that it is needed. Where that is after the day on which it was
    needed, and where what they had by that day turned out not to count, they have `told_late` days from then.
    """
    every = proofs
    proofs = [one for one in proofs if not one.is_withdrawn]
    good = [one for one in proofs if one.is_accepted]
    unseen = [one for one in proofs if one.is_accepted is None]
    last, waiting = _longest(good), _longest(unseen)
    needed_by = None
    if last is not None:
        needed_by = last.until
    elif requirement.first_by and approved_on:
        needed_by = requirement.first_by.after(approved_on)
        if known_since and known_since > needed_by:
            needed_by = known_since + timedelta(days=told_late)
    if needed_by and (told := _told_late(every, needed_by)):
        needed_by = told + timedelta(days=told_late)
    return RequirementState(
        standing=_standing(last, needed_by, today, requirement.soon_days(soon)),
        needed_by=needed_by,
        last=last,
        waiting=waiting,
        is_in_hand=waiting is not None and _would_help(waiting, last, today),
        refused=_refused(requirement, proofs),
        times=len(good),
    )


def _told_late(proofs: Sequence[Proof], needed_by: date) -> date | None:
    """The day on which somebody was told that what they had in time does not count; None where none was."""
    in_time = [
        one
        for one in proofs
        if one.failed_on and one.added_on and one.added_on <= needed_by < one.failed_on
        if one.until is None or one.until > needed_by
    ]
    return max((one.failed_on for one in in_time if one.failed_on), default=None)


def _longest(proofs: Sequence[Proof]) -> Proof | None:
    return max(proofs, key=lambda one: (one.until or one.day, one.day), default=None)


def _would_help(waiting: Proof, last: Proof | None, today: date) -> bool:
    is_over = waiting.until is not None and waiting.until < today
    return not is_over and (last is None or waiting.outlasts(last))


def _refused(requirement: Requirement, proofs: Sequence[Proof]) -> Proof | None:
    """The latest certificate, where it does not count and whoever sent it has to send another."""
    if not proofs or proofs[-1].is_accepted is not False:
        return None
    *before, latest = proofs
    others = [one for one in before if one.is_accepted is not False]
    # Where each time counts, no other certificate makes up for it.
    is_news = requirement.is_counted or all(latest.outlasts(one) for one in others)
    return latest if is_news else None


def _standing(last: Proof | None, needed_by: date | None, today: date, soon: int) -> RequirementStanding:
    if needed_by is None:
        return RequirementStanding.DONE if last else RequirementStanding.TO_DO
    if today > needed_by:
        return RequirementStanding.LAPSED if last else RequirementStanding.MISSING
    if (needed_by - today).days <= soon:
        return RequirementStanding.SOON
    return RequirementStanding.IN_DATE if last else RequirementStanding.TO_DO


@dataclass(frozen=True, slots=True)
class StripMonth:
    """A month of the strip: its first day, and how many requirements fall into it."""

    first: date
    number: int


def strip(days: Sequence[date], today: date, years: int = 3) -> list[list[StripMonth]]:
    """The next years from this month on, in rows of twelve months, with how many of `days` fall into each.

    A day that is over counts in the current month.
    """
    start = today.replace(day=1)
    firsts = [date.fromordinal(add_months(start.toordinal(), months)) for months in range(12 * years)]
    counts = [0] * len(firsts)
    for day in days:
        place = max(0, (day.year - start.year) * 12 + day.month - start.month)
        if place < len(counts):
            counts[place] += 1
    months = [StripMonth(first, number) for first, number in zip(firsts, counts, strict=True)]
    return [months[place : place + 12] for place in range(0, len(months), 12)]
