"""Reading and writing monthly reports. Whose a report is, is decided here and nowhere else."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements import records as arrangements
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.homes import records as homes
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.cases.young_people import records as young_people
from kentcare.cases.young_people.models import YoungPerson
from kentcare.core.encryption import app_cipher
from kentcare.db.model import new_ref
from kentcare.db.session import reading, writing
from kentcare.hosting.reports.lines import in_order
from kentcare.hosting.reports.models import MonthlyReport, ReportNote
from kentcare.hosting.reports.report import Line, Note, Report, SentRow, told
from kentcare.hosting.reports.rules import Month, Owed, owed
from kentcare.hosting.reports.timing import timing
from kentcare.hosting.skills import records as skills
from kentcare.hosting.skills.rules import SKILLS
from kentcare.services.messages import records as messages

_WORDS, _NOTE = "kentcare monthly report", "kentcare note on a report"
AMENDMENT, ANSWER, QUESTION = "amendment", "answer", "question"
# Reports that are missing are looked for so far back.
_MONTHS_BACK = 12


class NoSuchReport(Exception):
    """There is none, or it is not theirs to see: both look the same."""


class SentByAnother(Exception):
    """The other Host of the home has sent it already. `ref` is that report's."""

    def __init__(self, ref: str) -> None:
        super().__init__(ref)
        self.ref = ref


class MoreWasSaid(Exception):
    """Something was said of a report since the page was opened from which somebody answers it."""


# What is owed


def of_host(viewer: Viewer, today: date) -> list[Line]:
    """Every report of a Host's homes, the most urgent first, then the latest."""
    return lines([home.id for home in homes.own(viewer, today)], today)


def of_officer(viewer: Viewer, today: date, *, whole: bool = False) -> list[Line]:
    """The same of every home that somebody looks after; see `lines` for `whole`."""
    theirs = reading().scalars(select(Home.id).where(homes.looked_after(viewer)))
    return lines(list(theirs), today, whole=whole)


def lines(home_ids: Collection[int], today: date, *, whole: bool = True) -> list[Line]:
    """Every report of these homes: what is missing of the last twelve months, and what was ever sent.

    In three questions to the database, however many homes there are. What was read before those months is the
    most by far and nothing is left to do about it: without `whole` it is not there.
    """
    when = timing()
    first = max(Month.of(today).back(_MONTHS_BACK), when.first_month)
    needed = owed(arrangements.stays_in(home_ids, today, since=first.first), first, today)
    which: ColumnElement[bool] = MonthlyReport.home_id.in_(home_ids)
    if not whole:
        is_open = or_(MonthlyReport.read_at.is_(None), MonthlyReport.more_asked_at.is_not(None))
        which &= is_open | (MonthlyReport.month >= first.first)
    sent = _sent(which)
    names = young_people.names({one.young_person_id for one in (*needed, *sent)})
    return in_order(needed, sent, names, today, when.due_days)


def _sent(which: ColumnElement[bool]) -> dict[Owed, SentRow]:
    rows = (
        select(
            MonthlyReport.month,
            MonthlyReport.home_id,
            MonthlyReport.young_person_id,
            MonthlyReport.ref,
            Home.name,
            Home.ref,
            MonthlyReport.level,
            MonthlyReport.sent_at,
            MonthlyReport.read_at,
            MonthlyReport.more_asked_at,
            MonthlyReport.for_supervision,
        )
        .join(Home, Home.id == MonthlyReport.home_id)
        .where(which)
    )
    return {
        Owed(Month.of(month), home, young_person): SentRow(*row)
        for month, home, young_person, *row in reading().execute(rows)
    }


def to_write(viewer: Viewer, stay_ref: str, month: Month, today: date) -> Line:
    """One that a Host may write or has sent. Raises NoSuchReport.

    Each part of a stay leads to it: the level of support may change while somebody writes. The address by
    which they came stays theirs.
    """
    rows = select(Arrangement.home_id, Arrangement.young_person_id).where(Arrangement.ref == stay_ref)
    stay = reading().execute(rows).first()
    which = Owed(month, stay.home_id, stay.young_person_id) if stay else None
    for line in of_host(viewer, today):
        if line.owed == which:
            return replace(line, stay_ref=stay_ref)
    audit.note(Action.REFUSED, viewer, kind="report", ref=stay_ref[:30])
    raise NoSuchReport


# What was sent


def record(viewer: Viewer, line: Line, words: Mapping[str, Any], reference: str, now: datetime) -> None:
    """Keep what a Host sends, inside the transaction that sends it. Raises SentByAnother."""
    levels = {skill: words[f"level_{skill}"] for skill in SKILLS}
    said = {name: value for name, value in words.items() if not name.startswith("level_") and value}
    row = MonthlyReport(
        ref=new_ref(),
        reference=reference,
        home_id=line.owed.home_id,
        young_person_id=line.owed.young_person_id,
        month=line.month.first,
        level=line.level,
        author_id=viewer.id,
        sent_at=now,
        sealed=sealed(said),
    )
    with writing() as session:
        if before := session.scalar(select(MonthlyReport.ref).where(_which(line.owed))):
            raise SentByAnother(before)
        session.add(row)
        session.flush()
        skills.keep(row.young_person_id, row.month, row.ref, levels)
        _write_down(Action.CHANGED, viewer, row, "sent")


