"""Inviting people, and managing their accounts: roles, reviews and closing.

Who may manage an account is decided by `managed_by`: an administrator manages the accounts of the council's
colleagues, an advocacy lead those of the advocates.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.records import (
    AddressTaken,
    NotTheirs,
    Person,
    RoleRefused,
    has_address,
    holds,
    person_of,
)
from kentcare.accounts.accounts.rules import (
    ADVOCACY,
    COUNCIL,
    REVIEW_EVERY,
    STAFF,
    Role,
    RoleRefusal,
    may_manage,
    refusal,
    role_conflict,
)
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db import subjects
from kentcare.db.model import new_ref
from kentcare.db.session import reading, writing
from kentcare.db.subjects import Subject


def managed_by(manager: Viewer) -> ColumnElement[bool]:
    """The condition for the colleagues' accounts that somebody manages.

    An administrator manages the council's, an advocacy lead the advocates'; nobody else manages any. Their
    own account is among them, to be seen; only somebody else may change it.
    """
    conditions = [
        holds(*roles)
        for role, roles in ((Role.ADMINISTRATOR, COUNCIL), (Role.ADVOCACY_LEAD, ADVOCACY))
        if manager.has(role)
    ]
    return conditions[0] if conditions else Account.id.is_(None)


_ORDERS: dict[str, Any] = {"name": Account.name, "review": Account.review_by, "closed": Account.name}


def colleagues(
    manager: Viewer, *, order: str = "name", skip: int = 0, most: int = 50
) -> tuple[int, list[Person]]:
    """How many colleagues somebody manages, and a page of them.

    `order`: "name" or "review" (the earliest review first) for those who are here, "closed" for those who
    have left, by name.
    """
    is_closed = Account.state == "closed"
    theirs = select(Account).where(managed_by(manager), is_closed if order == "closed" else ~is_closed)
    number = reading().scalar(select(func.count()).select_from(theirs.subquery())) or 0
    rows = theirs.order_by(_ORDERS[order].nulls_last(), Account.name, Account.id)
    page = reading().scalars(rows.offset(skip).limit(most))
    return number, [person_of(row) for row in page]


def to_review(manager: Viewer, today: date) -> int:
    """How many of the colleagues that somebody manages are due for review today or earlier."""
    late = select(func.count()).where(
        managed_by(manager),
        Account.state != "closed",
        Account.review_by <= today,
        Account.id != manager.id,
    )
    return reading().scalar(late.select_from(Account)) or 0


def colleague(manager: Viewer, ref: str) -> Person:
    """The account with this ref. Raises NotTheirs, which is recorded, where it is not theirs to manage."""
    row = reading().scalar(select(Account).where(Account.ref == ref, managed_by(manager)))
    if row is None:
        audit.note(Action.REFUSED, manager, kind="account", ref=ref[:30])
        raise NotTheirs
    return person_of(row)


def managed_among(manager: Viewer, accounts: Collection[int]) -> dict[int, Person]:
    """The accounts among these that somebody manages, whether open or closed, by id."""
    rows = reading().scalars(select(Account).where(Account.id.in_(accounts), managed_by(manager)))
    return {row.id: person_of(row) for row in rows}


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that somebody holds, since when, and the name of who gave it (None: a command on the server)."""

    role: Role
    given_at: datetime
    given_by: str | None


def held_by(account: int) -> list[HeldRole]:
    """The roles of an account, in the order of `Role`."""
    giver = Account.__table__.alias("giver")
    rows = (
        select(RoleGrant.role, RoleGrant.given_at, giver.c.name)
        .outerjoin(giver, giver.c.id == RoleGrant.given_by)
        .where(RoleGrant.account_id == account)
    )
    held = [
        HeldRole(role=Role(row.role), given_at=row.given_at, given_by=row.name)
        for row in reading().execute(rows)
    ]
    return sorted(held, key=lambda one: list(Role).index(one.role))


def overdue(today: date) -> int:
    """How many accounts, of anybody, should have been reviewed before today."""
    late = select(func.count()).where(Account.state != "closed", Account.review_by < today)
    return reading().scalar(late.select_from(Account)) or 0


def subject_of(address: Address) -> Subject:
    """What is locked while an account is given an address: no two accounts have the same."""
    return subjects.address(address.value)


