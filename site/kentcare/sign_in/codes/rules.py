"""How a code is made, how long it is good, and how somebody who guesses is slowed down."""

import secrets
from datetime import datetime, timedelta

CODE_DIGITS = 6
CODE_LASTS = timedelta(minutes=10)
TRIES = 5
# After a password, the second proof has to come as soon.
SECOND_PROOF_LASTS = timedelta(minutes=10)
INVITATION_LASTS = timedelta(days=7)
# A text costs money, and a telephone that rings all night costs more.
MOST_CODES = 5
# From everywhere together: a stranger must not be able to keep somebody's own telephone from getting one.
MOST_CODES_FROM_ALL = 25
# A stranger with a mistyped invitation does not get to try every day of a year.
MOST_BIRTHDAYS = 8
MOST_CODES_IN = timedelta(hours=1)

# Mistakes of so long ago are not counted any more.
MISTAKES_FADE = timedelta(days=1)
_FREE_MISTAKES = 4
_LONGEST_WAIT = timedelta(minutes=15)


def new_code() -> str:
    """Six digits."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def digits(typed: str) -> str:
    """A code however it was typed: with spaces, with a hyphen."""
    return "".join(letter for letter in typed if letter.isalnum()).upper()


def wait_until(wrong: int, wrong_at: datetime | None) -> datetime | None:
    """When somebody who was wrong this often may try again: twice as long each time, never for good."""
    if wrong_at is None or wrong <= _FREE_MISTAKES:
        return None
    doubled: int = 2 ** min(wrong - _FREE_MISTAKES, 10)
    return wrong_at + min(timedelta(seconds=15) * doubled, _LONGEST_WAIT)
