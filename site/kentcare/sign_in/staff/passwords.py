"""Password hashes: even whoever has the database must guess each password, and each guess takes long."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kentcare.sign_in.staff.rules import LONGEST, normalise_password

# argon2-cffi's defaults, RFC 9106's second choice. When they change, each password is hashed again as it is
# used.
_HASHER = PasswordHasher()


@cache
def _placeholder_hash() -> str:
    """A hash to verify against where there is no password, so that it takes as long."""
    return _HASHER.hash("nobody's")


def hash_password(password: str) -> str:
    """The Argon2id hash of a password, for the database."""
    return _HASHER.hash(normalise_password(password))


def is_right(hashed: str | None, typed: str) -> bool:
    """Whether what was typed is the password of a hash. Without a hash it is not, which takes as long."""
    typed = normalise_password(typed[: LONGEST * 4])
    try:
        _HASHER.verify(hashed or _placeholder_hash(), typed)
    except (VerificationError, InvalidHashError):
        return False
    return hashed is not None


def needs_rehash(hashed: str) -> bool:
    """Whether a hash was made with other parameters than those of today."""
    return _HASHER.check_needs_rehash(hashed)
