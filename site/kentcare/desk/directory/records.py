"""What is done to a colleague's account and must be done together: all of it, or nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.records import AddressTaken, NotTheirs, Person
from kentcare.accounts.accounts.rules import ADVOCACY, Role, may_manage
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.administration import records as administration
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.accounts.audit.records import AdvocacyStaff, AuditEntry
from kentcare.cases.young_people import records as young_people
from kentcare.db.session import writing
from kentcare.desk.directory import handover
from kentcare.hosting.calendar_feed import records as calendar
from kentcare.sign_in.sso import records as sso
from kentcare.sign_in.staff import records as staff

# Somebody who sends a form a second time within this means the same colleague.
_SENT_TWICE = timedelta(minutes=10)


class YourOwn(Exception):
    """Nobody changes their own account."""


class ClosedBefore(AddressTaken):
    """A colleague of theirs has this address, and a closed account. They are invited again, not anew."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.person = person


class NobodyTakesOver(Exception):
    """Somebody's work would be nobody's. `role` says which work."""

    def __init__(self, role: Role) -> None:
        super().__init__(role.value)
        self.role = role


@dataclass(frozen=True, slots=True)
class Work:
    """What stands in a colleague's name for one of their roles, and who could take it on."""

    number: int
    others: list[Person]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the audit trail, with the name of whoever it was done to."""

    event: AuditEntry
    whom: str | None


def may_change(keeper: Viewer, person: Person) -> bool:
    """Whether somebody may do anything to this account but see it."""
    return may_manage(keeper.roles, person.roles, own=person.id == keeper.id)


def _to_change(keeper: Viewer, ref: str) -> Person:
    """Asked before anything is written, so that a refusal stays on record, and again with the writing."""
    person = administration.colleague(keeper, ref)
    if person.id == keeper.id:
        raise YourOwn
    if not may_change(keeper, person):
        audit.note(Action.REFUSED, keeper, kind="account", ref=ref)
        raise NotTheirs
    return person


def work_of(person: Person) -> dict[Role, Work]:
    """What they would leave behind."""
    return {
        role: Work(number, [other for other in accounts.with_role(role) if other.id != person.id])
        for role, number in handover.work_of(person.id).items()
    }


def invite(
    keeper: Viewer, name: str, address: Address, roles: Collection[Role], where: str, now: datetime
) -> Person:
    """A new colleague, and the message that tells them. Raises AddressTaken and RoleRefused."""
    with writing():
        if twice := _sent_twice(keeper, name, address, roles, now):
            return twice
        person = administration.invite(
            name=name, addresses=[address], language="en", roles=roles, by=keeper, now=now
        )
        staff.send_invitation(person, where, now)
        return person


def _sent_twice(
    keeper: Viewer, name: str, address: Address, roles: Collection[Role], now: datetime
) -> Person | None:
    person = accounts.by_address(address)
    if person is None:
        return None
    is_same = (person.name, person.roles, person.state) == (name, frozenset(roles), "invited")
    if is_same and may_change(keeper, person) and now - person.invited_at < _SENT_TWICE:
        return person
    if person.state == "closed" and may_change(keeper, person):
        raise ClosedBefore(person)
    raise AddressTaken


def invite_again(keeper: Viewer, ref: str, where: str, now: datetime) -> None:
    """A new code; every session of theirs ends. Raises NotTheirs and YourOwn."""
    _to_change(keeper, ref)
    with writing():
        before = _to_change(keeper, ref)
        _, person = administration.invite_again(before.id, before.addresses, by=keeper, now=now)
        if person.review_by and person.review_by <= now.date():
            # Whoever wants them back has looked. An account that is paused would not let them begin.
            administration.review(keeper, ref, now.date())
        staff.forget_credentials(person.id)
        sso.forget(person.id)
        staff.send_invitation(person, where, now)


def set_roles(
    keeper: Viewer, ref: str, roles: Collection[Role], to: Mapping[Role, str], now: datetime
) -> None:
    """`to`: for a role that they lose, the ref of whoever takes on its work.

    Raises NotTheirs, YourOwn, RoleRefused and NobodyTakesOver.
    """
    _to_change(keeper, ref)
    with writing():
        person = _to_change(keeper, ref)
        administration.set_roles(keeper, ref, roles, now)
        _hand_on(keeper, person, person.roles - set(roles), to, now)


def review(keeper: Viewer, ref: str, today: date) -> None:
    """They still need their account. Raises NotTheirs and YourOwn."""
    _to_change(keeper, ref)
    with writing():
        _to_change(keeper, ref)
        administration.review(keeper, ref, today)


def close(keeper: Viewer, ref: str, to: Mapping[Role, str], now: datetime) -> None:
    """They have left. Raises NotTheirs, YourOwn and NobodyTakesOver."""
    _to_change(keeper, ref)
    with writing():
        person = _to_change(keeper, ref)
        if person.state != "closed":
            calendar.forget_account(administration.close(keeper, ref, now))
            _hand_on(keeper, person, person.roles, to, now)


def _hand_on(
    keeper: Viewer, person: Person, lost: Collection[Role], to: Mapping[Role, str], now: datetime
) -> None:
    work = work_of(person)
    # Whoever has nothing in their name may still cover for a colleague.
    for role in sorted(handover.HANDS_ON.intersection(lost)):
        others = work[role].others if role in work else []
        taker = next((other.id for other in others if other.ref == to.get(role)), None)
        # Where nobody else does this work, what is left waits: an account must not stay open for that.
        if taker is None and others:
            raise NobodyTakesOver(role)
        handover.reassign(role, person.id, taker, keeper, now)


def trail(reader: Viewer, action: Action | None, *, skip: int, most: int) -> list[Line]:
    """A page of what the council may read of the audit trail. That somebody read it is part of it."""
    events = audit.council_events(_wall(), most=most, skip=skip, action=action)
    young = young_people.names(
        {event.young_person_id for event in events if event.young_person_id is not None}
    )
    others = accounts.names_of_refs({event.ref for event in events if event.kind == "account" and event.ref})
    audit.note(Action.LISTED, reader, kind="audit trail")
    return [
        Line(event, young.get(event.young_person_id or 0) or others.get(event.ref or "")) for event in events
    ]


def trail_length(action: Action | None) -> int:
    """How many lines of it there are."""
    return audit.count_council_events(_wall(), action=action)


def _wall() -> AdvocacyStaff:
    return AdvocacyStaff(ADVOCACY, accounts.refs_with_role(ADVOCACY))
