"""What happens to a report after it was sent: the Host adds to it, the officer reads and answers it.

Every page from which somebody adds a note says how many notes it shows. Where there are more by then, nothing
is saved and NotesChanged is raised, so that nobody answers what they have not seen.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit.actions import Action
from kentcare.cases.homes import records as homes
from kentcare.db import subjects
from kentcare.db.session import locked, reading, writing
from kentcare.hosting.reports.corrections import changed
from kentcare.hosting.reports.models import MonthlyReport, ReportNote
from kentcare.hosting.reports.records.sent import (
    NoSuchReport,
    find_report,
    is_host_of,
    is_officer_of,
    note_in_trail,
    notes_of,
)
from kentcare.hosting.reports.report import Report
from kentcare.services.answers import records as answers
from kentcare.services.messages import records as messages

AMENDMENT, ANSWER, QUESTION = "amendment", "answer", "question"


class NotesChanged(Exception):
    """Somebody added a note since the page was opened. Nothing was saved."""


def amend(
    viewer: Viewer,
    ref: str,
    text: str,
    now: datetime,
    *,
    seen: int,
    right: Mapping[str, int | None] | None = None,
) -> None:
    """Add a Host's amendment, which also answers the officer's question if there is one.

    The officer has to read the report again. `seen`: how many notes the Host's page shows. `right`: what
    they put right, by the names of the form's fields; it counts from then on, and what stood before stays.
    Raises NoSuchReport and NotesChanged.
    """
    report = find_report(viewer, ref)
    if not is_host_of(viewer, report):
        raise NoSuchReport
    with writing(subjects.report(report.id)) as session:
        if row := _add(session, viewer, report, AMENDMENT, text, now, seen, right or {}):
            row.more_asked_at = row.read_at = row.read_by = None


def times_amended(viewer: Viewer, report: Report) -> int:
    """How many amendments this Host has added. Raises NoSuchReport where they are no Host of the home."""
    if not is_host_of(viewer, report):
        raise NoSuchReport
    theirs = (ReportNote.author_id == viewer.id) & (ReportNote.kind == AMENDMENT)
    rows = select(func.count()).where(ReportNote.report_id == report.id, theirs)
    return reading().scalar(rows) or 0


def mark_read(viewer: Viewer, ref: str, now: datetime, *, seen: int) -> None:
    """Mark a report as read by the officer. Does nothing where it is marked already.

    `seen`: how many notes the officer's page shows. Raises NoSuchReport and NotesChanged.
    """
    report = _to_answer(viewer, ref)
    with writing(subjects.report(report.id)) as session:
        row = session.get_one(MonthlyReport, report.id)
        if row.read_at is None:
            if notes_of(report.id)[seen:]:
                raise NotesChanged
            row.read_at, row.read_by = now, viewer.id
            note_in_trail(Action.CHANGED, viewer, row, "read")


def answer(viewer: Viewer, ref: str, text: str, now: datetime, *, is_question: bool, seen: int) -> None:
    """Add the officer's answer or question; either marks the report as read.

    Each Host of the home is told: that there is something to do, or that they were answered. `seen`: how many
    notes the officer's page shows. Raises NoSuchReport and NotesChanged.
    """
    report = _to_answer(viewer, ref)
    with writing(subjects.report(report.id)) as session:
        kind = QUESTION if is_question else ANSWER
        if row := _add(session, viewer, report, kind, text, now, seen):
            row.read_at, row.read_by = row.read_at or now, row.read_by or viewer.id
            hosts = [host.id for host in homes.hosts_of(row.home_id)]
            if is_question:
                row.more_asked_at = now
                for host in hosts:
                    messages.queue_reminder(host, now)
            else:
                answers.tell(hosts, answers.REPORT, row.ref, now)


def keep_for_supervision(viewer: Viewer, ref: str, *, keep: bool, talked_about_at: str | None = None) -> None:
    """Put a report on the list for the next supervision, or take it off. Raises NoSuchReport.

    `talked_about_at`: the ref of the supervision that takes it off.
    """
    report = _to_answer(viewer, ref)
    with writing(subjects.report(report.id)) as session:
        row = session.get_one(MonthlyReport, report.id)
        if row.for_supervision != keep:
            row.for_supervision, row.talked_about_at = keep, talked_about_at
            note_in_trail(Action.CHANGED, viewer, row, "supervision")


def put_back_for_supervision(viewer: Viewer, supervision: str) -> None:
    """Put the reports on the list again that a supervision took off, by its ref, as it is taken back.

    Whoever calls has checked that the supervision is the viewer's to take back.
    """
    with writing() as session:
        rows = select(MonthlyReport).where(MonthlyReport.talked_about_at == supervision)
        for row in session.scalars(locked(rows.order_by(MonthlyReport.id))):
            row.for_supervision, row.talked_about_at = True, None
            note_in_trail(Action.CHANGED, viewer, row, "supervision")


def _to_answer(viewer: Viewer, ref: str) -> Report:
    report = find_report(viewer, ref)
    if not is_officer_of(viewer, report):
        raise NoSuchReport
    return report


def _add(
    session: Session,
    viewer: Viewer,
    report: Report,
    kind: str,
    text: str,
    now: datetime,
    seen: int,
    right: Mapping[str, int | None] = MappingProxyType({}),
) -> MonthlyReport | None:
    """Add a note; None where it is there already, as a button was pressed twice. Raises NotesChanged."""
    since = notes_of(report.id)[seen:]
    corrections = changed(report.correctable, right)
    is_there = any((one.author_id, one.kind, one.text) == (viewer.id, kind, text) for one in since)
    if is_there and not corrections:
        return None
    if since:
        raise NotesChanged
    session.add(
        ReportNote(
            report_id=report.id,
            kind=kind,
            author_id=viewer.id,
            at=now,
            text=text,
            corrections=corrections or None,
        )
    )
    about = f"corrected {', '.join(corrections)}" if corrections else kind
    note_in_trail(Action.CHANGED, viewer, report, about)
    return session.get_one(MonthlyReport, report.id)
