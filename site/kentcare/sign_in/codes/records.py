"""Sign-in attempts: made, tried and used once.

The kinds of attempt are "code" (for young people, applicants and Hosts), "second" (a password was right, the
second factor is awaited), "passkey" and "invitation".
"""

import secrets
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.core.encryption import app_keyed_hash
from kentcare.core.languages.listed import ENGLISH
from kentcare.db import subjects
from kentcare.db.session import locked, reading, remove_where, sweep, writing
from kentcare.services.messages import labels
from kentcare.services.messages import records as messages
from kentcare.services.messages.rules import CODE
from kentcare.sign_in.codes.caller import caller
from kentcare.sign_in.codes.models import SignInAttempt
from kentcare.sign_in.codes.rules import (
    CODE_LASTS,
    INVITATION_LASTS,
    MOST_BIRTHDAYS,
    MOST_CODES,
    MOST_CODES_FROM_ALL,
    MOST_CODES_WITHIN,
    SECOND_PROOF_LASTS,
    TRIES,
    new_code,
)

_LASTS = {
    "code": CODE_LASTS,
    "second": SECOND_PROOF_LASTS,
    "passkey": SECOND_PROOF_LASTS,
    "invitation": INVITATION_LASTS,
}
_CODE_PURPOSE = "kentcare sign-in code"
ADDRESS_PURPOSE = "kentcare sign-in address"
_BIRTHDAY = "birthday"


class Throttled(Exception):
    """Too much was tried. `until` is when it may be tried again."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class TooManyCodes(Throttled):
    """An address has been sent as many codes as it may for now."""


def send_code(address: Address, now: datetime) -> str:
    """Send a code to an address, if it belongs to somebody who signs in by code.

    Returns the ref of the attempt, for the browser to keep, whether anybody has the address or not. Raises
    TooManyCodes.
    """
    person = accounts.by_address(address)
    if person and (person.is_staff or person.state == "closed"):
        person = None
    code = new_code()
    with writing(subjects.address(_hash_of(address.value))):
        ref = begin("code", address, person.id if person else None, code=code, now=now)
        if person:
            messages.queue(
                address,
                labels.code(person.language, code),
                now=now,
                use_by=now + CODE_LASTS,
                kind=CODE,
                account=person.id,
                subject=labels.subject(person.language),
            )
        else:
            messages.queue_decoy(labels.code(ENGLISH, code), now=now)
    return ref


def begin(kind: str, address: Address | None, account: int | None, *, code: str | None, now: datetime) -> str:
    """Begin an attempt of a kind, and return its ref for the browser to keep. Raises TooManyCodes.

    `account` is None for an address that nobody has, for which the same is done so that it takes as long.
    """
    ref = secrets.token_hex(16)
    who = address.value if address else f"account {account}"
    address_hash, caller_hash = _hash_of(who), _hash_of(f"{who} from {caller()}")
    with writing(subjects.address(address_hash) if kind == "code" else None) as session:
        if kind == "code":
            _check_code_limit(session, address_hash=address_hash, most=MOST_CODES_FROM_ALL, now=now)
            _check_code_limit(session, caller_hash=caller_hash, most=MOST_CODES, now=now)
        sweep(SignInAttempt, SignInAttempt.made_at < now - INVITATION_LASTS - MOST_CODES_WITHIN)
        session.add(
            SignInAttempt(
                ref=ref,
                kind=kind,
                account_id=account,
                address_hash=address_hash,
                caller_hash=caller_hash,
                code_hash=app_keyed_hash(_CODE_PURPOSE, ref + code) if code else None,
                made_at=now,
            )
        )
    return ref


def _hash_of(who: str) -> str:
    return app_keyed_hash(ADDRESS_PURPOSE, who)


def _check_code_limit(session: Session, *, most: int, now: datetime, **hashes: str) -> None:
    recent = (
        select(SignInAttempt.made_at)
        .filter_by(kind="code", **hashes)
        .where(SignInAttempt.made_at > now - MOST_CODES_WITHIN)
        .order_by(SignInAttempt.made_at)
    )
    sent = list(session.scalars(recent))
    if len(sent) >= most:
        raise TooManyCodes(sent[-most] + MOST_CODES_WITHIN)


def _open_attempt(
    session: Session, kind: str, ref: str, now: datetime, *, to_change: bool = False
) -> SignInAttempt | None:
    rows = select(SignInAttempt).where(SignInAttempt.ref == ref)
    row = session.scalar(locked(rows) if to_change else rows)
    if row is None or row.kind != kind or row.used_at or now - row.made_at >= _LASTS[kind]:
        return None
    return row


def check_code(kind: str, ref: str, typed: str, now: datetime) -> tuple[int, int | None]:
    """How many tries are left after this one, and the id of the account that it opens if the code was right.

    A code that is used, too old or was tried five times is never right again, whatever is typed.
    """
    with writing() as session:
        row = _open_attempt(session, kind, ref, now, to_change=True)
        if row is None or row.code_hash is None:
            return 0, None
        # An invitation is too long to be guessed, and a stranger must not be able to use up its tries. It is
        # right again until its owner is signed in: they may have been called away in between.
        if kind != "invitation" and (row.tries >= TRIES or row.proved_at):
            return 0, None
        row.tries += 1
        is_right = secrets.compare_digest(row.code_hash, app_keyed_hash(_CODE_PURPOSE, ref + typed))
        if is_right and row.account_id is not None:
            row.proved_at = now
            return TRIES - row.tries, row.account_id
        if row.account_id is not None:
            audit.note(
                Action.SIGN_IN_REFUSED, None, kind="account", ref=_account_ref(session, row.account_id)
            )
        return TRIES - row.tries, None


def _account_ref(session: Session, account: int) -> str | None:
    return session.scalar(select(Account.ref).where(Account.id == account))


def count_try(kind: str, ref: str, now: datetime) -> int | None:
    """Count a try at a second factor. Returns the account's id, or None where the attempt is over."""
    with writing() as session:
        row = _open_attempt(session, kind, ref, now, to_change=True)
        if row is None or row.tries >= TRIES:
            return None
        row.tries += 1
        return row.account_id


