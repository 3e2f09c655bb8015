"""Attempts to sign in: made, tried, used once."""

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
from kentcare.db.session import reading, remove_where, writing
from kentcare.services.messages import labels
from kentcare.services.messages import records as messages
from kentcare.services.messages.rules import CODE
from kentcare.sign_in.codes.caller import caller
from kentcare.sign_in.codes.models import Attempt
from kentcare.sign_in.codes.rules import (
    CODE_LASTS,
    INVITATION_LASTS,
    MISTAKES_FADE,
    MOST_BIRTHDAYS,
    MOST_CODES,
    MOST_CODES_FROM_ALL,
    MOST_CODES_IN,
    SECOND_PROOF_LASTS,
    TRIES,
    new_code,
    wait_until,
)

_LASTS = {
    "code": CODE_LASTS,
    "second": SECOND_PROOF_LASTS,
    "passkey": SECOND_PROOF_LASTS,
    "invitation": INVITATION_LASTS,
}
_CODE = "kentcare sign-in code"
_ADDRESS = "kentcare sign-in address"
_WRONG, _BIRTHDAY = "wrong", "birthday"


class HasToWait(Exception):
    """`until`: when to try again."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class TooManyCodes(HasToWait):
    """This address has been sent as many codes as it may for now."""


class Slowed(HasToWait):
    """Somebody was wrong too often with this address, and has to wait."""


def send_code(address: Address, now: datetime) -> str:
    """Send a code to an address, if somebody has it who signs in by code.

    Answers what the browser keeps, which is the same whether anybody has it or not. Raises TooManyCodes.
    """
    person = accounts.by_address(address)
    if person and (person.is_staff or person.state == "closed"):
        person = None
    code = new_code()
    with writing():
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
    """Somebody is on their way in. Answers what the browser keeps of it. Raises TooManyCodes.

    The same is done for an address that nobody has, so that it takes as long.
    """
    ref = secrets.token_hex(16)
    who = address.value if address else f"account {account}"
    marked, called = app_keyed_hash(_ADDRESS, who), app_keyed_hash(_ADDRESS, f"{who} from {caller()}")
    with writing() as session:
        if kind == "code":
            _refuse_too_many(session, address_mark=marked, most=MOST_CODES_FROM_ALL, now=now)
            _refuse_too_many(session, caller_mark=called, most=MOST_CODES, now=now)
        session.execute(delete(Attempt).where(Attempt.made_at < now - INVITATION_LASTS - MOST_CODES_IN))
        session.add(
            Attempt(
                ref=ref,
                kind=kind,
                account_id=account,
                address_mark=marked,
                caller_mark=called,
                code_mark=app_keyed_hash(_CODE, ref + code) if code else None,
                made_at=now,
            )
        )
    return ref


def _refuse_too_many(session: Session, *, most: int, now: datetime, **marks: str) -> None:
    lately = (
        select(Attempt.made_at)
        .filter_by(kind="code", **marks)
        .where(Attempt.made_at > now - MOST_CODES_IN)
        .order_by(Attempt.made_at)
    )
    sent = list(session.scalars(lately))
    if len(sent) >= most:
        raise TooManyCodes(sent[-most] + MOST_CODES_IN)


def _open_attempt(session: Session, kind: str, ref: str, now: datetime) -> Attempt | None:
    row = session.get(Attempt, ref)
    if row is None or row.kind != kind or row.used_at or now - row.made_at >= _LASTS[kind]:
        return None
    return row


def try_code(kind: str, ref: str, typed: str, now: datetime) -> tuple[int, int | None]:
    """How many tries are left after this one, and whose account it opens if the code was right.

    A code that is used, too old or tried five times is never right again, whatever is typed.
    """
    with writing() as session:
        row = _open_attempt(session, kind, ref, now)
        if row is None or row.code_mark is None:
            return 0, None
        # An invitation is too long to be guessed, and a stranger must not be able to use up its tries. It is
        # right again until its owner has come in: they may have been called away in between.
        if kind != "invitation" and (row.tries >= TRIES or row.proved_at):
            return 0, None
        row.tries += 1
        is_right = secrets.compare_digest(row.code_mark, app_keyed_hash(_CODE, ref + typed))
        if is_right and row.account_id is not None:
            row.proved_at = now
            return TRIES - row.tries, row.account_id
        if row.account_id is not None:
            audit.note(Action.SIGN_IN_REFUSED, None, kind="account", ref=_ref_of(session, row.account_id))
        return TRIES - row.tries, None


def _ref_of(session: Session, account: int) -> str | None:
    return session.scalar(select(Account.ref).where(Account.id == account))


def try_again(kind: str, ref: str, now: datetime) -> int | None:
    """Counts a try at a second proof. Whose it is, or None where the attempt is over."""
    with writing() as session:
        row = _open_attempt(session, kind, ref, now)
        if row is None or row.tries >= TRIES:
            return None
        row.tries += 1
        return row.account_id


def proved(kind: str, ref: str, now: datetime) -> Person | None:
    """Who has proved themself in this attempt and has not come in by it yet."""
    row = _open_attempt(reading(), kind, ref, now)
    return accounts.by_id(row.account_id) if row and row.proved_at and row.account_id else None


def waiting(kind: str, ref: str, now: datetime) -> Person | None:
    """Whose attempt this is, while it can still be tried."""
    row = _open_attempt(reading(), kind, ref, now)
    return accounts.by_id(row.account_id) if row and row.account_id and row.tries < TRIES else None


def may_say_birthday(account: int, since: datetime) -> bool:
    """Whether a day may still be tried by whoever has the telephone of an invitation from `since`."""
    wrong = select(func.count()).where(
        Attempt.kind == _BIRTHDAY, Attempt.account_id == account, Attempt.made_at >= since
    )
    return (reading().scalar(wrong.select_from(Attempt)) or 0) < MOST_BIRTHDAYS


def note_wrong_birthday(account: int, now: datetime) -> None:
    """It counts for the account, whichever code it came with."""
    with writing() as session:
        ref = secrets.token_hex(16)
        session.add(Attempt(ref=ref, kind=_BIRTHDAY, account_id=account, address_mark="", made_at=now))
        audit.note(
            Action.SIGN_IN_REFUSED, None, kind="account", ref=_ref_of(session, account), about="birthday"
        )


def is_open(kind: str, ref: str, now: datetime) -> bool:
    """Nobody has come in by it yet, and it is not too old."""
    return _open_attempt(reading(), kind, ref, now) is not None


def invitation_for(account: int, now: datetime) -> str | None:
    """The open invitation of somebody who has not begun yet."""
    rows = select(Attempt.ref).where(
        Attempt.kind == "invitation",
        Attempt.account_id == account,
        Attempt.used_at.is_(None),
        Attempt.made_at > now - INVITATION_LASTS,
    )
    return reading().scalar(rows.order_by(Attempt.made_at.desc()).limit(1))


def use(attempt: str, now: datetime, *, since: datetime | None = None) -> bool:
    """It has let somebody in, and lets nobody in again. False where it had already.

    One from before `since`, when they were invited again, went to an address that is no longer theirs.
    """
    with writing() as session:
        row = session.get(Attempt, attempt)
        if row is None or row.used_at or (since and row.made_at < since):
            return False
        row.used_at = now
        return True


def give_up(kind: str, account: int) -> None:
    """Whatever somebody has begun of this kind leads nowhere any more."""
    with writing() as session:
        session.execute(delete(Attempt).where(Attempt.kind == kind, Attempt.account_id == account))


def expire(before: datetime, *, write: bool) -> int:
    """Remove attempts made before, or say how many."""
    old = Attempt.made_at < before
    return remove_where(Attempt, old, write=write)


def forget_account(account: int) -> None:
    """Everything that somebody whose account goes has begun."""
    with writing() as session:
        session.execute(delete(Attempt).where(Attempt.account_id == account))


def held_about(account: int) -> list[dict[str, object]]:
    """When somebody tried to come in. The codes themselves stand there only as marks."""
    rows = select(Attempt).where(Attempt.account_id == account).order_by(Attempt.made_at)
    return [
        {"kind": row.kind, "made_at": row.made_at, "tries": row.tries, "used_at": row.used_at}
        for row in reading().scalars(rows)
    ]


# Mistakes, counted for each address, whether anybody has it or not: so both are slowed alike. "made_at" is
# when the last was made.


def take_turn(address: Address, now: datetime) -> None:
    """Before a password is looked at, so that many at once are no way round. Raises Slowed.

    It counts as a mistake until `give_back` says that it was none.
    """
    with writing() as session:
        row = _mistakes(session, address)
        if row and now - row.made_at >= MISTAKES_FADE:
            row.tries = 0
        until = wait_until(row.tries, row.made_at) if row else None
        if until and now < until:
            raise Slowed(until)
        count_mistake(address, now)


def count_mistake(address: Address, now: datetime) -> None:
    """One more."""
    with writing() as session:
        row = _mistakes(session, address)
        if row is None:
            row = Attempt(ref=secrets.token_hex(16), kind=_WRONG, address_mark=_mark_of(address), tries=0)
            session.add(row)
        row.tries, row.made_at = row.tries + 1, now


def stay_wrong(address: Address, now: datetime) -> None:
    """It was a mistake indeed: the wait begins when somebody hears of it."""
    with writing() as session:
        if row := _mistakes(session, address):
            row.made_at = now


def give_back(address: Address) -> None:
    """The last one was no mistake. Those before still count, until somebody is in."""
    with writing() as session:
        row = _mistakes(session, address)
        if row and row.tries:
            row.tries -= 1


def forget_mistakes(address: Address) -> None:
    """They are in."""
    with writing() as session:
        if row := _mistakes(session, address):
            session.delete(row)


def _mistakes(session: Session, address: Address) -> Attempt | None:
    return session.scalar(
        select(Attempt).where(Attempt.address_mark == _mark_of(address), Attempt.kind == _WRONG)
    )


def _mark_of(address: Address) -> str:
    """Of an address and where it was typed: a stranger's mistakes are a stranger's."""
    return app_keyed_hash(_ADDRESS, f"{address.value} from {caller()}")
