"""Seals what must not be read by whoever finds the database, each purpose under a key of its own."""

import base64
import hashlib
import hmac
from collections.abc import Iterable

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


def cipher(secrets: Iterable[str], purpose: str) -> MultiFernet:
    """Seals with the first secret and opens with any. What one purpose sealed, another cannot open."""
    return MultiFernet([Fernet(base64.urlsafe_b64encode(derive_key(secret, purpose))) for secret in secrets])


def derive_key(secret: str, purpose: str) -> bytes:
    """32 bytes that say nothing of the secret, nor of the key of another purpose."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret.encode())


def keyed_hash(secret: str, purpose: str, words: str) -> str:
    """The same mark for the same words, from which nobody without the secret can tell the words."""
    return hmac.new(derive_key(secret, purpose), words.encode(), hashlib.sha256).hexdigest()


def app_secrets() -> tuple[str, ...]:
    """The application's own: the one that seals, then those that still open."""
    return (current_app.config["SECRET_KEY"], *(current_app.config.get("SECRET_KEY_FALLBACKS") or ()))


def app_cipher(purpose: str) -> MultiFernet:
    """Raises KeyError where the application has no secret."""
    return cipher(app_secrets(), purpose)


def app_keyed_hash(purpose: str, words: str) -> str:
    """The same, of `mark`."""
    return keyed_hash(current_app.config["SECRET_KEY"], purpose, words)
