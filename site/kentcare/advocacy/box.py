"""The advocacy service's own key. Only advocacy/records.py may import this: pyproject.toml says so."""

import os
from pathlib import Path

from cryptography.fernet import MultiFernet
from flask import current_app

from kentcare.config import development_secret
from kentcare.sealing import box, mark

_NAME = "ADVOCACY_KEY"
_PURPOSE = "kentcare advocacy case"


def _secrets() -> tuple[str, ...]:
    """The charity's, and never the site's own. On a developer's machine, one made for it."""
    words = tuple(word for word in os.environ.get(_NAME, "").split(",") if word)
    if words:
        return words
    if os.environ.get("KENTCARE_ENV") == "production":
        raise KeyError(f"{_NAME} must be set")
    return (development_secret(Path(current_app.instance_path), "advocacy_key"),)


def sealed() -> MultiFernet:
    """Seals and opens what a young person tells an advocate. Raises KeyError where production has no key."""
    return box(_secrets(), _PURPOSE)


def person_mark(account: str) -> str:
    """Finds the cases of one person, for whoever has the key."""
    return mark(_secrets()[0], f"{_PURPOSE} person", account)
