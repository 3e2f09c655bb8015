"""Which account the council's own sign-in means."""

from datetime import datetime

from sqlalchemy import delete, select

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import read_address
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db.session import reading, writing
from kentcare.sign_in.sso.models import OutsideIdentity
from kentcare.sign_in.sso.rules import may_come_in

HOW = "council account"


def whose(issuer: str, subject: str, email: str | None, now: datetime) -> Person | None:
    """Whoever may come in with it; None, and a line in the trail, where nobody may.

    `email`: one that the provider has verified. It is looked at once; from then on the subject alone says who
    it is, since an address can change and can be given to somebody else.
    """
    with writing() as session:
        account = session.scalar(
            select(OutsideIdentity.account_id).where(
                OutsideIdentity.issuer == issuer, OutsideIdentity.subject == subject
            )
        )
        is_new = account is None
        person = accounts.by_id(account) if account is not None else _by_email(email)
        if person is None or not _is_let_in(person, now) or (is_new and _is_another_s(issuer, person.id)):
            kind, ref = ("account", person.ref) if person else (None, None)
            audit.note(Action.SIGN_IN_REFUSED, None, kind=kind, ref=ref, about=HOW)
            return None
        if is_new:
            session.add(OutsideIdentity(issuer=issuer, subject=subject, account_id=person.id, added_at=now))
            audit.note(Action.PROOF_CHANGED, person, kind="account", ref=person.ref, about=HOW)
        return person


def _is_let_in(person: Person, now: datetime) -> bool:
    return may_come_in(person.roles, person.state, person.review_by, now.date())


def _by_email(email: str | None) -> Person | None:
    address = read_address(email) if email else None
    return accounts.by_address(address) if address and address.channel == "email" else None


def _is_another_s(issuer: str, account: int) -> bool:
    """Another subject has this account already: the address was given to somebody else since."""
    rows = select(OutsideIdentity.id).where(
        OutsideIdentity.issuer == issuer, OutsideIdentity.account_id == account
    )
    return reading().scalar(rows.limit(1)) is not None


def held_about(account: int) -> list[dict[str, object]]:
    """What the council's own sign-in calls somebody."""
    rows = select(OutsideIdentity).where(OutsideIdentity.account_id == account).order_by(OutsideIdentity.id)
    return [
        {"issuer": row.issuer, "subject": row.subject, "added_at": row.added_at}
        for row in reading().scalars(rows)
    ]


def forget(account: int) -> None:
    """Whoever is invited again proves anew that the council's account is theirs."""
    with writing() as session:
        session.execute(delete(OutsideIdentity).where(OutsideIdentity.account_id == account))
