"""What is known of a report: one line of a list, and the whole of one that was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from kentcare.hosting.reports import corrections
from kentcare.hosting.reports.corrections import LEVELS, Correction, by_field
from kentcare.hosting.reports.rules import FieldSubject, Month, ReportKey, ReportStanding, is_about
from kentcare.hosting.reversals import records as reversals
from kentcare.hosting.reversals.records import TakenBack

# Empty answers are not stored, and neither is a zero.
_ZEROS = {"hours": 0, "nights": 0}


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list, whether it is still owed or was sent.

    One that is owed has no `ref`; its form is found by `stay_ref`, the arrangement that it is about, which
    ends on `to_day` (None while it goes on). One that was sent is found by its `ref`.
    """

    owed: ReportKey
    young_person: str
    home: str
    home_ref: str
    level: str
    standing: ReportStanding
    due_on: date
    stay_ref: str = ""
    to_day: date | None = None
    ref: str | None = None
    sent_at: datetime | None = None
    for_supervision: bool = False

    @property
    def month(self) -> Month:
        """The month that it is about."""
        return self.owed.month

    @property
    def is_missing(self) -> bool:
        """Whether it is still owed."""
        return self.ref is None


@dataclass(frozen=True, slots=True)
class SentSummary:
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
    def standing(self) -> ReportStanding:
        """The status of a report that was sent: SENT, READ or ASKED."""
        if self.more_asked_at:
            return ReportStanding.ASKED
        return ReportStanding.READ if self.read_at else ReportStanding.SENT


@dataclass(frozen=True, slots=True)
class Note:
    """A note beside a report. `kind`: an amendment of the Host, an answer or a question of the officer.

    `corrections`: what an amendment puts right. `taken_back`: how the officer took an answer or a question
    back, and once more where its words were hidden later; empty where it stands.
    """

    kind: str
    author_id: int
    author: str
    at: datetime
    text: str
    corrections: Sequence[Correction] = ()
    taken_back: Sequence[TakenBack] = ()

    @property
    def is_misdirected(self) -> bool:
        """Whether it was taken back because it was meant for another home."""
        return any(one.is_misdirected for one in self.taken_back)

    @property
    def for_host(self) -> "Note":
        """The note as a Host of this home may read it: without words that were meant for another."""
        return replace(self, text="") if self.is_misdirected else self


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was sent, with the notes that were written since.

    `answers`: by the names of the form's fields, without what was left empty. `skills`: the level of each
    skill. Both as they count today: what a note puts right is put right in them, and what stood before is in
    `corrections`. `read_by`: the account of whoever has read it. `taken_back`: what the officer took back.
    """

    id: int
    ref: str
    reference: str
    month: Month
    level: str
    author: str
    sent_at: datetime
    answers: Mapping[str, Any]
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
    read_by: int | None = None
    taken_back: Sequence[TakenBack] = ()

    @property
    def for_host(self) -> "Report":
        """The report as a Host of its home may read it: without words that were meant for another."""
        return replace(self, notes=[note.for_host for note in self.notes])

    @property
    def owed(self) -> ReportKey:
        """The young person, home and month that it is about."""
        return ReportKey(self.month, self.home_id, self.young_person_id)

    @property
    def corrections(self) -> Mapping[str, Sequence[Correction]]:
        """The steps by which each field was put right, by its name in the form, the first one first."""
        return by_field(step for note in self.notes for step in note.corrections)

    @property
    def correctable(self) -> Mapping[str, int]:
        """What counts today of everything that can be put right, by the names of the form's fields."""
        numbers = {name: int(self.answers.get(name, none)) for name, none in _ZEROS.items()}
        return numbers | {name: self.skills[skill] for name, skill in LEVELS.items() if skill in self.skills}


def exported(report: Report, *, is_about_reader: bool) -> dict[str, object]:
    """A report for the copy of what is held about somebody: its author, or the young person that it is about.

    `is_about_reader`: it is the young person's copy. They get the fields that are about them. What a Host
    writes about themself and the house is not theirs to read, and neither are the notes.
    """
    answers = {**_ZEROS, **report.answers}
    if is_about_reader:
        answers = {name: it for name, it in answers.items() if is_about(name, FieldSubject.YOUNG_PERSON)}
    return {
        "month": report.month.first,
        "reference": report.reference,
        "written_by": report.author,
        "sent_at": report.sent_at,
        "words": answers,
        "levels": dict(report.skills),
        "corrected": corrections.exported(step for steps in report.corrections.values() for step in steps),
        "notes": [] if is_about_reader else [note.text for note in report.for_host.notes if note.text],
        "taken_back": [] if is_about_reader else reversals.exported(report.taken_back),
    }
