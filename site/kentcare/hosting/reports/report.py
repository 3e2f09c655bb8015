"""A report as pages show it: one that is owed, one that was sent, and what came of many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kentcare.hosting.reports.rules import ABOUT_HOST, Month, Owed, Standing

# What is empty is not kept, and a nought neither.
_NONE = {"hours": 0, "nights": 0}


@dataclass(frozen=True, slots=True)
class Line:
    """A report that is owed or was sent, in a list. `ref` is None while it was not sent.

    `stay_ref`: of the arrangement by which its form is found, which lasts until `to_day`. One that was sent
    is found by `ref`.
    """

    owed: Owed
    young_person: str
    home: str
    home_ref: str
    level: str
    standing: Standing
    due_on: date
    stay_ref: str = ""
    to_day: date | None = None
    ref: str | None = None
    sent_at: datetime | None = None
    for_supervision: bool = False

    @property
    def month(self) -> Month:
        return self.owed.month

    @property
    def is_missing(self) -> bool:
        return self.ref is None


@dataclass(frozen=True, slots=True)
class SentRow:
    """What a list needs to know of a report that was sent."""

    ref: str
    home: str
    home_ref: str
    level: str
    sent_at: datetime
    read_at: datetime | None
    more_asked_at: datetime | None
    for_supervision: bool

    @property
    def standing(self) -> Standing:
        if self.more_asked_at:
            return Standing.ASKED
        return Standing.READ if self.read_at else Standing.SENT


@dataclass(frozen=True, slots=True)
class Note:
    """What was said of a report after it was sent. `kind`: an amendment, an answer or a question."""

    kind: str
    author_id: int
    author: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it was sent, with what was said of it since."""

    id: int
    ref: str
    reference: str
    month: Month
    level: str
    author: str
    sent_at: datetime
    words: Mapping[str, Any]
    skills: Mapping[str, int]
    home_id: int
    home_ref: str
    home: str
    young_person_id: int
    young_person_ref: str
    young_person: str
    read_at: datetime | None
    for_supervision: bool
    more_asked_at: datetime | None
    notes: Sequence[Note]

    @property
    def owed(self) -> Owed:
        return Owed(self.month, self.home_id, self.young_person_id)


def told(report: Report, *, is_on_reader: bool) -> dict[str, object]:
    """All of it, for the one who wrote it or whom it is on.

    What a Host said of themself and of the house is not the young person's to read, nor what was said since.
    """
    left_out = ABOUT_HOST if is_on_reader else ()
    return {
        "month": report.month.first,
        "reference": report.reference,
        "written_by": report.author,
        "sent_at": report.sent_at,
        "words": {key: word for key, word in {**_NONE, **report.words}.items() if key not in left_out},
        "levels": dict(report.skills),
        "notes": [] if is_on_reader else [note.text for note in report.notes],
    }
