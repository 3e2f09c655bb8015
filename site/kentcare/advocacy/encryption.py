"""The advocacy service's own key. Only its models.py and records.py may import this: see pyproject.toml."""

import os
from collections.abc import Collection
from pathlib import Path

from cryptography.fernet import MultiFernet
from flask import current_app

from kentcare import config
from kentcare.config import development_secret
from kentcare.core.encryption import cipher as cipher_of
from kentcare.core.encryption import keyed_hash

_SETTING = "ADVOCACY_KEY"
PURPOSE = "kentcare advocacy case"


def _keys_set() -> tuple[str, ...]:
    """The keys in the setting: the one that encrypts, then those that only decrypt."""
    return tuple(key for key in os.environ.get(_SETTING, "").split(",") if key)


def _keys() -> tuple[str, ...]:
    """The charity's keys; on a developer's machine, one made for it.

    Raises KeyError where production has none, or where one is a secret of the site itself.
    """
    keys = _keys_set()
    if not set(keys).isdisjoint(_site_secrets()):
        # Whoever runs the site could decrypt what the charity holds.
        raise KeyError(f"{_SETTING} must not be the site's own secret")
    if keys:
        return keys
    if os.environ.get("KENTCARE_ENV") == "production":
        raise KeyError(f"{_SETTING} must be set")
    return (development_secret(Path(current_app.instance_path), "advocacy_key"),)


def is_set() -> bool:
    """Whether the advocacy service has set a key of its own."""
    return bool(os.environ.get(_SETTING))


def is_weak() -> bool:
    """Whether the key that encrypts is too short, or has too few different characters."""
    return any(config.is_weak(key) for key in _keys_set()[:1])


def is_one_of(others: Collection[str]) -> bool:
    """Whether one of these secrets is a key of the advocacy service."""
    return not set(others).isdisjoint(_keys_set())


def _site_secrets() -> set[str]:
    config = current_app.config
    return {config.get("SECRET_KEY") or "", *(config.get("SECRET_KEY_FALLBACKS") or ())}


def cipher(purpose: str = PURPOSE) -> MultiFernet:
    """Encrypts and decrypts what a young person tells an advocate.

    Raises KeyError where no key is set, or where it is the site's own.
    """
    return cipher_of(_keys(), purpose)


def person_hash(account: str) -> str:
    """The keyed hash by which whoever has the key finds the cases of an account, given by its ref."""
    return person_hashes(account)[0]


def person_hashes(account: str) -> list[str]:
    """The hash of an account under the key of today and under each earlier key, the newest first."""
    return [keyed_hash(key, f"{PURPOSE} person", account) for key in _keys()]