def _sent_when(refs: Collection[str]) -> dict[str, datetime]:
    rows = select(MonthlyReport.ref, MonthlyReport.sent_at).where(MonthlyReport.ref.in_(refs))
    return {row.ref: row.sent_at for row in reading().execute(rows)}


skills.tell_when(_sent_when)


def sealed(words: Mapping[str, Any]) -> bytes:
    """What was written, as it is kept."""
    return app_cipher(_WORDS).encrypt(msgspec.json.encode(words))


def _which(owed: Owed) -> ColumnElement[bool]:
    return and_(
        MonthlyReport.home_id == owed.home_id,
        MonthlyReport.young_person_id == owed.young_person_id,
        MonthlyReport.month == owed.month.first,
    )


def before(line: Line) -> Report | None:
    """The last report on the same young person from the same home: its goals and levels begin the new one.

    What another Host wrote before they came is not shown to this one.
    """
    rows = select(MonthlyReport.ref).where(
        MonthlyReport.home_id == line.owed.home_id,
        MonthlyReport.young_person_id == line.owed.young_person_id,
        MonthlyReport.month < line.month.first,
    )
    ref = reading().scalar(rows.order_by(MonthlyReport.month.desc()).limit(1))
    return _report(MonthlyReport.ref == ref) if ref else None


def open_before(viewer: Viewer, line: Line) -> Report | None:
    """The same for a page that shows it: that they saw it is written down."""
    report = before(line)
    if report:
        _write_down(Action.VIEWED, viewer, report)
    return report


def whose(viewer: Viewer) -> ColumnElement[bool]:
    """The reports that somebody may read: those of the homes that they may see."""
    return MonthlyReport.home_id.in_(select(Home.id).where(homes.openable_by(viewer)))


def is_officer_of(viewer: Viewer, report: Report) -> bool:
    """Whether somebody may read it as the officer: a Host reads what they sent, and does not answer it."""
    theirs = select(Home.id).where(Home.id == report.home_id, homes.looked_after(viewer))
    return reading().scalar(theirs) is not None


def _is_host_of(viewer: Viewer, home_id: int) -> bool:
    rows = select(HomeHost.home_id).where(HomeHost.home_id == home_id, HomeHost.account_id == viewer.id)
    return reading().scalar(rows) is not None


def open_report(viewer: Viewer, ref: str) -> Report:
    """A report that somebody may read; that they saw it is written down. Raises NoSuchReport."""
    report = find_report(viewer, ref)
    _write_down(Action.VIEWED, viewer, report)
    return report


def _write_down(action: Action, viewer: Viewer, of: Report | MonthlyReport, about: str | None = None) -> None:
    audit.note(action, viewer, young_person=of.young_person_id, kind="report", ref=of.ref, about=about)


def find_report(viewer: Viewer, ref: str) -> Report:
    """The same for what is posted from a page that was seen already. Raises NoSuchReport."""
    report = _report((MonthlyReport.ref == ref) & whose(viewer))
    if report is None:
        other = reading().scalar(select(MonthlyReport.young_person_id).where(MonthlyReport.ref == ref))
        audit.note(Action.REFUSED, viewer, young_person=other, kind="report", ref=ref[:30])
        raise NoSuchReport
    return report


def _report(which: ColumnElement[bool]) -> Report | None:
    row = (
        reading()
        .execute(
            select(
                MonthlyReport,
                Account.name,
                Home.ref.label("home_ref"),
                Home.name.label("home"),
                YoungPerson.ref.label("person_ref"),
                YoungPerson.name.label("person"),
            )
            .join(Account, Account.id == MonthlyReport.author_id)
            .join(Home, Home.id == MonthlyReport.home_id)
            .join(YoungPerson, YoungPerson.id == MonthlyReport.young_person_id)
            .where(which)
        )
        .first()
    )
    if row is None:
        return None
    found: MonthlyReport = row[0]
    return Report(
        found.id,
        found.ref,
        found.reference,
        Month.of(found.month),
        found.level,
        row.name,
        found.sent_at,
        msgspec.json.decode(app_cipher(_WORDS).decrypt(found.sealed)),
        skills.said_in(found.ref),
        found.home_id,
        row.home_ref,
        row.home,
        found.young_person_id,
        row.person_ref,
        row.person,
        found.read_at,
        found.for_supervision,
        found.more_asked_at,
        _notes(found.id),
    )


