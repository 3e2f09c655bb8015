"""Which passwords are strong enough, which TOTP number is right, and how codes to be typed look."""

import re
import secrets
import unicodedata
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import Enum

from kentcare.sign_in.codes.rules import in_ascii, normalise_code

SHORTEST, LONGEST = 12, 128  # characters in a password
# Of zxcvbn's scores from 0 to 4, 3 is "safely unguessable" even with a stolen list of hashes.
_STRONG_ENOUGH = 3
# Words that stand on these pages, which somebody who guesses at this service tries first. The passwords that
# were found in breaches, and the words of languages, are zxcvbn's own lists.
_WORDS_OF_THE_SERVICE = (
    *("kent", "kentcare", "kentcouncil", "council", "countycouncil", "maidstone", "county", "local", "offer"),
    *("care", "leaver", "leavers", "careleaver", "careleavers", "leavingcare", "adviser", "personaladviser"),
    *("supported", "lodgings", "supportedlodgings", "host", "hosts", "home", "homes", "hosting", "placement"),
    *("advocate", "advocacy", "social", "worker", "socialworker", "socialcare", "children", "young"),
    *("people", "youngpeople", "youngperson", "pathway", "pathwayplan", "safeguarding", "fostering", "panel"),
    *("service", "manager", "officer", "accommodation", "staff", "password", "signin", "welcome"),
)
# So many letters and digits a password must have besides those words and its owner's name: zxcvbn takes three
# of them with spaces between for hard to guess.
_BESIDES = 8
_SHORTEST_WORD = 4  # a shorter one stands in many others
# How many characters zxcvbn is given. More take it long, and a strong beginning is strong enough.
_SCORED_CHARACTERS = 72

STEP_SECONDS = 30
# Somebody types slowly, or their telephone's clock is out: a number is right for so long before and after its
# thirty seconds, too.
_GRACE_SECONDS = 10
TOTP_DIGITS = 6

# No letter that looks like another, and no vowel that makes a word.
_CHARACTERS = "23456789BCDFGHJKLMNPQRSTVWXYZ"
INVITATION_LENGTH = 12
_FOUR = f"([{_CHARACTERS}]{{4}})"
_INVITATION = re.compile(rf"(?<!\w){_FOUR}-?{_FOUR}-?{_FOUR}(?!\w)")
RECOVERY_LENGTH = 10
RECOVERY_CODES = 10

# For so long after signing in, somebody who has no password may change their credentials without one.
RECENTLY_SIGNED_IN = timedelta(minutes=10)


class PasswordWeakness(Enum):
    """Why a password is refused."""

    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    EASY_TO_GUESS = "easy to guess"


def normalise_password(password: str) -> str:
    """The password in Unicode's form NFKC, which is the same however a keyboard composes its accents."""
    return unicodedata.normalize("NFKC", password)


def weakness(password: str, about_them: Collection[str]) -> PasswordWeakness | None:
    """Why this password is refused, or None where it is strong enough.

    `about_them`: words that others know about its owner, such as their name, from which it must not be made.
    """
    password = normalise_password(password)
    if len(password) < SHORTEST:
        return PasswordWeakness.TOO_SHORT
    if len(password) > LONGEST:
        return PasswordWeakness.TOO_LONG
    # Imported when somebody chooses a password: it brings long lists of words.
    from zxcvbn import zxcvbn

    known = [*_WORDS_OF_THE_SERVICE] + [
        part for words in about_them for part in (words, *words.replace("@", " ").replace(".", " ").split())
    ]
    found = zxcvbn(password[:_SCORED_CHARACTERS], user_inputs=known)
    is_easy = found["score"] < _STRONG_ENOUGH or _besides(password, known) < _BESIDES
    return PasswordWeakness.EASY_TO_GUESS if is_easy else None


def _besides(password: str, known: Collection[str]) -> int:
    """How many letters and digits a password has besides words that others know."""
    words = sorted({word.lower() for word in known if len(word) >= _SHORTEST_WORD}, key=len, reverse=True)
    rest = re.sub("|".join(map(re.escape, words)), "", password.lower())
    return sum(letter.isalnum() for letter in rest)


def totp_step(secret: str, typed: str, now: datetime, last_step: int) -> int | None:
    """The step of thirty seconds (counted from the Unix epoch) to which a TOTP number belongs.

    None where the number is wrong, too old or too new, or its step is not after `last_step`, the last used.
    """
    import pyotp

    totp, seconds = pyotp.TOTP(secret, interval=STEP_SECONDS), int(now.timestamp())
    first, last = (seconds - _GRACE_SECONDS) // STEP_SECONDS, (seconds + _GRACE_SECONDS) // STEP_SECONDS
    found = None
    # Each is compared, so that how long it takes says nothing.
    for step in range(first, last + 1):
        is_right = secrets.compare_digest(totp.at(step * STEP_SECONDS).encode(), typed.encode())
        if is_right and step > last_step:
            found = step
    return found


def is_totp_number(typed: str) -> bool:
    """Whether what was typed looks like a number of the app. If not, it is taken for a recovery code."""
    return len(typed) == TOTP_DIGITS and typed.isdecimal()


def find_invitation_code(typed: str) -> str:
    """The code of an invitation in what was typed, which may be the whole message that brought it."""
    found = _INVITATION.search(in_ascii(typed))
    return "".join(found.groups()) if found else normalise_code(typed)


def random_code(length: int) -> str:
    """A random code of so many letters and digits, none of which looks like another."""
    return "".join(secrets.choice(_CHARACTERS) for _ in range(length))


def in_groups(code: str, size: int, between: str = "-") -> str:
    """A code in groups of `size` characters, easy to read out and to type: XXXX-XXXX-XXXX."""
    return between.join(code[at : at + size] for at in range(0, len(code), size))
