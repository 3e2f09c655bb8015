"""Taking back what was decided on a certificate: who may, what a Host has read of it, and what it undoes."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.cases.homes import records as homes
from kentcare.db.session import locked, reading, writing
from kentcare.hosting.reports.records import notes as report_notes
from kentcare.hosting.reversals import records as reversals
from kentcare.hosting.reversals.records import TakenBack
from kentcare.hosting.reversals.rules import TOLD_TO_HOST, Decided, Decision, first_since
from kentcare.hosting.training_and_checks.line import ShownCertificate
from kentcare.hosting.training_and_checks.models import Certificate
from kentcare.hosting.training_and_checks.records.certificates import home_of, open_certificate, whose
from kentcare.hosting.training_and_checks.records.lines import CERTIFICATE, NoSuchLine, decides
from kentcare.services.answers import records as answers


def may_take_back(viewer: Viewer, shown: ShownCertificate) -> bool:
    """Whether the viewer may take back what was decided on a certificate that they may open.

    Whoever decided it and still decides of its kind, and the service manager.
    """
    return not shown.withdrawn_at and _may_reverse(viewer, shown, shown.decided_by_id)


def _may_reverse(viewer: Viewer, shown: ShownCertificate, decided_by: int | None) -> bool:
    is_theirs = viewer.has(Role.SERVICE_MANAGER) or decides(viewer, shown.requirement)
    return is_theirs and reversals.may_reverse(viewer, decided_by)


def reversible(viewer: Viewer, shown: ShownCertificate) -> list[Decided]:
    """What the viewer may take back of a certificate that they may open.

    Also why it did not count, where that was taken back for another reason: its words can still be hidden.
    """
    found = []
    if shown.decided_at and may_take_back(viewer, shown):
        found.append(Decided(_decision(shown), shown.decided_at, _first_read(shown, shown.decided_at)))
    theirs = _still_read(viewer, shown)
    return found + [Decided(one.decision, at, _first_read(shown, at), True) for at, one in theirs.items()]


def _still_read(viewer: Viewer, shown: ShownCertificate) -> Mapping[datetime, TakenBack]:
    """The reasons taken back that a Host still reads and the viewer may hide, by their moments."""
    hidden = {one.decided_at for one in shown.taken_back if one.is_misdirected}
    return {
        one.decided_at: one
        for one in shown.taken_back
        if one.decision is Decision.DOES_NOT_COUNT
        and one.decided_at not in hidden
        and _may_reverse(viewer, shown, one.decided_by_id)
    }


def _first_read(shown: ShownCertificate, since: datetime) -> datetime | None:
    """When a Host first read a certificate since a moment; None where no entry of the trail says so.

    Also one who has left the home since.
    """
    row = reading().scalars(select(Certificate).where(Certificate.ref == shown.ref)).one()
    hosts, _line = whose(row)
    copied_by = {*hosts} & {row.added_by, row.account_id}
    home = home_of(row)
    readers = {*hosts} if row.account_id is not None or home is None else homes.may_have_read_as_host(home)
    return first_since(since, audit.openings(readers, CERTIFICATE, shown.ref, since, copied_by=copied_by))


def take_back(
    viewer: Viewer,
    ref: str,
    decided_at: datetime,
    reason: str,
    now: datetime,
    *,
    is_misdirected: bool = False,
) -> None:
    """Take back what was decided on a certificate at a moment. Does nothing where that stands no more.

    One that was sent waits to be looked at again, and its Host is not asked for another. One that only the
    desk had seen counts for nothing any more, but stays on record; the reports that it had taken off the list
    for supervision are on it again. `is_misdirected`: the reason was meant for another home, and this one's
    Hosts read it no longer. Raises NoSuchLine, also where it is not the viewer's to take back.
    """
    open_certificate(viewer, ref)
    with writing() as session:
        row = session.scalars(locked(select(Certificate).where(Certificate.ref == ref))).one()
        # Read again: somebody may have taken it back in the same moment.
        shown = open_certificate(viewer, ref)
        if is_misdirected and (done := _still_read(viewer, shown).get(decided_at)):
            reversals.add(
                viewer,
                reversals.CERTIFICATE,
                ref,
                done.decision,
                reason,
                now,
                decided_by=done.decided_by_id,
                decided_at=decided_at,
                said=done.said,
                is_misdirected=True,
                opened_at=_first_read(shown, decided_at),
            )
            return
        if shown.decided_at != decided_at or shown.withdrawn_at or shown.decided_by_id is None:
            return
        if not may_take_back(viewer, shown):
            raise NoSuchLine
        decision = _decision(shown)
        reversals.add(
            viewer,
            reversals.CERTIFICATE,
            ref,
            decision,
            reason,
            now,
            decided_by=shown.decided_by_id,
            decided_at=decided_at,
            said=row.reason,
            is_misdirected=is_misdirected,
            opened_at=_first_read(shown, decided_at) if decision in TOLD_TO_HOST else None,
        )
        if decision is Decision.SEEN:
            row.withdrawn_at, row.is_accepted = now, False
            report_notes.put_back_for_supervision(viewer, ref)
        else:
            row.is_accepted = row.decided_by = row.decided_at = row.reason = None
            hosts, line = whose(row)
            answers.take_back(hosts, answers.CERTIFICATE, line, decided_at)


def _decision(shown: ShownCertificate) -> Decision:
    if shown.was_seen:
        return Decision.SEEN
    return Decision.COUNTS if shown.is_accepted else Decision.DOES_NOT_COUNT
