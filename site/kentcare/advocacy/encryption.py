"""The advocacy service's own key. Only advocacy/records.py may import this: pyproject.toml says so."""

import os
from collections.abc import Collection
from pathlib import Path

from cryptography.fernet import MultiFernet
from flask import current_app

from kentcare.config import development_secret
from kentcare.core.encryption import cipher as cipher_for
from kentcare.core.encryption import keyed_hash

_NAME = "ADVOCACY_KEY"
_PURPOSE = "kentcare advocacy case"


def _words() -> tuple[str, ...]:
    """What the advocacy service has set: the key that encrypts, then those that only decrypt."""
    return tuple(word for word in os.environ.get(_NAME, "").split(",") if word)


def _secrets() -> tuple[str, ...]:
    """The charity's, and never the site's own. On a developer's machine, one made for it."""
    words = _words()
    if not set(words).isdisjoint(_the_site_s_own()):
        # Whoever runs the site could open what the charity holds.
        raise KeyError(f"{_NAME} must not be the site's own secret")
    if words:
        return words
    if os.environ.get("KENTCARE_ENV") == "production":
        raise KeyError(f"{_NAME} must be set")
    return (development_secret(Path(current_app.instance_path), "advocacy_key"),)


def is_set() -> bool:
    """Whether the advocacy service has set a key of its own."""
    return bool(os.environ.get(_NAME))


def is_one_of(others: Collection[str]) -> bool:
    """Whether whoever has these has the advocacy service's key with them."""
    return not set(others).isdisjoint(_words())


def _the_site_s_own() -> set[str]:
    config = current_app.config
    return {config.get("SECRET_KEY") or "", *(config.get("SECRET_KEY_FALLBACKS") or ())}


def cipher() -> MultiFernet:
    """Encrypts and decrypts what a young person tells an advocate.

    Raises KeyError where no key is set, or where it is the site's own.
    """
    return cipher_for(_secrets(), _PURPOSE)


def person_mark(account: str) -> str:
    """Finds the cases of one person, for whoever has the key."""
    return person_marks(account)[0]


def person_marks(account: str) -> list[str]:
    """The marks of one person under the key of today and under each key from before, the newest first."""
    return [keyed_hash(secret, f"{_PURPOSE} person", account) for secret in _secrets()]