def invite(
    *,
    name: str,
    addresses: Iterable[Address],
    language: str,
    roles: Collection[Role],
    by: Viewer,
    now: datetime,
) -> Person:
    """Make an account, which opens nothing until its owner has proved who they are.

    Raises AddressTaken where an address belongs to another account, and RoleRefused where `by` may not give
    one of the roles or they cannot be combined.
    """
    addresses = list(addresses)
    for role in roles:
        if why := refusal(by.roles, roles, role):
            raise RoleRefused(why)
    with writing(*map(subject_of, addresses)) as session:
        account = _new(session, name, addresses, language, roles, by.id, now)
        audit.note(Action.INVITED, by, kind="account", ref=account.ref, about=_role_names(roles))
        return person_of(account)


def create_first(*, name: str, address: Address, role: Role, now: datetime) -> Person:
    """Make the first account with a role, by a command on the server: nobody could invite them yet.

    Raises RoleRefused where an account that is not closed holds the role, and AddressTaken.
    """
    with writing(subjects.role(role.value), subject_of(address)) as session:
        if session.scalar(select(Account.id).where(holds(role), Account.state != "closed").limit(1)):
            raise RoleRefused(RoleRefusal.NOT_YOURS_TO_GIVE)
        account = _new(session, name, [address], "en", {role}, None, now)
        audit.note(Action.INVITED, None, kind="account", ref=account.ref, about=_role_names({role}))
        return person_of(account)


def _new(
    session: Session,
    name: str,
    addresses: Iterable[Address],
    language: str,
    roles: Collection[Role],
    by: int | None,
    now: datetime,
) -> Account:
    account = Account(ref=new_ref(), name=name, language=language, invited_at=now, invited_by=by)
    _set_addresses(session, account, addresses)
    if not STAFF.isdisjoint(roles):
        account.review_by = now.date() + REVIEW_EVERY
    account.grants = [RoleGrant(role=role.value, given_at=now, given_by=by) for role in sorted(roles)]
    session.add(account)
    session.flush()
    return account


def _set_addresses(session: Session, account: Account, addresses: Iterable[Address]) -> None:
    """Replace the addresses of an account by these. Raises AddressTaken."""
    account.mobile = account.email = None
    for address in addresses:
        with session.no_autoflush:
            other = session.scalar(select(Account.id).where(has_address(address), Account.id != account.id))
        if other is not None and other != account.id:
            raise AddressTaken
        setattr(account, "mobile" if address.channel == "text" else "email", address.value)


def invite_again(
    account: int, addresses: Iterable[Address], *, by: Viewer, now: datetime
) -> tuple[Person, Person]:
    """Invite somebody anew, as to a new telephone or mailbox; every session of theirs ends.

    Returns the person before and after. Raises AddressTaken.
    """
    addresses = list(addresses)
    with writing(subjects.account(account), *map(subject_of, addresses)) as session:
        row = session.get_one(Account, account)
        before = person_of(row)
        _set_addresses(session, row, addresses)
        row.state, row.invited_at, row.invited_by, row.stamp = "invited", now, by.id, row.stamp + 1
        row.closed_at = None
        row.invited_again_at, row.spoken_at, row.spoken_by = now, None, None
        audit.note(Action.INVITED, by, kind="account", ref=row.ref, about="again")
        return before, person_of(row)


def subjects_between(manager: Viewer, ref: str) -> list[Subject]:
    """What is locked while somebody changes an account: that one, and the account of whoever does it.

    So of two administrators who close each other one stays, and of two who each take the other's role.
    """
    found = reading().scalar(select(Account.id).where(Account.ref == ref))
    return [subjects.account(one) for one in (manager.id, found) if one is not None]


@dataclass(frozen=True, slots=True)
class InvitedAgain:
    """Somebody who was invited again, to whom nobody but the inviter has spoken yet.

    `may_say`: whether whoever reads this may say that they have spoken to them.
    """

    ref: str
    name: str
    at: datetime
    by: str | None
    may_say: bool


def _not_spoken_to() -> ColumnElement[bool]:
    # The council learns nothing of the advocates' accounts.
    return and_(
        Account.invited_again_at.is_not(None),
        Account.spoken_at.is_(None),
        Account.state != "closed",
        ~holds(*ADVOCACY),
    )


def _spoken_to_by(viewer: Viewer) -> ColumnElement[bool]:
    """The people who `viewer` may say they have spoken to: not themselves, and nobody whom they invited."""
    return and_(_not_spoken_to(), Account.id != viewer.id, Account.invited_by.is_distinct_from(viewer.id))


