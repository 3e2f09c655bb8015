"""What a good password is, which number of an app is right, and how codes to be typed look."""

import secrets
import unicodedata
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import Enum

SHORTEST, LONGEST = 12, 128
# Of zxcvbn's five, 0 to 4: 3 is "safely unguessable" for whoever has stolen the list of them.
_STRONG_ENOUGH = 3
# What it looks at. More takes it long, and a password that begins well enough is good enough.
_MOST_LOOKED_AT = 72

STEP_SECONDS = 30
# Somebody types slowly, or their telephone's clock is out: the numbers before and after are right, too.
_STEPS_EACH_WAY = 1
APP_DIGITS = 6

# No letter that looks like another, and no vowel that makes a word.
_SIGNS = "23456789BCDFGHJKLMNPQRSTVWXYZ"
INVITATION_SIGNS = 12
RECOVERY_SIGNS = 10
RECOVERY_CODES = 10

# For so long after signing in, nobody is asked for their password again.
JUST_CAME_IN = timedelta(minutes=10)


class Weak(Enum):
    """Why a password will not do."""

    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    EASY_TO_GUESS = "easy to guess"


def plain(password: str) -> str:
    """The same however a keyboard puts its accents together."""
    return unicodedata.normalize("NFKC", password)


def weakness(password: str, about_them: Collection[str]) -> Weak | None:
    """Why this password will not do for somebody of whom everybody knows these words."""
    password = plain(password)
    if len(password) < SHORTEST:
        return Weak.TOO_SHORT
    if len(password) > LONGEST:
        return Weak.TOO_LONG
    # Loaded when somebody chooses one: it brings long lists of words.
    from zxcvbn import zxcvbn

    known = [
        part for words in about_them for part in (words, *words.replace("@", " ").replace(".", " ").split())
    ]
    found = zxcvbn(password[:_MOST_LOOKED_AT], user_inputs=known)
    return Weak.EASY_TO_GUESS if found["score"] < _STRONG_ENOUGH else None


def step_of(secret: str, typed: str, now: datetime, last_step: int) -> int | None:
    """Which thirty seconds this number belongs to. None where it is wrong, old, or was used before."""
    import pyotp

    app, here = pyotp.TOTP(secret, interval=STEP_SECONDS), int(now.timestamp()) // STEP_SECONDS
    found = None
    # All are looked at, so that how long it takes says nothing.
    for step in range(here - _STEPS_EACH_WAY, here + _STEPS_EACH_WAY + 1):
        is_right = secrets.compare_digest(app.at(step * STEP_SECONDS).encode(), typed.encode())
        if is_right and step > last_step:
            found = step
    return found


def is_app_number(typed: str) -> bool:
    """Or else it is meant for a recovery code."""
    return len(typed) == APP_DIGITS and typed.isdecimal()


def new_signs(number: int) -> str:
    """That many letters and digits, by chance."""
    return "".join(secrets.choice(_SIGNS) for _ in range(number))


def in_groups(signs: str, size: int, between: str = "-") -> str:
    """As it is easy to read out and to type: XXXX-XXXX-XXXX."""
    return between.join(signs[at : at + size] for at in range(0, len(signs), size))
