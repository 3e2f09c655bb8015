"""Looking accounts up, and what their owners change about them.

What one person does to the account of another is in the room `administration`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, select

from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.rules import STAFF, Role, RoleRefusal
from kentcare.db import subjects
from kentcare.db.session import reading, writing


class AddressTaken(Exception):
    """A mobile number or e-mail address cannot be saved, because another account has it."""


class RoleRefused(Exception):
    """A role cannot be given: `why` says for which reason."""

    def __init__(self, why: RoleRefusal) -> None:
        super().__init__(why.value)
        self.why = why


class NotTheirs(Exception):
    """There is no such account, or it is not for this person to use: both look the same from outside."""


@dataclass(frozen=True, slots=True)
class Person:
    """An account and its roles, as it was when it was read.

    `is_spoken_to`: false from when they are invited again until somebody other than the inviter has spoken to
    them. Until then, what they have told nobody else here stays closed: it may be another who came in.
    """

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
    is_spoken_to: bool

    @property
    def is_staff(self) -> bool:
        """Whether they hold a role of a colleague: then a code alone never signs them in."""
        return not self.roles.isdisjoint(STAFF)

    @property
    def addresses(self) -> list[Address]:
        """The addresses of the account, the mobile first: people have their telephone with them."""
        both = [Address("text", self.mobile)] if self.mobile else []
        return [*both, Address("email", self.email)] if self.email else both


def person_of(row: Account) -> Person:
    """The person of a row that was read already."""
    return Person(
        id=row.id,
        ref=row.ref,
        name=row.name,
        email=row.email,
        mobile=row.mobile,
        language=row.language,
        state=row.state,
        roles=frozenset(Role(grant.role) for grant in row.grants),
        stamp=row.stamp,
        review_by=row.review_by,
        invited_at=row.invited_at,
        may_tell_old_address=row.may_tell_old_address,
        is_spoken_to=row.invited_again_at is None or row.spoken_at is not None,
    )


def by_address(address: Address) -> Person | None:
    """The person with this address, whatever the state of their account; None where nobody has it."""
    row = reading().scalar(select(Account).where(has_address(address)))
    return person_of(row) if row else None


def by_id(account: int) -> Person | None:
    """The person with this account id, or None where there is no such account."""
    row = reading().get(Account, account)
    return person_of(row) if row else None


def has_address(address: Address) -> ColumnElement[bool]:
    """The condition for the account with this address."""
    return (Account.mobile if address.channel == "text" else Account.email) == address.value


def holds(*roles: Role) -> ColumnElement[bool]:
    """The condition for accounts that hold any of these roles."""
    return exists().where(RoleGrant.account_id == Account.id, RoleGrant.role.in_([r.value for r in roles]))


def refs_with_role(roles: Collection[Role]) -> list[str]:
    """The refs of every account, open or closed, that holds any of these roles."""
    return list(reading().scalars(select(Account.ref).where(holds(*roles))))


def with_role(*roles: Role) -> list[Person]:
    """Everybody who holds any of these roles and whose account is not closed, by name."""
    rows = select(Account).where(holds(*roles), Account.state != "closed").order_by(Account.name)
    return [person_of(row) for row in reading().scalars(rows)]


# RFC 2606 reserves example.org for examples, and Ofcom these numbers for drama.
def is_made_up() -> ColumnElement[bool]:
    """The condition for accounts whose address is reserved: they belong to a demonstration or a test."""
    return Account.email.endswith("@example.org") | Account.mobile.startswith("+447700900")


def has_made_up_people() -> bool:
    """Whether any account, open or closed, has an address that is reserved for examples."""
    return reading().scalar(select(Account.id).where(is_made_up()).limit(1)) is not None


def end_sessions(account: int) -> int:
    """End every session of an account at once. Returns the stamp under which a new one begins."""
    with writing(subjects.account(account)) as session:
        row = session.get_one(Account, account)
        row.stamp += 1
        return row.stamp


def save_preferences(
    account: int, *, language: str | None = None, may_tell_old_address: bool | None = None
) -> None:
    """Save what somebody decides about their own account; None leaves a setting as it is."""
    with writing() as session:
        row = session.get_one(Account, account)
        row.language = language or row.language
        if may_tell_old_address is not None:
            row.may_tell_old_address = may_tell_old_address


def closed_before(moment: datetime) -> list[int]:
    """The ids of the accounts that were closed before a moment."""
    return list(
        reading().scalars(select(Account.id).where(Account.state == "closed", Account.closed_at < moment))
    )


def remove(account: int) -> None:
    """Remove an account and its roles. Whatever refers to it in other tables has to be gone already."""
    with writing(subjects.account(account)) as session:
        session.delete(session.get_one(Account, account))


def names(accounts: Collection[int]) -> dict[int, str]:
    """The name of each of these accounts, by id."""
    rows = reading().execute(select(Account.id, Account.name).where(Account.id.in_(accounts)))
    return {row.id: row.name for row in rows}


def ids_of(refs: Collection[str]) -> list[int]:
    """The ids of the accounts with these refs."""
    return list(reading().scalars(select(Account.id).where(Account.ref.in_(refs))))


def names_of_refs(refs: Collection[str]) -> dict[str, str]:
    """The name of each of the accounts with these refs, by ref."""
    rows = reading().execute(select(Account.ref, Account.name).where(Account.ref.in_(refs)))
    return {row.ref: row.name for row in rows}
