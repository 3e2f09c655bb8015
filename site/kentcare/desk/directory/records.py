"""Inviting colleagues, changing their roles, closing their accounts: each change whole, or not at all.

A `keeper` is the administrator or advocacy lead who makes the change.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.records import AddressTaken, NotTheirs, Person
from kentcare.accounts.accounts.rules import Role, may_manage
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.administration import records as administration
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db import subjects
from kentcare.db.session import writing
from kentcare.db.subjects import Subject
from kentcare.desk.directory import handover
from kentcare.hosting.calendar_feed import records as calendar
from kentcare.services.messages import records as messages
from kentcare.sign_in.sso import records as sso
from kentcare.sign_in.staff import records as staff

# Somebody who sends a form a second time within this means the same colleague.
_SAME_INVITATION_WITHIN = timedelta(minutes=10)


class OwnAccount(Exception):
    """Somebody tried to change their own account, which nobody may."""


class ClosedBefore(AddressTaken):
    """A colleague whose account is closed has this address. They are to be invited again, not anew."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.person = person


class NobodyTakesOver(Exception):
    """Nobody was named to take over somebody's work, though there are others. `role` says which work."""

    def __init__(self, role: Role) -> None:
        super().__init__(role.value)
        self.role = role


@dataclass(frozen=True, slots=True)
class WorkToHandOver:
    """How many records stand in a colleague's name for one of their roles, and who could take them over."""

    number: int
    others: list[Person]


def may_change(keeper: Viewer, person: Person) -> bool:
    """Whether somebody may change this account, besides seeing it."""
    return may_manage(keeper.roles, person.roles, own=person.id == keeper.id)


def _find_changeable(keeper: Viewer, ref: str) -> Person:
    """The colleague whose account is to be changed. Raises NotTheirs and OwnAccount.

    Called before anything is written, so that a refusal stays on record, and again in the transaction.
    """
    person = administration.colleague(keeper, ref)
    if person.id == keeper.id:
        raise OwnAccount
    if not may_change(keeper, person):
        audit.note(Action.REFUSED, keeper, kind="account", ref=ref)
        raise NotTheirs
    return person


def work_of(person: Person) -> dict[Role, WorkToHandOver]:
    """The work that a colleague would leave behind, by role."""
    return {
        role: WorkToHandOver(
            number=number, others=[other for other in accounts.with_role(role) if other.id != person.id]
        )
        for role, number in handover.work_of(person.id).items()
    }


def invite(
    keeper: Viewer, name: str, address: Address, roles: Collection[Role], where: str, now: datetime
) -> Person:
    """Make an account for a new colleague and send the invitation. `where`: the address that it says to open.

    Sent twice within ten minutes, it is one account and one message. Raises AddressTaken, ClosedBefore and
    RoleRefused.
    """
    with writing(administration.subject_of(address)):
        if invited := _invited_just_now(keeper, name, address, roles, now):
            return invited
        person = administration.invite(
            name=name, addresses=[address], language="en", roles=roles, by=keeper, now=now
        )
        staff.send_invitation(person, where, now)
        return person


def _invited_just_now(
    keeper: Viewer, name: str, address: Address, roles: Collection[Role], now: datetime
) -> Person | None:
    """The colleague of an invitation that is sent a second time; None where nobody has the address.

    Raises ClosedBefore and AddressTaken.
    """
    person = accounts.by_address(address)
    if person is None:
        return None
    is_same = (person.name, person.roles, person.state) == (name, frozenset(roles), "invited")
    if is_same and may_change(keeper, person) and now - person.invited_at < _SAME_INVITATION_WITHIN:
        return person
    if person.state == "closed" and may_change(keeper, person):
        raise ClosedBefore(person)
    raise AddressTaken


def invite_again(keeper: Viewer, ref: str, where: str, now: datetime) -> None:
    """Send a new code, and end every session and proof of theirs. Raises NotTheirs and OwnAccount."""
    found = _find_changeable(keeper, ref)
    with writing(
        *administration.subjects_between(keeper, ref), *map(administration.subject_of, found.addresses)
    ):
        before = _find_changeable(keeper, ref)
        _, person = administration.invite_again(before.id, before.addresses, by=keeper, now=now)
        if person.review_by and person.review_by <= now.date():
            # Whoever wants them back has looked. An account that is paused would not let them begin.
            administration.review(keeper, ref, now.date())
        messages.tell_of_invited_again(person, keeper, now)
        staff.forget_credentials(person.id)
        sso.forget(person.id)
        staff.send_invitation(person, where, now)


def unlink_council_account(keeper: Viewer, ref: str) -> None:
    """Undo the link to an account at the council's provider, and end every session of theirs.

    The next council account with their e-mail address is linked anew. Raises NotTheirs and OwnAccount.
    """
    _find_changeable(keeper, ref)
    with writing(*administration.subjects_between(keeper, ref)):
        person = _find_changeable(keeper, ref)
        if sso.is_linked(person.id):
            sso.forget(person.id)
            accounts.end_sessions(person.id)
            audit.note(Action.PROOF_CHANGED, keeper, kind="account", ref=ref, about=f"{sso.HOW} unlinked")


def set_roles(
    keeper: Viewer, ref: str, roles: Collection[Role], to: Mapping[Role, str], now: datetime
) -> None:
    """Give a colleague exactly these roles.

    `to`: for a role that they lose, the ref of whoever takes over its work.

    Raises NotTheirs, OwnAccount, RoleRefused and NobodyTakesOver.
    """
    _find_changeable(keeper, ref)
    with writing(*administration.subjects_between(keeper, ref), *_takers(to)):
        person = _find_changeable(keeper, ref)
        administration.set_roles(keeper, ref, roles, now)
        _hand_over(keeper, person, person.roles - set(roles), to, now)


def review(keeper: Viewer, ref: str, today: date) -> None:
    """Confirm that a colleague still needs their account. Raises NotTheirs and OwnAccount."""
    _find_changeable(keeper, ref)
    with writing(*administration.subjects_between(keeper, ref)):
        _find_changeable(keeper, ref)
        administration.review(keeper, ref, today)


def close(keeper: Viewer, ref: str, to: Mapping[Role, str], now: datetime) -> None:
    """Close the account of a colleague who has left, and hand over their work. `to`: as in `set_roles`.

    Raises NotTheirs, OwnAccount and NobodyTakesOver.
    """
    _find_changeable(keeper, ref)
    with writing(*administration.subjects_between(keeper, ref), *_takers(to)):
        person = _find_changeable(keeper, ref)
        if person.state != "closed":
            calendar.forget_account(administration.close(keeper, ref, now))
            _hand_over(keeper, person, person.roles, to, now)


def _takers(to: Mapping[Role, str]) -> Sequence[Subject]:
    """The accounts of those who take over, which are locked with the account of whoever leaves."""
    return [subjects.account(one) for one in accounts.ids_of(list(to.values()))]


def _hand_over(
    keeper: Viewer, person: Person, lost: Collection[Role], to: Mapping[Role, str], now: datetime
) -> None:
    work = work_of(person)
    # Whoever has nothing in their name may still cover for a colleague.
    for role in sorted(handover.ROLES_WITH_WORK.intersection(lost)):
        others = work[role].others if role in work else []
        taker = next((other.id for other in others if other.ref == to.get(role)), None)
        # Where nobody else does this work, what is left waits: an account must not stay open for that.
        if taker is None and others:
            raise NobodyTakesOver(role)
        handover.reassign(role, person.id, taker, keeper, now)
