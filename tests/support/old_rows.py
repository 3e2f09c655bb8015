"""A row of each kind of record that the retention job removes, and how many there are, asked by hand."""

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from flask import Flask
from sqlalchemy import insert, text

from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.audit.models import AuditEvent
from kentcare.cases.young_people.models import YoungPerson
from kentcare.db.session import db, writing
from kentcare.operations.monitoring.models import Throttle
from kentcare.services.long_forms.models import Draft, SentForm
from kentcare.services.messages.models import OutgoingMessage
from kentcare.sign_in.codes.models import SignInAttempt
from kentcare.sign_in.sessions.models import SignIn
from kentcare.sign_in.staff.models import Password
from support import the_cast

_numbers = itertools.count(1)


def _draft(at: datetime, account: int | None) -> Draft:
    number = next(_numbers)
    return Draft(
        ref=f"d{number}",
        account_id=account,
        browser_mark=None if account else f"mark{number}",
        form="test",
        about=str(number),
        form_version=1,
        revision=1,
        words={},
        began_at=at,
        saved_at=at,
    )


def _sent(at: datetime, account: int | None) -> SentForm:
    number = next(_numbers)
    return SentForm(
        account_id=account,
        form="test",
        about=str(number),
        reference=f"R{number}",
        content_hash="-",
        sent_at=at,
    )


def _message(at: datetime, account: int | None) -> OutgoingMessage:
    return OutgoingMessage(
        channel="text",
        encrypted=b"-",
        made_at=at,
        use_by=at + timedelta(days=1),
        sent_at=at,
        account_id=account,
    )


def _session(at: datetime, account: int | None) -> SignIn:
    number = next(_numbers)
    return SignIn(
        ref=f"s{number}",
        token_hash=f"s{number}",
        account_id=account,
        stamp=0,
        device="Test",
        began_at=at,
        seen_at=at,
    )


def _attempt(at: datetime, account: int | None) -> SignInAttempt:
    return SignInAttempt(
        ref=f"a{next(_numbers)}", kind="code", account_id=account, address_hash="-", made_at=at
    )


def _count(at: datetime, _account: int | None) -> Throttle:
    return Throttle(key_hash=f"t{next(_numbers)}", number=1, until=at)


def _closed(at: datetime, _account: int | None) -> list[object]:
    """A colleague who has left, with the password that they had."""
    number = next(_numbers)
    row = Account(
        ref=f"closed{number}",
        name=f"Closed {number}",
        state="closed",
        invited_at=at,
        closed_at=at,
        grants=[RoleGrant(role="finance-officer", given_at=at)],
    )
    with writing() as session:
        session.add(row)
        session.flush()
        return [Password(account_id=row.id, hashed="-", changed_at=at)]


def _young(at: date, account: int | None) -> YoungPerson:
    number = next(_numbers)
    return YoungPerson(
        ref=f"y{number}",
        case_number=f"Y{number}",
        name=f"Young {number}",
        born=at,
        account_id=account,
        changed_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


Make = Callable[[datetime, int | None], object]
MAKE: dict[str, Make] = {
    "drafts": _draft,
    "browser_drafts": lambda at, _: _draft(at, None),
    "sent_forms": _sent,
    "messages": _message,
    "sessions": _session,
    "attempts": _attempt,
    "counts": _count,
    "closed_proofs": _closed,
    "young_people": lambda at, _: _young(at.date(), None),
}
# As somebody would ask the database who has never seen the code.
COUNT = {
    "drafts": "SELECT count(*) FROM draft WHERE account_id IS NOT NULL AND saved_at < :cutoff",
    "browser_drafts": "SELECT count(*) FROM draft WHERE browser_mark IS NOT NULL AND saved_at < :cutoff",
    "sent_forms": "SELECT count(*) FROM sent_form WHERE sent_at < :cutoff",
    "messages": "SELECT count(*) FROM outgoing_message WHERE made_at < :cutoff",
    "sessions": "SELECT count(*) FROM sign_in WHERE began_at < :cutoff",
    "attempts": "SELECT count(*) FROM sign_in_attempt WHERE made_at < :cutoff",
    "counts": "SELECT count(*) FROM throttle WHERE until < :cutoff",
    "closed_proofs": (
        "SELECT count(*) FROM password JOIN account ON account.id = account_id WHERE closed_at < :cutoff"
    ),
    "young_people": "SELECT count(*) FROM young_person WHERE born < :cutoff",
    "trail": "SELECT count(*) FROM audit_event WHERE at < :cutoff",
}


def add(kind: str, at: datetime, account: int | None = None) -> None:
    """One row of this kind. Inside an application context."""
    with writing() as session:
        made = MAKE[kind](at, account)
        session.add_all(made if isinstance(made, list) else [made])


def add_young_person(born: date, account: int) -> int:
    """Add a young person with an account, inside an application context. Returns the id of their record."""
    with writing() as session:
        row = _young(born, account)
        session.add(row)
        session.flush()
        return row.id


def add_account() -> int:
    """Add an account of somebody new, inside an application context. Returns its id."""
    number = next(_numbers)
    with writing() as session:
        row = Account(ref=f"new{number}", name=f"New {number}", invited_at=datetime(2026, 1, 1, tzinfo=UTC))
        session.add(row)
        session.flush()
        return row.id


def add_line(at: datetime, actor: int | None = None, young_person: int | None = None) -> None:
    """A line of the audit trail, as old as it says."""
    with writing() as session:
        values = {"at": at, "action": "viewed", "actor_id": actor, "young_person_id": young_person}
        session.execute(insert(AuditEvent).values(actor_roles="", **values))


def count(kind: str, cutoff: datetime) -> int:
    """How many are from before a moment."""
    db.session.rollback()
    bound: object = cutoff.date() if kind == "young_people" else cutoff
    if db.engine.dialect.name == "sqlite" and isinstance(bound, datetime):
        bound = f"{bound:%Y-%m-%d %H:%M:%S.%f}"
    return db.session.scalar(text(COUNT[kind]), {"cutoff": bound}) or 0


def account(app: Flask, name: str) -> int:
    return the_cast.account_id(app, name)
