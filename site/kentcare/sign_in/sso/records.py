"""Finding the account that an identity at the council's provider signs in to."""

from datetime import datetime

from sqlalchemy import delete, select

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import read_address
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db import subjects
from kentcare.db.session import reading, writing
from kentcare.sign_in.sso.models import ExternalIdentity
from kentcare.sign_in.sso.rules import may_use_sso

HOW = "council account"


def account_of(issuer: str, subject: str, email: str | None, now: datetime) -> Person | None:
    """Whoever may sign in with this identity; None, which is recorded, where nobody may.

    `email` is one that the provider has verified. It is looked up once; from then on the subject alone says
    who it is, since an address can change and can be given to somebody else.
    """
    with writing(subjects.identity(issuer, subject)) as session:
        account = session.scalar(
            select(ExternalIdentity.account_id).where(
                ExternalIdentity.issuer == issuer, ExternalIdentity.subject == subject
            )
        )
        is_new = account is None
        person = accounts.by_id(account) if account is not None else _by_email(email)
        if person is not None:
            with writing(subjects.account(person.id)):
                person = accounts.by_id(person.id)
        if (
            person is None
            or not _may_sign_in(person, now)
            or (is_new and _has_another_identity(issuer, person.id))
        ):
            kind, ref = ("account", person.ref) if person else (None, None)
            audit.note(Action.SIGN_IN_REFUSED, None, kind=kind, ref=ref, about=HOW)
            return None
        if is_new:
            session.add(ExternalIdentity(issuer=issuer, subject=subject, account_id=person.id, added_at=now))
            audit.note(Action.PROOF_CHANGED, person, kind="account", ref=person.ref, about=HOW)
        return person


def _may_sign_in(person: Person, now: datetime) -> bool:
    return may_use_sso(person.roles, person.state, person.review_by, now.date())


def _by_email(email: str | None) -> Person | None:
    address = read_address(email) if email else None
    return accounts.by_address(address) if address and address.channel == "email" else None


def _has_another_identity(issuer: str, account: int) -> bool:
    """Whether another subject has this account already: the address was given to somebody else since."""
    rows = select(ExternalIdentity.id).where(
        ExternalIdentity.issuer == issuer, ExternalIdentity.account_id == account
    )
    return reading().scalar(rows.limit(1)) is not None


def is_linked(account: int) -> bool:
    """Whether an identity at the council's provider signs in to this account."""
    rows = select(ExternalIdentity.id).where(ExternalIdentity.account_id == account)
    return reading().scalar(rows.limit(1)) is not None


def held_about(account: int) -> list[dict[str, object]]:
    """Single sign-on's part of somebody's data export: the identities of their account."""
    rows = (
        select(ExternalIdentity).where(ExternalIdentity.account_id == account).order_by(ExternalIdentity.id)
    )
    return [
        {"issuer": row.issuer, "subject": row.subject, "added_at": row.added_at}
        for row in reading().scalars(rows)
    ]


def forget(account: int) -> None:
    """Forget the identities of an account that is invited again: its owner proves theirs anew."""
    with writing(subjects.account(account)) as session:
        session.execute(delete(ExternalIdentity).where(ExternalIdentity.account_id == account))