def _notes(report: int) -> list[Note]:
    rows = (
        select(ReportNote, Account.name)
        .join(Account, Account.id == ReportNote.author_id)
        .where(ReportNote.report_id == report)
        .order_by(ReportNote.id)
    )
    return [
        Note(row.kind, row.author_id, name, row.at, app_cipher(_NOTE).decrypt(row.sealed).decode())
        for row, name in reading().execute(rows)
    ]


# What is said of it after it was sent


def amend(viewer: Viewer, ref: str, text: str, now: datetime, *, seen: int) -> None:
    """A Host adds to what they sent. It answers the officer's question, too.

    `seen`: how many notes stood on their page. Raises NoSuchReport and MoreWasSaid.
    """
    report = find_report(viewer, ref)
    if not _is_host_of(viewer, report.home_id):
        raise NoSuchReport
    with writing() as session:
        if row := _note(session, viewer, report, AMENDMENT, text, now, seen):
            # The officer has to read it again.
            row.more_asked_at = row.read_at = row.read_by = None


def times_added(viewer: Viewer, report: Report) -> int:
    """How often a Host has added to a report of their home. Raises NoSuchReport where it is another's."""
    if not _is_host_of(viewer, report.home_id):
        raise NoSuchReport
    theirs = (ReportNote.author_id == viewer.id) & (ReportNote.kind == AMENDMENT)
    rows = select(func.count()).where(ReportNote.report_id == report.id, theirs)
    return reading().scalar(rows) or 0


def read(viewer: Viewer, ref: str, now: datetime, *, seen: int) -> None:
    """The officer has read it, with so many notes. Raises NoSuchReport and MoreWasSaid."""
    report = _to_answer(viewer, ref)
    with writing() as session:
        row = session.get_one(MonthlyReport, report.id)
        if row.read_at is None:
            if _notes(report.id)[seen:]:
                raise MoreWasSaid
            row.read_at, row.read_by = now, viewer.id
            _write_down(Action.CHANGED, viewer, row, "read")


def answer(viewer: Viewer, ref: str, text: str, now: datetime, *, is_question: bool, seen: int) -> None:
    """The officer writes back, or asks for more: then the Host has something to do.

    `seen`: how many notes stood on their page. Raises NoSuchReport and MoreWasSaid.
    """
    report = _to_answer(viewer, ref)
    with writing() as session:
        kind = QUESTION if is_question else ANSWER
        if row := _note(session, viewer, report, kind, text, now, seen):
            row.read_at, row.read_by = row.read_at or now, row.read_by or viewer.id
            if is_question:
                row.more_asked_at = now
                messages.queue_reminder(row.author_id, now)


def keep_for_supervision(viewer: Viewer, ref: str, *, keep: bool) -> None:
    """To talk about it when officer and Host next meet. Raises NoSuchReport."""
    report = _to_answer(viewer, ref)
    with writing() as session:
        row = session.get_one(MonthlyReport, report.id)
        if row.for_supervision != keep:
            row.for_supervision = keep
            _write_down(Action.CHANGED, viewer, row, "supervision")


def _to_answer(viewer: Viewer, ref: str) -> Report:
    report = find_report(viewer, ref)
    if not is_officer_of(viewer, report):
        raise NoSuchReport
    return report


def _note(
    session: Session, viewer: Viewer, report: Report, kind: str, text: str, now: datetime, seen: int
) -> MonthlyReport | None:
    """None where it stands there already: a button was pressed twice. Raises MoreWasSaid."""
    since = _notes(report.id)[seen:]
    if any((one.author_id, one.kind, one.text) == (viewer.id, kind, text) for one in since):
        return None
    if since:
        raise MoreWasSaid
    sealed_text = app_cipher(_NOTE).encrypt(text.encode())
    session.add(ReportNote(report_id=report.id, kind=kind, author_id=viewer.id, at=now, sealed=sealed_text))
    _write_down(Action.CHANGED, viewer, report, kind)
    return session.get_one(MonthlyReport, report.id)


# All of somebody


def forget_young_person(young_person: int) -> None:
    """When a record goes: reports, and what was said of them."""
    which = select(MonthlyReport.id).where(MonthlyReport.young_person_id == young_person)
    with writing() as session:
        session.execute(delete(ReportNote).where(ReportNote.report_id.in_(which)))
        session.execute(delete(MonthlyReport).where(MonthlyReport.young_person_id == young_person))


def held_about(account: int, young_person: int | None) -> list[dict[str, object]]:
    """The reports that a Host wrote, or that were written on a young person."""
    is_theirs = (MonthlyReport.author_id == account) | (MonthlyReport.young_person_id == (young_person or 0))
    refs = reading().scalars(select(MonthlyReport.ref).where(is_theirs).order_by(MonthlyReport.month)).all()
    reports = filter(None, (_report(MonthlyReport.ref == ref) for ref in refs))
    return [told(report, is_on_reader=report.young_person_id == young_person) for report in reports]
