"""How codes are made, how long they work, and how many may be sent and tried."""

import secrets
from datetime import timedelta

CODE_DIGITS = 6
CODE_LASTS = timedelta(minutes=10)
TRIES = 5
# After a password, the second factor has to follow within this time.
SECOND_PROOF_LASTS = timedelta(minutes=10)
INVITATION_LASTS = timedelta(days=7)
# A text costs money, and a telephone that rings all night costs more.
MOST_CODES = 5
# From all callers together: a stranger must not be able to keep somebody's own telephone from getting one.
MOST_CODES_FROM_ALL = 25
# A stranger with a mistyped invitation does not get to try every day of a year.
MOST_BIRTHDAYS = 8
MOST_CODES_WITHIN = timedelta(hours=1)


def new_code() -> str:
    """A random code of six digits."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def normalise_code(typed: str) -> str:
    """A code as it is compared: in capitals, and without the spaces and hyphens with which it was typed."""
    return "".join(letter for letter in typed if letter.isalnum()).upper()
