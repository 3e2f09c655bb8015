"""The advocacy service's own key. Only advocacy/records.py may import this: pyproject.toml says so."""

import os
from collections.abc import Collection
from pathlib import Path

from cryptography.fernet import MultiFernet
from flask import current_app

from kentcare.config import development_secret
from kentcare.core.encryption import box, mark

_NAME = "ADVOCACY_KEY"
_PURPOSE = "kentcare advocacy case"


def _words() -> tuple[str, ...]:
    """What the advocacy service has set: the key that seals, then those that still open."""
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


def sealed() -> MultiFernet:
    """Seals and opens what a young person tells an advocate. Raises KeyError where no key will do."""
    return box(_secrets(), _PURPOSE)


def person_mark(account: str) -> str:
    """Finds the cases of one person, for whoever has the key."""
    return person_marks(account)[0]


def person_marks(account: str) -> list[str]:
    """The same, with those under keys from before."""
    return [mark(secret, f"{_PURPOSE} person", account) for secret in _secrets()]
