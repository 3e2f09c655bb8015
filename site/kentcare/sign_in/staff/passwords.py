"""Passwords are kept so that even whoever has the database must guess each, and each guess takes long."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kentcare.sign_in.staff.rules import LONGEST, plain

# argon2-cffi's own choice, RFC 9106's second: when it changes, each password is hashed again as it is used.
_HASHER = PasswordHasher()


@cache
def _nobody_s() -> str:
    """Looked at where there is no password, so that it takes as long."""
    return _HASHER.hash("nobody's")


def hashed(password: str) -> str:
    return _HASHER.hash(plain(password))


def is_right(kept: str | None, typed: str) -> bool:
    """`kept` is None where there is nothing to compare it with. It takes as long, and is wrong."""
    typed = plain(typed[: LONGEST * 4])
    try:
        _HASHER.verify(kept or _nobody_s(), typed)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_out_of_date(kept: str) -> bool:
    """It was made in an older way."""
    return _HASHER.check_needs_rehash(kept)
