"""A browser with which a colleague has signed in before, so that strangers' guesses do not keep them out.

It holds a cookie that names nobody: encrypted, a keyed hash of the e-mail address and a random number. It
opens nothing. Young people and Hosts get none: a phone may be shared, and must not say that somebody signed
in here.
"""

import secrets

from cryptography.fernet import InvalidToken
from flask import has_request_context, request
from werkzeug.wrappers import Response

from kentcare.accounts.accounts.addresses import Address
from kentcare.core.encryption import app_cipher, app_keyed_hash
from kentcare.web.session import cookie

_LASTS = 90 * 24 * 60 * 60  # seconds
_PURPOSE = "kentcare known browser"


def remember(response: Response, address: Address) -> None:
    """Let this browser be known for an address, whose owner has just signed in with it."""
    token = app_cipher(_PURPOSE).encrypt(f"{_hash_of(address)} {secrets.token_hex(16)}".encode()).decode()
    response.set_cookie(
        cookie().known_name, token, max_age=_LASTS, secure=cookie().https, httponly=True, samesite="Lax"
    )


def known_as(address: Address) -> str | None:
    """The name of this browser, if the owner of an address has signed in with it lately; None otherwise."""
    token = request.cookies.get(cookie().known_name) if has_request_context() else None
    if not token:
        return None
    try:
        found = app_cipher(_PURPOSE).decrypt(token.encode("utf-8", "replace"), ttl=_LASTS).decode()
    except InvalidToken:
        return None
    of, _, name = found.partition(" ")
    return name if secrets.compare_digest(of, _hash_of(address)) else None


def _hash_of(address: Address) -> str:
    return app_keyed_hash(_PURPOSE, address.value)
