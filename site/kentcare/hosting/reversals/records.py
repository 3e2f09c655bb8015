"""Saves and reads decisions that were taken back. Callers check first whether somebody may see the record."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import aliased

from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db.session import reading, writing
from kentcare.hosting.reversals.models import Reversal
from kentcare.hosting.reversals.rules import TOLD_TO_HOST, Decision

REPORT, CERTIFICATE, ADULT = "report", "certificate", "adult"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A decision that was taken back, as pages show it. `said`: what was written with it, or empty.

    `is_misdirected`: it was meant for another home. `opened_at`: when a Host first read it; None where that
    is not on record.
    """

    decision: Decision
    decided_by: str
    decided_by_id: int
    decided_at: datetime
    said: str
    reversed_by: str
    at: datetime
    reason: str
    is_misdirected: bool = False
    opened_at: datetime | None = None


def for_host(found: Iterable[TakenBack]) -> list[TakenBack]:
    """Decisions that were taken back as their Host may read them: without words meant for another home.

    Such words may have been taken back before, for another reason: then they stand there twice.
    """
    found = list(found)
    hidden = {(one.decision, one.decided_at) for one in found if one.is_misdirected}
    return [replace(one, said="") if (one.decision, one.decided_at) in hidden else one for one in found]


def may_reverse(viewer: Viewer, decided_by: int | None) -> bool:
    """Whether the viewer may take back a decision on a record that they may open at the desk.

    Whoever made it, and the service manager, as whoever made it may be away or gone.
    """
    return decided_by is not None and (decided_by == viewer.id or viewer.has(Role.SERVICE_MANAGER))


def add(
    viewer: Viewer,
    kind: str,
    about: str,
    decision: Decision,
    reason: str,
    now: datetime,
    *,
    decided_by: int,
    decided_at: datetime,
    said: str | None = None,
    young_person: int | None = None,
    is_misdirected: bool = False,
    opened_at: datetime | None = None,
) -> None:
    """Save that a decision was taken back, in the transaction that undoes it, with a line in the trail.

    `is_misdirected`: it was meant for another home, whose Hosts alone may read its words.
    """
    is_misdirected = is_misdirected and decision in TOLD_TO_HOST
    with writing() as session:
        session.add(
            Reversal(
                kind=kind,
                about=about,
                decision=decision.value,
                decided_by=decided_by,
                decided_at=decided_at,
                said=said,
                reversed_by=viewer.id,
                at=now,
                reason=reason,
                is_misdirected=is_misdirected,
                opened_at=opened_at,
            )
        )
        audit.note(
            Action.CHANGED,
            viewer,
            young_person=young_person,
            kind=kind,
            ref=about,
            about=f"taken back: {decision.value}{', meant for another home' * is_misdirected}",
        )


def of(kind: str, about: Collection[str]) -> Mapping[str, Sequence[TakenBack]]:
    """What was taken back of each of these records, by its ref, the first one first."""
    decider, reverser = aliased(Account), aliased(Account)
    rows = (
        select(Reversal, decider.name.label("decider"), reverser.name.label("reverser"))
        .join(decider, decider.id == Reversal.decided_by)
        .join(reverser, reverser.id == Reversal.reversed_by)
        .where(Reversal.kind == kind, Reversal.about.in_(about))
        .order_by(Reversal.id)
    )
    found: dict[str, list[TakenBack]] = defaultdict(list)
    for row in reading().execute(rows):
        one: Reversal = row.Reversal
        found[one.about].append(
            TakenBack(
                decision=Decision(one.decision),
                decided_by=row.decider,
                decided_by_id=one.decided_by,
                decided_at=one.decided_at,
                said=one.said or "",
                reversed_by=row.reverser,
                at=one.at,
                reason=one.reason,
                is_misdirected=one.is_misdirected,
                opened_at=one.opened_at,
            )
        )
    return found


def forget(kind: str, about: Collection[str]) -> None:
    """Remove what was taken back of records that are removed themselves."""
    with writing() as session:
        session.execute(delete(Reversal).where(Reversal.kind == kind, Reversal.about.in_(about)))


def held_about(account: int) -> list[dict[str, object]]:
    """What an account decided that was taken back, and what it took back, for its copy of what is held."""
    theirs = or_(Reversal.decided_by == account, Reversal.reversed_by == account)
    return [
        {"decision": row.decision, "at": row.at, "words": row.said or "", "why": row.reason}
        for row in reading().scalars(select(Reversal).where(theirs).order_by(Reversal.id))
    ]


def exported(taken_back: Collection[TakenBack]) -> list[dict[str, object]]:
    """What was taken back of one record, for the copy of whoever it was said to."""
    return [{"decision": one.decision, "at": one.at, "why": one.reason} for one in taken_back]
