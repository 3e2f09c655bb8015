"""One monthly report: sending, reading and deleting it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select

from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.cases.young_people.models import YoungPerson
from kentcare.db import subjects
from kentcare.db.model import new_ref
from kentcare.db.session import reading, writing
from kentcare.hosting.reports.corrections import LEVELS, corrections_of
from kentcare.hosting.reports.models import MonthlyReport, ReportNote
from kentcare.hosting.reports.report import Note, Report, ReportLine, exported
from kentcare.hosting.reports.rules import Month, ReportKey
from kentcare.hosting.reports.skills import records as skills
from kentcare.hosting.reports.skills.rules import SKILLS
from kentcare.hosting.reversals import records as reversals
from kentcare.hosting.reversals.records import TakenBack
from kentcare.services.answers import records as answers


class NoSuchReport(Exception):
    """There is no such report, or the viewer may not see it: the two cannot be told apart."""


class SentByAnother(Exception):
    """The other Host of the home has already sent this report. `ref`: of the report that was sent."""

    def __init__(self, ref: str) -> None:
        super().__init__(ref)
        self.ref = ref


# Who may see what


def openable_by(viewer: Viewer) -> ColumnElement[bool]:
    """Which reports the viewer may open: those of their own homes, and of the homes that they look after.

    The lists have rules of their own: `lists.of_host` is for a Host's homes, `lists.of_officer` for those
    that somebody looks after.
    """
    return MonthlyReport.home_id.in_(select(Home.id).where(homes.openable_by(viewer)))


def is_officer_of(viewer: Viewer, report: Report) -> bool:
    """Whether the viewer answers this report as the officer. A Host reads it, and never answers it."""
    theirs = select(Home.id).where(Home.id == report.home_id, homes.looked_after(viewer))
    return reading().scalar(theirs) is not None


def is_host_of(viewer: Viewer, report: Report) -> bool:
    """Whether the viewer is a Host of the home from which the report was sent."""
    rows = select(HomeHost.home_id).where(
        HomeHost.home_id == report.home_id, HomeHost.account_id == viewer.id
    )
    return reading().scalar(rows) is not None


# Sending


def send(viewer: Viewer, line: ReportLine, filled: Mapping[str, Any], reference: str, now: datetime) -> None:
    """Save what a Host sends, in the transaction of the long form. Raises SentByAnother.

    `filled`: by the names of the form's fields; each `level_…` is saved with the skills, the rest encrypted.
    """
    levels = {skill: filled[f"level_{skill}"] for skill in SKILLS}
    written = {name: it for name, it in filled.items() if not name.startswith("level_") and it}
    row = MonthlyReport(
        ref=new_ref(),
        reference=reference,
        home_id=line.owed.home_id,
        young_person_id=line.owed.young_person_id,
        month=line.month.first,
        level=line.level,
        author_id=viewer.id,
        sent_at=now,
        answers=written,
    )
    with writing(subjects.young_person(line.owed.young_person_id)) as session:
        if before := session.scalar(select(MonthlyReport.ref).where(_has_key(line.owed))):
            raise SentByAnother(before)
        session.add(row)
        session.flush()
        skills.add_levels(row.young_person_id, row.month, row.ref, levels)
        note_in_trail(Action.CHANGED, viewer, row, "sent")


def _has_key(key: ReportKey) -> ColumnElement[bool]:
    return and_(
        MonthlyReport.home_id == key.home_id,
        MonthlyReport.young_person_id == key.young_person_id,
        MonthlyReport.month == key.month.first,
    )


def note_in_trail(
    action: Action, viewer: Viewer, report: Report | MonthlyReport, about: str | None = None
) -> None:
    """Add to the audit trail that somebody saw or changed a report. The young person can read it."""
    audit.note(
        action, viewer, young_person=report.young_person_id, kind="report", ref=report.ref, about=about
    )


# Reading


def before(line: ReportLine) -> Report | None:
    """The last report on the same young person from the same home: its goals and levels begin the new one.

    What another Host wrote before the young person moved here is not shown to this one.
    """
    rows = select(MonthlyReport.ref).where(
        MonthlyReport.home_id == line.owed.home_id,
        MonthlyReport.young_person_id == line.owed.young_person_id,
        MonthlyReport.month < line.month.first,
    )
    ref = reading().scalar(rows.order_by(MonthlyReport.month.desc()).limit(1))
    return _report(MonthlyReport.ref == ref) if ref else None


def open_before(viewer: Viewer, line: ReportLine) -> Report | None:
    """What `before` finds, for a page that shows it: the audit trail notes that the viewer saw it."""
    report = before(line)
    if report:
        note_in_trail(Action.VIEWED, viewer, report, "goals and levels")
    return report


def open_report(viewer: Viewer, ref: str) -> Report:
    """A report that the viewer may open; the audit trail notes that they did. Raises NoSuchReport."""
    report = find_report(viewer, ref)
    note_in_trail(Action.VIEWED, viewer, report)
    return report


def find_report(viewer: Viewer, ref: str) -> Report:
    """A report that the viewer may open, for a post from a page on which it was seen already.

    Whoever does not answer it as the officer reads it as its Host does. Raises NoSuchReport, and notes in the
    audit trail that somebody was refused.
    """
    report = _report((MonthlyReport.ref == ref) & openable_by(viewer))
    if report is None:
        other = reading().scalar(select(MonthlyReport.young_person_id).where(MonthlyReport.ref == ref))
        audit.note(Action.REFUSED, viewer, young_person=other, kind="report", ref=ref[:30])
        raise NoSuchReport
    return report if is_officer_of(viewer, report) else report.for_host


def openings(report: Report, since: datetime) -> Sequence[datetime]:
    """Each time that a Host of the home had a report before them since a moment, as the trail has it.

    Also a Host who has left the home since.
    """
    hosts = homes.may_have_read_as_host(report.home_id)
    author = reading().scalars(select(MonthlyReport.author_id).where(MonthlyReport.id == report.id)).all()
    return audit.openings(hosts, "report", report.ref, since, copied_by=author)


def _report(which: ColumnElement[bool]) -> Report | None:
    rows = (
        select(
            MonthlyReport,
            Account.name.label("author"),
            Home.ref.label("home_ref"),
            Home.name.label("home"),
            YoungPerson.ref.label("young_person_ref"),
            YoungPerson.name.label("young_person"),
        )
        .join(Account, Account.id == MonthlyReport.author_id)
        .join(Home, Home.id == MonthlyReport.home_id)
        .join(YoungPerson, YoungPerson.id == MonthlyReport.young_person_id)
        .where(which)
    )
    row = reading().execute(rows).first()
    if row is None:
        return None
    found: MonthlyReport = row.MonthlyReport
    taken_back = reversals.of(reversals.REPORT, [found.ref]).get(found.ref, [])
    notes = notes_of(found.id, taken_back)
    now = {step.field: step.now for note in notes for step in note.corrections}
    return Report(
        id=found.id,
        ref=found.ref,
        reference=found.reference,
        month=Month.of(found.month),
        level=found.level,
        author=row.author,
        sent_at=found.sent_at,
        answers={**found.answers, **{name: it for name, it in now.items() if name not in LEVELS}},
        skills=skills.levels_in(found.ref)
        | {skill: now[name] for name, skill in LEVELS.items() if name in now},
        home_id=found.home_id,
        home_ref=row.home_ref,
        home=row.home,
        young_person_id=found.young_person_id,
        young_person_ref=row.young_person_ref,
        young_person=row.young_person,
        read_at=found.read_at,
        for_supervision=found.for_supervision,
        more_asked_at=found.more_asked_at,
        notes=notes,
        read_by=found.read_by,
        taken_back=taken_back,
    )


def notes_of(report: int, taken_back: Sequence[TakenBack] = ()) -> list[Note]:
    """The notes beside a report, by its id, in the order in which they were written.

    `taken_back`: what was taken back of the report, to mark the notes that are among it.
    """
    undone = defaultdict(list)
    for one in taken_back:
        undone[one.decision.value, one.decided_at].append(one)
    rows = (
        select(ReportNote, Account.name.label("author"))
        .join(Account, Account.id == ReportNote.author_id)
        .where(ReportNote.report_id == report)
        .order_by(ReportNote.id)
    )
    return [
        Note(
            kind=row.ReportNote.kind,
            author_id=row.ReportNote.author_id,
            author=row.author,
            at=row.ReportNote.at,
            text=row.ReportNote.text,
            corrections=corrections_of(row.ReportNote.corrections, row.author, row.ReportNote.at),
            taken_back=undone[row.ReportNote.kind, row.ReportNote.at],
        )
        for row in reading().execute(rows)
    ]


# Everything about somebody


def forget_young_person(young_person: int) -> None:
    """Delete every report on a young person with its notes, when their record is removed."""
    which = select(MonthlyReport.id).where(MonthlyReport.young_person_id == young_person)
    refs = (
        reading()
        .scalars(select(MonthlyReport.ref).where(MonthlyReport.young_person_id == young_person))
        .all()
    )
    answers.forget(answers.REPORT, refs)
    with writing(subjects.young_person(young_person)) as session:
        reversals.forget(reversals.REPORT, refs)
        session.execute(delete(ReportNote).where(ReportNote.report_id.in_(which)))
        session.execute(delete(MonthlyReport).where(MonthlyReport.young_person_id == young_person))


def held_about(account: int, young_person: int | None) -> list[dict[str, object]]:
    """The reports that an account wrote and those on its young person, for the copy of what is held."""
    is_theirs = (MonthlyReport.author_id == account) | (MonthlyReport.young_person_id == (young_person or 0))
    refs = reading().scalars(select(MonthlyReport.ref).where(is_theirs).order_by(MonthlyReport.month)).all()
    reports = filter(None, (_report(MonthlyReport.ref == ref) for ref in refs))
    return [exported(report, is_about_reader=report.young_person_id == young_person) for report in reports]
