"""Passkeys: added, signed in with, listed and removed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.rules import may_use_staff_sign_in
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db import subjects
from kentcare.db.model import new_ref
from kentcare.db.session import locked, reading, writing
from kentcare.sign_in.codes import records as codes
from kentcare.sign_in.passkeys import webauthn_checks
from kentcare.sign_in.passkeys.models import Passkey
from kentcare.sign_in.passkeys.webauthn_checks import RelyingParty
from kentcare.sign_in.sessions import records as sessions


class NoSuchPasskey(Exception):
    """There is no such passkey, or it is somebody else's: both look the same."""


@dataclass(frozen=True, slots=True)
class PasskeySummary:
    """A passkey in its owner's list."""

    ref: str
    name: str
    added_at: datetime
    used_at: datetime | None


def passkeys_of(account: int) -> list[PasskeySummary]:
    """The passkeys of an account, the oldest first."""
    rows = reading().scalars(select(Passkey).where(Passkey.account_id == account).order_by(Passkey.id))
    return [
        PasskeySummary(ref=row.ref, name=row.name, added_at=row.added_at, used_at=row.used_at) for row in rows
    ]


def credential_ids(account: int) -> list[bytes]:
    """The credential ids of an account's passkeys, which tell a device not to make a second one."""
    return list(reading().scalars(select(Passkey.credential_id).where(Passkey.account_id == account)))


def begin_ceremony(account: int | None, now: datetime) -> str:
    """Begin a WebAuthn ceremony, and return its ref, from which the challenge is derived.

    `account` is whose passkey is to be added; None to sign in, when it is not known yet who answers.
    """
    return codes.begin("passkey", None, account, code=None, now=now)


def verify(ceremony: str, answer: str, site: RelyingParty, now: datetime) -> Person | None:
    """Whoever proved with their device who they are; None where the answer is wrong in any respect.

    A wrong answer by a passkey that is known is recorded as a refused sign-in.
    """
    if not codes.is_open("passkey", ceremony, now):
        return None
    with writing() as session:
        credential_id = webauthn_checks.credential_id(answer)
        row = session.scalar(locked(select(Passkey).where(Passkey.credential_id == credential_id)))
        person = accounts.by_id(row.account_id) if row else None
        if row is None or person is None:
            return None
        count = webauthn_checks.verify_authentication(
            answer, ceremony, site, public_key=row.public_key, sign_count=row.sign_count
        )
        may_sign_in = may_use_staff_sign_in(person.roles, person.state, person.review_by, now.date())
        if count is None or not may_sign_in:
            audit.note(Action.SIGN_IN_REFUSED, None, kind="account", ref=person.ref)
            return None
        row.sign_count, row.used_at = count, now
        return person


def add_passkey(
    viewer: Viewer, ceremony: str, answer: str, name: str, site: RelyingParty, *, but: str, now: datetime
) -> bool:
    """Add a passkey from a device's answer; every other session ends. False where the answer is wrong.

    `but`: the ref of the session that goes on.
    """
    asker = codes.pending_person("passkey", ceremony, now)
    is_theirs = asker is not None and asker.id == viewer.id
    made = webauthn_checks.verify_registration(answer, ceremony, site) if is_theirs else None
    with writing(subjects.account(viewer.id)) as session:
        if made is None or not codes.redeem(ceremony, now):
            return False
        if session.scalar(select(Passkey.id).where(Passkey.credential_id == made.credential_id)):
            return False
        session.add(
            Passkey(
                ref=new_ref(),
                account_id=viewer.id,
                credential_id=made.credential_id,
                public_key=made.public_key,
                sign_count=made.sign_count,
                name=name,
                added_at=now,
            )
        )
        sessions.end_after_change(viewer, "passkey added", but=but)
        return True


def own_passkey(viewer: Viewer, ref: str) -> PasskeySummary:
    """A passkey of the viewer's. Raises NoSuchPasskey, which is recorded, where it is none of theirs."""
    for passkey in passkeys_of(viewer.id):
        if passkey.ref == ref:
            return passkey
    audit.note(Action.REFUSED, viewer, kind="passkey", ref=ref[:30])
    raise NoSuchPasskey


def remove_passkey(viewer: Viewer, ref: str, *, but: str) -> None:
    """Remove a passkey of the viewer's; every other session ends. `but`: the ref of the one that goes on."""
    with writing(subjects.account(viewer.id)) as session:
        session.execute(delete(Passkey).where(Passkey.ref == ref, Passkey.account_id == viewer.id))
        sessions.end_after_change(viewer, "passkey removed", but=but)


def forget_account(account: int) -> None:
    """Remove every passkey of an account."""
    with writing() as session:
        session.execute(delete(Passkey).where(Passkey.account_id == account))
