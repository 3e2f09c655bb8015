"""Reading and changing accounts and their roles."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.rules import (
    ADVOCACY,
    COUNCIL,
    REVIEW_EVERY,
    STAFF,
    Refused,
    Role,
    may_look_after,
    mixture,
    refusal,
)
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db.model import new_ref
from kentcare.db.session import reading, writing


class AddressTaken(Exception):
    """Another account has this mobile number or e-mail address."""


class RoleRefused(Exception):
    """The wall, or whoever gives it, does not allow this role."""

    def __init__(self, why: Refused) -> None:
        super().__init__(why.value)
        self.why = why


class NotTheirs(Exception):
    """There is no such account, or it is not theirs to look after: both look the same."""


@dataclass(frozen=True, slots=True)
class Person:
    """An account, as the rest of the code sees it."""

    id: int
    ref: str
    name: str
    email: str | None
    mobile: str | None
    language: str
    state: str
    roles: frozenset[Role]
    stamp: int
    review_by: date | None
    invited_at: datetime
    may_tell_old_address: bool

    @property
    def is_staff(self) -> bool:
        """A code alone never lets them in."""
        return not self.roles.isdisjoint(STAFF)

    @property
    def addresses(self) -> list[Address]:
        """The mobile first: it is with them."""
        both = [Address("text", self.mobile)] if self.mobile else []
        return [*both, Address("email", self.email)] if self.email else both


def _person(row: Account) -> Person:
    roles = frozenset(Role(grant.role) for grant in row.grants)
    return Person(
        row.id,
        row.ref,
        row.name,
        row.email,
        row.mobile,
        row.language,
        row.state,
        roles,
        row.stamp,
        row.review_by,
        row.invited_at,
        row.may_tell_old_address,
    )


def by_address(address: Address) -> Person | None:
    """Whoever has this address, whatever the state of their account."""
    row = reading().scalar(select(Account).where(_is_at(address)))
    return _person(row) if row else None


def by_id(account: int) -> Person | None:
    """None where there is none."""
    row = reading().get(Account, account)
    return _person(row) if row else None


def _is_at(address: Address) -> ColumnElement[bool]:
    return (Account.mobile if address.channel == "text" else Account.email) == address.value


def holds(*roles: Role) -> ColumnElement[bool]:
    """Accounts that hold any of these."""
    return exists().where(RoleGrant.account_id == Account.id, RoleGrant.role.in_([r.value for r in roles]))


# Whose an account is: who invites, reviews and closes it.
def looked_after_by(keeper: Viewer) -> ColumnElement[bool]:
    """The accounts of colleagues that somebody looks after.

    An administrator looks after the council's, an advocacy lead after the advocates'.
    Their own is among them, to be seen; only somebody else may change it.
    """
    kinds = [
        holds(*roles)
        for role, roles in ((Role.ADMINISTRATOR, COUNCIL), (Role.ADVOCACY_LEAD, ADVOCACY))
        if keeper.has(role)
    ]
    return kinds[0] if kinds else Account.id.is_(None)


_ORDERS: dict[str, Any] = {"name": Account.name, "review": Account.review_by, "closed": Account.name}


def colleagues(
    keeper: Viewer, *, order: str = "name", skip: int = 0, most: int = 50
) -> tuple[int, list[Person]]:
    """How many colleagues somebody looks after, and a page of them: "closed" for those who have left."""
    is_closed = Account.state == "closed"
    theirs = select(Account).where(looked_after_by(keeper), is_closed if order == "closed" else ~is_closed)
    number = reading().scalar(select(func.count()).select_from(theirs.subquery())) or 0
    rows = theirs.order_by(_ORDERS[order].nulls_last(), Account.name, Account.id)
    return number, _people(rows.offset(skip).limit(most))


def to_review(keeper: Viewer, today: date) -> int:
    """How many of the colleagues that somebody looks after are to be looked at again."""
    late = select(func.count()).where(
        looked_after_by(keeper),
        Account.state != "closed",
        Account.review_by <= today,
        Account.id != keeper.id,
    )
    return reading().scalar(late.select_from(Account)) or 0


def _people(rows: Select[Account]) -> list[Person]:
    return [_person(row) for row in reading().scalars(rows)]


def colleague(keeper: Viewer, ref: str) -> Person:
    """Raises NotTheirs, and writes down that they tried."""
    row = reading().scalar(select(Account).where(Account.ref == ref, looked_after_by(keeper)))
    if row is None:
        audit.note(Action.REFUSED, keeper, kind="account", ref=ref[:30])
        raise NotTheirs
    return _person(row)


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds: since when, and who gave it. Nobody did where it came from the machine."""

    role: Role
    given_at: datetime
    given_by: str | None


