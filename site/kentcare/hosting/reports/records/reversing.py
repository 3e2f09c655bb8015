"""Taking back what the officer decided of a report by a slip: that it is read, an answer, a question."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.cases.homes import records as homes
from kentcare.db import subjects
from kentcare.db.session import writing
from kentcare.hosting.reports.models import MonthlyReport, ReportNote
from kentcare.hosting.reports.records import sent
from kentcare.hosting.reports.records.notes import AMENDMENT, ANSWER, QUESTION
from kentcare.hosting.reports.records.sent import NoSuchReport, find_report, is_officer_of
from kentcare.hosting.reports.report import Note, Report
from kentcare.hosting.reversals import records as reversals
from kentcare.hosting.reversals.rules import TOLD_TO_HOST, Decided, Decision, first_since
from kentcare.services.answers import records as answers
from kentcare.services.messages import records as messages


def take_back(
    viewer: Viewer,
    ref: str,
    decision: Decision,
    decided_at: datetime,
    reason: str,
    now: datetime,
    *,
    is_misdirected: bool = False,
) -> None:
    """Take back what was decided of a report at a moment. Does nothing where it is taken back already.

    A note stays, marked: the Host may have read it. One that was meant for another home (`is_misdirected`)
    they read no longer, also where it was taken back before for another reason. What a note did is undone:
    the report is unread again where it alone had marked it as read, nobody waits for an answer to the
    question any more, and its message is not sent if it still waits. Raises NoSuchReport, also where it is
    not the viewer's to take back.
    """
    report = find_report(viewer, ref)
    if not is_officer_of(viewer, report):
        raise NoSuchReport
    with writing(subjects.report(report.id)) as session:
        # Read again: somebody may have taken it back in the same moment.
        report = find_report(viewer, ref)
        row = session.get_one(MonthlyReport, report.id)
        if decision is Decision.READ:
            decided_by = row.read_by if row.read_at == decided_at else None
        else:
            decided_by = _author(session, report, decision, decided_at)
        if decided_by is None:
            return
        if not reversals.may_reverse(viewer, decided_by):
            raise NoSuchReport
        done = [one for one in report.taken_back if (one.decision, one.decided_at) == (decision, decided_at)]
        is_new = is_misdirected and not any(one.is_misdirected for one in done)
        if done and decision is not Decision.READ and not is_new:
            return
        openings = sent.openings(report, decided_at) if decision in TOLD_TO_HOST else []
        hosts = [host.id for host in homes.hosts_of(row.home_id)]
        if row.read_at == decided_at:
            row.read_at = row.read_by = None
        if row.more_asked_at == decided_at:
            row.more_asked_at = _asked_before(report.notes, decided_at)
            for host in hosts:
                messages.withdraw(host, decided_at)
        if decision is Decision.ANSWER:
            earlier = _unopened_before(report, decided_at)
            answers.take_back(hosts, answers.REPORT, ref, decided_at, earlier=earlier)
        reversals.add(
            viewer,
            reversals.REPORT,
            ref,
            decision,
            reason,
            now,
            decided_by=decided_by,
            decided_at=decided_at,
            young_person=report.young_person_id,
            is_misdirected=is_misdirected,
            opened_at=first_since(decided_at, openings),
        )


def reversible(viewer: Viewer, report: Report) -> list[Decided]:
    """What the viewer may take back of a report that they answer: that it is read, answers and questions.

    Also a note that was taken back for another reason, so that its words can still be hidden.
    """
    found = []
    if report.read_at and reversals.may_reverse(viewer, report.read_by):
        found.append(Decided(Decision.READ, report.read_at))
    theirs = [
        note
        for note in report.notes
        if note.kind != AMENDMENT
        and not note.is_misdirected
        and reversals.may_reverse(viewer, note.author_id)
    ]
    openings = sent.openings(report, theirs[0].at) if theirs else []
    for kind in (ANSWER, QUESTION):
        found += [
            Decided(Decision(kind), note.at, first_since(note.at, openings), bool(note.taken_back))
            for note in theirs
            if note.kind == kind
        ]
    return found


def _author(session: Session, report: Report, decision: Decision, decided_at: datetime) -> int | None:
    """Who wrote the answer or the question of a moment; None where there is none."""
    return session.scalar(
        select(ReportNote.author_id).where(
            ReportNote.report_id == report.id,
            ReportNote.kind == decision.value,
            ReportNote.at == decided_at,
        )
    )


def _unopened_before(report: Report, moment: datetime) -> datetime | None:
    """When the answer before one that is taken back was given; None where there is none, or it was opened."""
    standing = [note.at for note in report.notes if note.kind == ANSWER and not note.taken_back]
    before = max((at for at in standing if at < moment), default=None)
    if before is None or sent.openings(report, before):
        return None
    return before


def _asked_before(notes: Sequence[Note], moment: datetime) -> datetime | None:
    """When the officer asked for more before a question that is taken back; None where that was answered."""
    asked = None
    for note in notes:
        if note.kind == AMENDMENT:
            asked = None
        elif note.kind == QUESTION and note.at != moment and not note.taken_back:
            asked = note.at
    return asked
