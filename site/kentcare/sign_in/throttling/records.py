"""Failed passwords and invitation codes, counted so that somebody who guesses is slowed down.

They are counted for each address and caller, whether anybody has the address or not: so both are slowed
alike, and a stranger's guesses slow down the stranger alone. A counter is a sign-in attempt of the kind
"wrong", whose `made_at` is the moment of the last failure.
"""

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kentcare.accounts.accounts.addresses import Address
from kentcare.core.encryption import app_keyed_hash
from kentcare.db import subjects
from kentcare.db.session import writing
from kentcare.db.subjects import Subject
from kentcare.sign_in.codes.caller import caller
from kentcare.sign_in.codes.models import SignInAttempt
from kentcare.sign_in.codes.records import ADDRESS_PURPOSE, Throttled
from kentcare.sign_in.throttling.rules import FAILURES_FADE, wait_until

_FAILURES = "wrong"


class TooManyFailures(Throttled):
    """An address was tried with something wrong too often, and has to wait."""


def subject(address: Address) -> Subject:
    """What is locked while the failures of an address from this caller are counted."""
    return subjects.address(_hash_of(address))


def claim_try(address: Address, now: datetime) -> None:
    """Count a failure before a password is checked, so that many requests at once are no way round the limit.

    `cancel_failure` takes it back where the password is right. Raises TooManyFailures.
    """
    with writing(subject(address)) as session:
        row = _failures_row(session, address)
        if row and now - row.made_at >= FAILURES_FADE:
            row.tries = 0
        until = wait_until(row.tries, row.made_at) if row else None
        if until and now < until:
            raise TooManyFailures(until)
        add_failure(address, now)


def add_failure(address: Address, now: datetime) -> None:
    """Add one failure for this address and caller."""
    with writing(subject(address)) as session:
        row = _failures_row(session, address)
        if row is None:
            row = SignInAttempt(
                ref=secrets.token_hex(16), kind=_FAILURES, address_hash=_hash_of(address), tries=0
            )
            session.add(row)
        row.tries, row.made_at = row.tries + 1, now


def confirm_failure(address: Address, now: datetime) -> None:
    """Begin the wait now, as the reader learns of the failure that `claim_try` counted."""
    with writing(subject(address)) as session:
        if row := _failures_row(session, address):
            row.made_at = now


def cancel_failure(address: Address) -> None:
    """Take back the failure that `claim_try` counted. Those before it count until somebody is signed in."""
    with writing(subject(address)) as session:
        row = _failures_row(session, address)
        if row and row.tries:
            row.tries -= 1


def reset_failures(address: Address) -> None:
    """Reset the failure counter of this address and caller after a successful sign-in."""
    with writing(subject(address)) as session:
        if row := _failures_row(session, address):
            session.delete(row)


def _failures_row(session: Session, address: Address) -> SignInAttempt | None:
    return session.scalar(
        select(SignInAttempt).where(
            SignInAttempt.address_hash == _hash_of(address), SignInAttempt.kind == _FAILURES
        )
    )


def _hash_of(address: Address) -> str:
    """A keyed hash of an address and the caller: a stranger's failures count for the stranger alone."""
    return app_keyed_hash(ADDRESS_PURPOSE, f"{address.value} from {caller()}")
