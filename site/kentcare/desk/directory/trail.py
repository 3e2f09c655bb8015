"""The audit trail as the council may read it: everything but what concerns advocates."""

from dataclasses import dataclass

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.rules import ADVOCACY
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.accounts.audit.records import AdvocacyStaff, AuditEntry
from kentcare.cases.young_people import records as young_people


@dataclass(frozen=True, slots=True)
class TrailLine:
    """A line of the audit trail, and the name of whoever it was done to, None where that is unknown."""

    event: AuditEntry
    whom: str | None


def trail(reader: Viewer, action: Action | None, *, skip: int, most: int) -> list[TrailLine]:
    """A page of the audit trail, the latest first. That somebody read it becomes a line of it.

    `action`: only lines of this kind. `skip` and `most`: in lines.
    """
    events = audit.council_events(_advocacy(), most=most, skip=skip, action=action)
    young = young_people.names(
        {event.young_person_id for event in events if event.young_person_id is not None}
    )
    others = accounts.names_of_refs({event.ref for event in events if event.kind == "account" and event.ref})
    audit.note(Action.LISTED, reader, kind="audit trail")
    return [
        TrailLine(event, young.get(event.young_person_id or 0) or others.get(event.ref or ""))
        for event in events
    ]


def trail_length(action: Action | None) -> int:
    """How many lines the council may read; where `action` is given, of that kind."""
    return audit.count_council_events(_advocacy(), action=action)


def _advocacy() -> AdvocacyStaff:
    """What is left out: lines by advocates and lines about their accounts."""
    return AdvocacyStaff(ADVOCACY, accounts.refs_with_role(ADVOCACY))