def invited_again(viewer: Viewer) -> list[InvitedAgain]:
    """Everybody who was invited again and to whom nobody else has spoken, the longest ago first."""
    inviter = Account.__table__.alias("inviter")
    rows = (
        select(Account, inviter.c.name.label("inviter"))
        .outerjoin(inviter, inviter.c.id == Account.invited_by)
        .where(_not_spoken_to())
        .order_by(Account.invited_again_at, Account.id)
    )
    return [
        InvitedAgain(
            ref=row.Account.ref,
            name=row.Account.name,
            at=row.Account.invited_again_at,
            by=row.inviter,
            may_say=viewer.id not in (row.Account.id, row.Account.invited_by),
        )
        for row in reading().execute(rows)
    ]


def number_invited_again() -> int:
    """How many people were invited again and wait for somebody else to speak to them."""
    return reading().scalar(select(func.count()).select_from(Account).where(_not_spoken_to())) or 0


def mark_spoken_to(viewer: Viewer, ref: str, now: datetime) -> None:
    """Note that `viewer` has spoken to somebody who was invited again.

    Raises NotTheirs, which is recorded, where they have invited them, are them, or nobody waits for that.
    """
    with writing(*subjects_between(viewer, ref)) as session:
        row = session.scalar(select(Account).where(Account.ref == ref, _spoken_to_by(viewer)))
        if row is not None:
            row.spoken_at, row.spoken_by = now, viewer.id
            audit.note(Action.REVIEWED, viewer, kind="account", ref=ref, about="spoken to")
    if row is None:
        audit.note(Action.REFUSED, viewer, kind="account", ref=ref[:30])
        raise NotTheirs


def _managed(session: Session, manager: Viewer, ref: str) -> tuple[Account, frozenset[Role]]:
    row = session.scalar(select(Account).where(Account.ref == ref, managed_by(manager)))
    own = session.get(Account, manager.id)
    # Their roles were read as the request began, and may have been taken since.
    if own is None or own.state == "closed" or not manager.roles <= {Role(one.role) for one in own.grants}:
        raise NotTheirs
    roles = frozenset(Role(grant.role) for grant in row.grants) if row else frozenset()
    if row is None or not may_manage(manager.roles, roles, own=row.id == manager.id):
        raise NotTheirs
    return row, roles


def set_roles(manager: Viewer, ref: str, roles: Collection[Role], now: datetime) -> None:
    """Give and take roles until the account holds exactly these. Its sessions end where that changes any.

    Raises NotTheirs where the account is not theirs to manage, and RoleRefused where a role may not be given,
    the roles cannot be combined, or none would be left.
    """
    if not roles:
        # Nobody manages an account without a role. Emptied by the council and filled by the charity, it would
        # get around advocacy isolation.
        raise RoleRefused(RoleRefusal.NOTHING_LEFT)
    with writing(*subjects_between(manager, ref)) as session:
        row, held = _managed(session, manager, ref)
        if why := role_conflict(roles):
            raise RoleRefused(why)
        for role in set(roles) - held:
            if why := refusal(manager.roles, held, role):
                raise RoleRefused(why)
            row.grants.append(RoleGrant(role=role.value, given_at=now, given_by=manager.id))
            audit.note(Action.ROLE_GIVEN, manager, kind="account", ref=ref, about=role.value)
        for grant in [grant for grant in row.grants if Role(grant.role) not in roles]:
            row.grants.remove(grant)
            audit.note(Action.ROLE_TAKEN, manager, kind="account", ref=ref, about=grant.role)
        if set(roles) != held:
            row.stamp += 1


def review(manager: Viewer, ref: str, today: date) -> None:
    """Record that a colleague still needs their account, until the next review. Raises NotTheirs."""
    with writing(*subjects_between(manager, ref)) as session:
        row, _ = _managed(session, manager, ref)
        row.review_by = today + REVIEW_EVERY
        audit.note(Action.REVIEWED, manager, kind="account", ref=ref)


def close(manager: Viewer, ref: str, now: datetime) -> int:
    """Close the account of a colleague who has left, and return its id. Raises NotTheirs."""
    with writing(*subjects_between(manager, ref)) as session:
        row, _ = _managed(session, manager, ref)
        row.state, row.closed_at, row.stamp = "closed", now, row.stamp + 1
        audit.note(Action.CLOSED, manager, kind="account", ref=ref)
        return row.id


def _role_names(roles: Collection[Role]) -> str:
    return " ".join(sorted(roles))
