"""Failed sign-ins, counted so that somebody who guesses is slowed down, wherever they do it from.

They are counted for each address and caller, and for each address from everywhere together, whether anybody
has the address or not: so both are slowed alike. A browser that the owner has used before has a count of its
own, and so has somebody who is signed in: no stranger's guesses keep them waiting. A counter is a sign-in
attempt of the kind "wrong", whose `made_at` is the moment of the last failure, and whose `used_at` that at
which the owner was told.
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
from kentcare.sign_in.throttling.known_browser import known_as
from kentcare.sign_in.throttling.rules import FAILURES_FADE, Counter

_FAILURES = "wrong"


class TooManyFailures(Throttled):
    """An address was tried with something wrong too often, and has to wait."""


class Tries:
    """The failures that count for one try: those of a caller, and those of everywhere where that is due.

    `is_signed_in`: it is tried by whoever is signed in. `has_first_factor`: by whoever gave the password.
    `is_code`: with a code that was sent.
    """

    def __init__(
        self,
        address: Address,
        *,
        is_signed_in: bool = False,
        has_first_factor: bool = False,
        is_code: bool = False,
    ) -> None:
        if is_code:
            code = Counter.CODE
            self._counted, self._caller = {code: _hash_of(f"{address.value} code from {caller()}")}, code
            self._asked = self._fed = {code}
            return
        self._caller = Counter.CALLER
        browser = known_as(address)
        if is_signed_in:
            who = "from their session"
        elif browser:
            who = f"from browser {browser}"
        else:
            who = f"from {caller()}"
        self._counted = {Counter.CALLER: _hash_of(f"{address.value} {who}")}
        if not is_signed_in and not browser:
            self._counted[Counter.EVERYWHERE] = _hash_of(f"{address.value} from everywhere")
            self._counted[Counter.SECOND_EVERYWHERE] = _hash_of(f"{address.value} second from everywhere")
        # A second factor waits for no wrong password: whoever tries it has just given the right one.
        if has_first_factor:
            self._asked = {Counter.SECOND_EVERYWHERE}
            self._fed = set(self._counted) - {Counter.EVERYWHERE}
        else:
            self._asked = set(self._counted)
            self._fed = set(self._counted) - {Counter.SECOND_EVERYWHERE}

    @property
    def subjects(self) -> list[Subject]:
        """What is locked while they are counted."""
        return [subjects.address(key) for key in self._counted.values()]

    def claim(self, now: datetime) -> None:
        """Count a failure before anything is checked, so that many requests at once are no way round a limit.

        `cancel` takes it back where it was none. Raises TooManyFailures.
        """
        with writing(*self.subjects) as session:
            for counter, key in self._counted.items():
                row = _row(session, key)
                if row and now - row.made_at >= FAILURES_FADE:
                    row.tries, row.used_at = 0, None
                until = counter.wait_until(row.tries, row.made_at) if row else None
                if until and now < until and counter in self._asked:
                    raise TooManyFailures(until)
            for counter in self._fed:
                _add(session, self._counted[counter], now)

    def confirm(self, now: datetime) -> bool:
        """Begin the waits now, as the reader learns of the failure that `claim` counted.

        Whether everywhere together has to wait for the first time: then the owner of the address is told.
        """
        is_to_be_told = False
        with writing(*self.subjects) as session:
            for counter in self._fed:
                if row := _row(session, self._counted[counter]):
                    row.made_at = now
                    if counter is not self._caller and row.tries > counter.free and not row.used_at:
                        row.used_at, is_to_be_told = now, True
        return is_to_be_told

    def cancel(self) -> None:
        """Take back the failure that `claim` counted. Those before it count until somebody is signed in."""
        with writing(*self.subjects) as session:
            for counter in self._fed:
                row = _row(session, self._counted[counter])
                if row and row.tries:
                    row.tries -= 1

    def reset(self) -> None:
        """Forget the failures of this caller, who has signed in, and this one try of everywhere.

        Others who guess from elsewhere do not begin anew because the owner is there.
        """
        self.cancel()
        with writing(*self.subjects) as session:
            if row := _row(session, self._counted[self._caller]):
                session.delete(row)


def _row(session: Session, key: str) -> SignInAttempt | None:
    return session.scalar(
        select(SignInAttempt).where(SignInAttempt.address_hash == key, SignInAttempt.kind == _FAILURES)
    )


def _add(session: Session, key: str, now: datetime) -> None:
    row = _row(session, key)
    if row is None:
        row = SignInAttempt(ref=secrets.token_hex(16), kind=_FAILURES, address_hash=key, tries=0)
        session.add(row)
    row.tries, row.made_at = row.tries + 1, now


def _hash_of(words: str) -> str:
    return app_keyed_hash(ADDRESS_PURPOSE, words)
