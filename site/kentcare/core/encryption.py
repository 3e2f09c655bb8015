"""Encryption of what nobody may read who finds the database, each purpose under a key of its own."""

import base64
import hashlib
import hmac
from collections.abc import Iterable

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


def cipher(secrets: Iterable[str], purpose: str) -> MultiFernet:
    """A cipher that encrypts with the first secret and decrypts with any of them.

    What was encrypted for one purpose cannot be decrypted for another.
    """
    return MultiFernet([Fernet(base64.urlsafe_b64encode(derive_key(secret, purpose))) for secret in secrets])


def derive_key(secret: str, purpose: str) -> bytes:
    """A key of 32 bytes (HKDF, SHA-256). It tells neither the secret nor the key of another purpose."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret.encode())


def keyed_hash(secret: str, purpose: str, words: str) -> str:
    """The HMAC of some words in hexadecimal: equal for equal words, and of no use without the secret."""
    return hmac.new(derive_key(secret, purpose), words.encode(), hashlib.sha256).hexdigest()


def app_secrets() -> tuple[str, ...]:
    """The application's secrets: the one that encrypts, then older ones that still decrypt.

    Raises KeyError where the application has none.
    """
    secret = current_app.config["SECRET_KEY"]
    if not secret:  # Flask sets it to None
        raise KeyError("SECRET_KEY")
    return (secret, *(current_app.config.get("SECRET_KEY_FALLBACKS") or ()))


def app_cipher(purpose: str) -> MultiFernet:
    """The cipher of a purpose under the application's secrets. Raises KeyError where it has none."""
    return cipher(app_secrets(), purpose)


def app_keyed_hash(purpose: str, words: str) -> str:
    """The keyed hash of some words under the application's first secret.

    Raises KeyError where it has none.
    """
    return keyed_hash(app_secrets()[0], purpose, words)
