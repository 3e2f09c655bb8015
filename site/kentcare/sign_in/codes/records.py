"""Sign-in attempts: made, tried and used once.

The kinds of attempt are "code" (for young people, applicants and Hosts), "second" (a password was right, the
second factor is awaited), "passkey" and "invitation".
"""

import secrets
from dataclasses import dataclass
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
    CODE_AFTER_SHARING,
    CODE_IS_SHARED_FOR,
    CODE_LASTS,
    INVITATION_LASTS,
    MOST_BIRTHDAYS,
    MOST_CODES,
    MOST_CODES_FROM_ALL,
    MOST_CODES_WITHIN,
    MOST_WRONG_CODES,
    SECOND_PROOF_LASTS,
    TRIES,
    WRONG_CODES_FADE,
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
_WRONG_CODES = "wrong codes"
# In place of the hash of a code that has let somebody in: none is equal to it.
_USED = ""


class Throttled(Exception):
    """Too much was tried. `until` is when it may be tried again."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class TooManyCodes(Throttled):
    """An address has been sent as many codes as it may for now, and the last is not good any more."""


@dataclass(frozen=True, slots=True)
class BegunAttempt:
    """An attempt to sign in with a code. `ref` is for the browser to keep.

    `is_last_shared`: too many codes were sent, and the newest message holds the one that is good.
    """

    ref: str
    is_last_shared: bool


def send_code(address: Address, now: datetime) -> BegunAttempt:
    """Send a code to an address, if it belongs to somebody who signs in by code.

    Where many were sent within an hour, no other is: the one that was sent last is good for this browser. If
    that was used, another is sent, and what is returned is the same: nobody learns that somebody signed in.
    So it is where nobody has the address. Raises TooManyCodes.
    """
    person = accounts.by_address(address)
    if person and (person.is_staff or person.state == "closed"):
        person = None
    account = person.id if person else None
    with writing(subjects.address(_address_hash(address.value))) as session:
        shared = _shared_code(session, address, now)
        if shared and shared.code_hash != _USED:
            return BegunAttempt(begin("code", address, account, code=None, now=now), is_last_shared=True)
        code = new_code()
        ref = begin("code", address, account, code=code, now=now)
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
    return BegunAttempt(ref, is_last_shared=shared is not None)


def begin(kind: str, address: Address | None, account: int | None, *, code: str | None, now: datetime) -> str:
    """Begin an attempt of a kind, and return its ref for the browser to keep.

    `account` is None for an address that nobody has, for which the same is done so that it takes as long.
    """
    ref = secrets.token_hex(16)
    who = address.value if address else f"account {account}"
    with writing() as session:
        sweep(SignInAttempt, SignInAttempt.made_at < now - INVITATION_LASTS - MOST_CODES_WITHIN)
        session.add(
            SignInAttempt(
                ref=ref,
                kind=kind,
                account_id=account,
                address_hash=_address_hash(who),
                caller_hash=_caller_hash(who),
                code_hash=app_keyed_hash(_CODE_PURPOSE, ref + code) if code else None,
                made_at=now,
            )
        )
    return ref


def _address_hash(who: str) -> str:
    return app_keyed_hash(ADDRESS_PURPOSE, who)


def _caller_hash(who: str) -> str:
    return app_keyed_hash(ADDRESS_PURPOSE, f"{who} from {caller()}")


def _shared_code(session: Session, address: Address, now: datetime) -> SignInAttempt | None:
    """The attempt whose code stands in for another, as too many were sent to an address; None before that.

    Raises TooManyCodes.
    """
    sent = list(
        session.scalars(
            select(SignInAttempt)
            .where(
                SignInAttempt.kind == "code",
                SignInAttempt.address_hash == _address_hash(address.value),
                SignInAttempt.code_hash.is_not(None),
                SignInAttempt.made_at > now - MOST_CODES_WITHIN,
            )
            .order_by(SignInAttempt.made_at.desc())
        )
    )
    from_here = [row for row in sent if row.caller_hash == _caller_hash(address.value)]
    if len(from_here) < MOST_CODES and len(sent) < MOST_CODES_FROM_ALL:
        return None
    last = sent[0]
    if now - last.made_at >= CODE_IS_SHARED_FOR:
        return None
    if not _has_sharing_ended(session, last):
        return last
    if now - last.made_at < CODE_AFTER_SHARING:
        raise TooManyCodes(last.made_at + CODE_AFTER_SHARING)
    return None


def _has_sharing_ended(session: Session, sent: SignInAttempt) -> bool:
    """Whether only the browser that had a code sent may use it, after many wrong ones for its address."""
    counted = _wrong_codes(session, sent.address_hash)
    return bool(counted and counted.used_at and counted.used_at >= sent.made_at)


def _wrong_codes(session: Session, address_hash: str) -> SignInAttempt | None:
    """The count of wrong codes for an address. Its `used_at` is when the codes before ended."""
    return session.scalar(select(SignInAttempt).filter_by(kind=_WRONG_CODES, address_hash=address_hash))


def _count_wrong_code(session: Session, address_hash: str, now: datetime) -> None:
    row = _wrong_codes(session, address_hash)
    if row is None:
        row = SignInAttempt(
            ref=secrets.token_hex(16), kind=_WRONG_CODES, address_hash=address_hash, tries=0, made_at=now
        )
        session.add(row)
    if now - row.made_at >= WRONG_CODES_FADE:
        row.tries, row.made_at = 0, now
    row.tries += 1
    if row.tries >= MOST_WRONG_CODES:
        row.tries, row.made_at, row.used_at = 0, now, now


def _good_codes(session: Session, attempt: SignInAttempt, now: datetime) -> list[SignInAttempt]:
    """The attempts whose codes are right for this one unless they were used, its own first.

    A message may be late, or somebody may read the one that another browser asked for. So besides its own,
    these are the last two that were sent from here, and the last from anywhere.
    """
    own = [attempt] if attempt.code_hash is not None else []
    if attempt.kind != "code":
        return own
    others = [
        row
        for row in session.scalars(
            select(SignInAttempt)
            .where(
                SignInAttempt.kind == "code",
                SignInAttempt.address_hash == attempt.address_hash,
                SignInAttempt.account_id.is_not_distinct_from(attempt.account_id),
                SignInAttempt.code_hash.is_not(None),
                SignInAttempt.made_at > now - CODE_LASTS,
            )
            .order_by(SignInAttempt.made_at.desc(), SignInAttempt.ref)
        )
        if not _has_sharing_ended(session, row)
    ]
    from_here = [row for row in others if row.caller_hash == attempt.caller_hash]
    good = {row.ref: row for row in (*own, *from_here[:2], *others[:1])}
    return list(good.values())


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
    whose = select(SignInAttempt.address_hash).where(SignInAttempt.ref == ref)
    address_hash = reading().scalar(whose) if kind == "code" else None
    with writing(subjects.address(address_hash) if address_hash else None) as session:
        row = _open_attempt(session, kind, ref, now, to_change=True)
        good = _good_codes(session, row, now) if row else []
        if row is None or not good:
            return 0, None
        # An invitation is too long to be guessed, and a stranger must not be able to use up its tries. It is
        # right again until its owner is signed in: they may have been called away in between.
        if kind != "invitation" and (row.tries >= TRIES or row.proved_at):
            return 0, None
        row.tries += 1
        # Each is compared, so that how long it takes says nothing.
        right = [one for one in good if _is_code_of(one, typed)]
        if right and row.account_id is not None:
            row.proved_at = now
            # The browser that had it sent is not let in by what was typed in this one, and does not notice.
            for one in right if kind == "code" else ():
                one.code_hash = _USED
            return TRIES - row.tries, row.account_id
        if kind == "code":
            _count_wrong_code(session, row.address_hash, now)
        if row.account_id is not None:
            audit.note(
                Action.SIGN_IN_REFUSED, None, kind="account", ref=_account_ref(session, row.account_id)
            )
        return TRIES - row.tries, None


def _is_code_of(attempt: SignInAttempt, typed: str) -> bool:
    return secrets.compare_digest(attempt.code_hash or "", app_keyed_hash(_CODE_PURPOSE, attempt.ref + typed))


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