def held_by(account: int) -> list[Held]:
    """What an account holds, in the order of the roles."""
    giver = Account.__table__.alias("giver")
    rows = (
        select(RoleGrant.role, RoleGrant.given_at, giver.c.name)
        .outerjoin(giver, giver.c.id == RoleGrant.given_by)
        .where(RoleGrant.account_id == account)
    )
    found = [Held(Role(row.role), row.given_at, row.name) for row in reading().execute(rows)]
    return sorted(found, key=lambda held: list(Role).index(held.role))


def refs_with_role(roles: Collection[Role]) -> list[str]:
    """The refs of every account, open or closed, that holds any of these."""
    return list(reading().scalars(select(Account.ref).where(holds(*roles))))


def with_role(*roles: Role) -> list[Person]:
    """Everybody active or invited who holds any of these, by name: for a list to choose from."""
    return _people(select(Account).where(holds(*roles), Account.state != "closed").order_by(Account.name))


def overdue(today: date) -> int:
    """How many accounts nobody has looked at by the day that was set."""
    late = select(func.count()).where(Account.state != "closed", Account.review_by < today)
    return reading().scalar(late.select_from(Account)) or 0


# The internet keeps example.org for examples, and Ofcom these numbers for stories.
def is_made_up() -> ColumnElement[bool]:
    """Accounts whose address is nobody's: they belong to a demonstration or a test."""
    return Account.email.endswith("@example.org") | Account.mobile.startswith("+447700900")


def has_made_up_people() -> bool:
    """Whether there is any such account, open or closed."""
    return reading().scalar(select(Account.id).where(is_made_up()).limit(1)) is not None


def invite(
    *,
    name: str,
    addresses: Iterable[Address],
    language: str,
    roles: Collection[Role],
    by: Viewer,
    now: datetime,
) -> Person:
    """A new account, that opens nothing until its owner has proved who they are.

    Raises AddressTaken and RoleRefused.
    """
    for role in roles:
        if why := refusal(by.roles, roles, role):
            raise RoleRefused(why)
    with writing() as session:
        account = _new(session, name, addresses, language, roles, by.id, now)
        audit.note(Action.INVITED, by, kind="account", ref=account.ref, about=_names(roles))
        return _person(account)


def found(*, name: str, address: Address, role: Role, now: datetime) -> Person:
    """The first administrator or advocacy lead, from the machine itself.

    Raises RoleRefused where there is one.
    """
    with writing() as session:
        if session.scalar(select(Account.id).where(holds(role), Account.state != "closed").limit(1)):
            raise RoleRefused(Refused.NOT_YOURS_TO_GIVE)
        account = _new(session, name, [address], "en", {role}, None, now)
        audit.note(Action.INVITED, None, kind="account", ref=account.ref, about=_names({role}))
        return _person(account)


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
    """Raises AddressTaken."""
    account.mobile = account.email = None
    for address in addresses:
        with session.no_autoflush:
            other = session.scalar(select(Account.id).where(_is_at(address), Account.id != account.id))
        if other is not None and other != account.id:
            raise AddressTaken
        setattr(account, "mobile" if address.channel == "text" else "email", address.value)


def invite_again(
    account: int, addresses: Iterable[Address], *, by: Viewer, now: datetime
) -> tuple[Person, Person]:
    """A new telephone or mailbox: every session ends. Answers the person before and after.

    Raises AddressTaken.
    """
    with writing() as session:
        row = session.get_one(Account, account)
        before = _person(row)
        _set_addresses(session, row, addresses)
        row.state, row.invited_at, row.invited_by, row.stamp = "invited", now, by.id, row.stamp + 1
        row.closed_at = None
        audit.note(Action.INVITED, by, kind="account", ref=row.ref, about="again")
        return before, _person(row)