def proved_person(kind: str, ref: str, now: datetime) -> Person | None:
    """Whoever gave the right code of an attempt that was not used yet; None where nobody did."""
    row = _open_attempt(reading(), kind, ref, now)
    return accounts.by_id(row.account_id) if row and row.proved_at and row.account_id else None


def pending_person(kind: str, ref: str, now: datetime) -> Person | None:
    """The person whose attempt this is, while it can still be tried; None otherwise."""
    row = _open_attempt(reading(), kind, ref, now)
    return accounts.by_id(row.account_id) if row and row.account_id and row.tries < TRIES else None


def try_birthday(account: int, *, is_right: bool, since: datetime, now: datetime) -> bool | None:
    """Whether a date of birth opens an account that was invited at `since`; None where too many were wrong.

    A wrong one is counted for the account, whichever code it came with. `is_right`: whether it is theirs.
    """
    wrong = select(func.count()).where(
        SignInAttempt.kind == _BIRTHDAY, SignInAttempt.account_id == account, SignInAttempt.made_at >= since
    )
    with writing(subjects.account(account)) as session:
        if (session.scalar(wrong.select_from(SignInAttempt)) or 0) >= MOST_BIRTHDAYS:
            return None
        if is_right:
            return True
        ref = secrets.token_hex(16)
        session.add(SignInAttempt(ref=ref, kind=_BIRTHDAY, account_id=account, address_hash="", made_at=now))
        audit.note(
            Action.SIGN_IN_REFUSED, None, kind="account", ref=_account_ref(session, account), about="birthday"
        )
        return False


def is_open(kind: str, ref: str, now: datetime) -> bool:
    """Whether an attempt is of this kind, was not used and is not too old."""
    return _open_attempt(reading(), kind, ref, now) is not None


def invitation_for(account: int, now: datetime) -> str | None:
    """The ref of the newest invitation to an account that is open, or None."""
    rows = select(SignInAttempt.ref).where(
        SignInAttempt.kind == "invitation",
        SignInAttempt.account_id == account,
        SignInAttempt.used_at.is_(None),
        SignInAttempt.made_at > now - INVITATION_LASTS,
    )
    return reading().scalar(rows.order_by(SignInAttempt.made_at.desc()).limit(1))


def redeem(attempt: str, now: datetime, *, since: datetime | None = None) -> bool:
    """Use an attempt up, as it signs somebody in. False where it was used before, or was made before `since`.

    `since` is when they were last invited: a code from before went to an address that is no longer theirs.
    """
    with writing() as session:
        row = session.scalar(locked(select(SignInAttempt).where(SignInAttempt.ref == attempt)))
        if row is None or row.used_at or (since and row.made_at < since):
            return False
        row.used_at = now
        return True


def discard(kind: str, account: int) -> None:
    """Remove every attempt of this kind that somebody has begun."""
    with writing() as session:
        session.execute(
            delete(SignInAttempt).where(SignInAttempt.kind == kind, SignInAttempt.account_id == account)
        )


def expire(before: datetime, *, write: bool) -> int:
    """Remove attempts made before a moment and return how many; without `write`, only count them."""
    old = SignInAttempt.made_at < before
    return remove_where(SignInAttempt, old, write=write)


def forget_account(account: int) -> None:
    """Remove every attempt of an account, which is about to be removed."""
    with writing() as session:
        session.execute(delete(SignInAttempt).where(SignInAttempt.account_id == account))


def held_about(account: int) -> list[dict[str, object]]:
    """The attempts' part of somebody's data export. Of the codes only keyed hashes are stored."""
    rows = select(SignInAttempt).where(SignInAttempt.account_id == account).order_by(SignInAttempt.made_at)
    return [
        {"kind": row.kind, "made_at": row.made_at, "tries": row.tries, "used_at": row.used_at}
        for row in reading().scalars(rows)
    ]
