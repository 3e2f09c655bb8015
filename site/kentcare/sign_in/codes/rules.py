"""How codes are made, how long they work, and how many may be sent and tried."""

import re
import secrets
import unicodedata
from datetime import timedelta

CODE_DIGITS = 6
CODE_LASTS = timedelta(minutes=10)
TRIES = 5
# After a password, the second factor has to follow within this time.
SECOND_PROOF_LASTS = timedelta(minutes=10)
INVITATION_LASTS = timedelta(days=7)
# A text costs money, and a telephone that rings all night costs more. After so many in an hour, for one
# caller or for all together, whoever asks again is not refused: the code that was sent last is good for them.
MOST_CODES = 5
MOST_CODES_FROM_ALL = 10
# Until it is so old. Whoever reads it then still has time to type it.
CODE_IS_SHARED_FOR = timedelta(minutes=8)
# So many wrong codes for one address within a day end the sharing of those that were sent before.
MOST_WRONG_CODES = 8
WRONG_CODES_FADE = timedelta(days=1)
# The least time between two codes where sharing has ended and too many were sent.
CODE_AFTER_SHARING = timedelta(minutes=5)
# A stranger with a mistyped invitation does not get to try every day of a year.
MOST_BIRTHDAYS = 8
MOST_CODES_WITHIN = timedelta(hours=1)


def new_code() -> str:
    """A random code of six digits."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def normalise_code(typed: str) -> str:
    """A code as it is compared: in capitals, and without the spaces and hyphens with which it was typed.

    Digits and letters of every width, and the digits of every script, are those of ASCII.
    """
    return "".join(letter for letter in in_ascii(typed) if letter.isalnum())


def find_code(typed: str) -> str:
    """The code of six digits in what was typed, which may be the whole message that brought it.

    Where there is none, what was typed, as `normalise_code` returns it.
    """
    found = _IN_A_SENTENCE.search(in_ascii(typed))
    is_code = len(normalise_code(typed)) <= CODE_DIGITS or not found
    return normalise_code(typed) if is_code or not found else found[1] + found[2]


def in_ascii(typed: str) -> str:
    """What was typed in capitals, with the digits of ASCII for those of every script and width."""
    # NFKC makes full width narrow. Other scripts have digits of their own, which int() reads.
    return "".join(
        str(int(letter)) if letter.isdecimal() else letter
        for letter in unicodedata.normalize("NFKC", typed).upper()
    )


# Never part of a longer number, such as that of a telephone.
_IN_A_SENTENCE = re.compile(r"(?<![0-9])([0-9]{3})[\s-]?([0-9]{3})(?![0-9])")