def end_sessions(account: int) -> int:
    """Every session of an account is over at once. Answers the number that a new one begins under."""
    with writing() as session:
        row = session.get_one(Account, account)
        row.stamp += 1
        return row.stamp


def choose(account: int, *, language: str | None = None, may_tell_old_address: bool | None = None) -> None:
    """What people decide about their own account."""
    with writing() as session:
        row = session.get_one(Account, account)
        row.language = language or row.language
        if may_tell_old_address is not None:
            row.may_tell_old_address = may_tell_old_address


def _theirs(session: Session, keeper: Viewer, ref: str) -> tuple[Account, frozenset[Role]]:
    row = session.scalar(select(Account).where(Account.ref == ref, looked_after_by(keeper)))
    roles = frozenset(Role(grant.role) for grant in row.grants) if row else frozenset()
    if row is None or not may_look_after(keeper.roles, roles, own=row.id == keeper.id):
        raise NotTheirs
    return row, roles


def set_roles(keeper: Viewer, ref: str, roles: Collection[Role], now: datetime) -> None:
    """Give and take roles until these are what the account holds. Raises NotTheirs and RoleRefused."""
    if not roles:
        # Nobody looks after an account that holds nothing: it could go to the other side of the wall.
        raise RoleRefused(Refused.NOTHING_LEFT)
    with writing() as session:
        row, held = _theirs(session, keeper, ref)
        if why := mixture(roles):
            raise RoleRefused(why)
        for role in set(roles) - held:
            if why := refusal(keeper.roles, held, role):
                raise RoleRefused(why)
            row.grants.append(RoleGrant(role=role.value, given_at=now, given_by=keeper.id))
            audit.note(Action.ROLE_GIVEN, keeper, kind="account", ref=ref, about=role.value)
        for grant in [grant for grant in row.grants if Role(grant.role) not in roles]:
            row.grants.remove(grant)
            audit.note(Action.ROLE_TAKEN, keeper, kind="account", ref=ref, about=grant.role)
        if set(roles) != held:
            row.stamp += 1


def review(keeper: Viewer, ref: str, today: date) -> None:
    """Somebody looked, and the colleague still needs their account. Raises NotTheirs."""
    with writing() as session:
        row, _ = _theirs(session, keeper, ref)
        row.review_by = today + REVIEW_EVERY
        audit.note(Action.REVIEWED, keeper, kind="account", ref=ref)


def close(keeper: Viewer, ref: str, now: datetime) -> int:
    """A colleague has left: their account opens nothing any more. Answers its id. Raises NotTheirs."""
    with writing() as session:
        row, _ = _theirs(session, keeper, ref)
        row.state, row.closed_at, row.stamp = "closed", now, row.stamp + 1
        audit.note(Action.CLOSED, keeper, kind="account", ref=ref)
        return row.id


def closed_before(moment: datetime) -> list[int]:
    """The accounts that were closed before."""
    return list(
        reading().scalars(select(Account.id).where(Account.state == "closed", Account.closed_at < moment))
    )


def remove(account: int) -> None:
    """The account itself and what it holds. Everything that is theirs elsewhere has to be gone."""
    with writing() as session:
        session.delete(session.get_one(Account, account))


def names(accounts: Collection[int]) -> dict[int, str]:
    """What each of these accounts is called."""
    rows: Sequence[Any] = (
        reading().execute(select(Account.id, Account.name).where(Account.id.in_(accounts))).all()
    )
    return {row.id: row.name for row in rows}


def names_of_refs(refs: Collection[str]) -> dict[str, str]:
    """The same, by the ref of each."""
    rows = reading().execute(select(Account.ref, Account.name).where(Account.ref.in_(refs)))
    return {row.ref: row.name for row in rows}


def _names(roles: Collection[Role]) -> str:
    return " ".join(sorted(roles))
