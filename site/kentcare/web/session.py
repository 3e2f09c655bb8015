"""The checker's answers live in one encrypted cookie and nowhere else. Sign-in has a session of its own.

The cookie ends with the browser, with `/exit`, or after thirty minutes without use. The server keeps nothing:
the age of the cookie is part of what is encrypted.
"""

import zlib
from collections.abc import Mapping
from typing import cast

import msgspec
from cryptography.fernet import InvalidToken
from flask import Flask, Request, Response, current_app, g, request, session
from flask.sessions import SecureCookieSession, SessionInterface, SessionMixin
from werkzeug.wrappers import Response as AnyResponse

from kentcare.config import Settings
from kentcare.core.encryption import cipher, keyed_hash

IDLE_SECONDS = 30 * 60
# Browsers drop a cookie over 4,096 bytes, name and attributes included, and say nothing.
_LARGEST = 3_900
# Set by the exit's script before it goes, and removed by /exit: it stays only where the browser was offline.
LEFT = "left"
_TOKEN = "csrf_token"  # noqa: S105  # the name of a field
_WINDOW, _WINDOW_MEMORY = 12, 5  # of zlib: 4,096 bytes, and what it keeps beside


class SessionTooLarge(ValueError):
    """The session holds more than fits in a cookie that browsers accept."""


class BrowserSession(SecureCookieSession):
    """The session of one browser. `lost` is true when it sent answers that can no longer be decrypted."""

    lost = False
    # The token of a form is not kept here for somebody signed in: it lasts as long as they stay so.
    has_own_token = True

    def own(self) -> dict[str, object]:
        """The items to store in the cookie: all but a CSRF token that belongs to another cookie."""
        return {name: value for name, value in self.items() if name != _TOKEN or self.has_own_token}


class EncryptedCookie(SessionInterface):
    """Flask's session in one encrypted, compressed cookie."""

    def __init__(self, settings: Settings) -> None:
        self.https = settings.https
        # A name that begins __Host- is a promise the browser keeps: this host only, https only.
        self.name = "__Host-answers" if settings.https else "answers"
        self.sign_in_name = "__Host-session" if settings.https else "session"
        # Finds the draft of a long form for a day, where nobody is signed in: services/long_forms/browser.py.
        self.draft_name = "__Host-draft" if settings.https else "draft"
        # Says that a colleague has signed in with this browser: sign_in/throttling/known_browser.py.
        self.known_name = "__Host-known" if settings.https else "known"
        self._secret = settings.secret_key
        self.cipher = cipher(settings.secrets, "kentcare browser session")

    def open_session(self, app: Flask, request: Request) -> BrowserSession:
        g.browser_session = opened = self._open(request)
        if token := request.cookies.get(self.sign_in_name) or request.cookies.get(self.draft_name):
            self.tie_forms_to(token, opened)
        return opened

    def tie_forms_to(self, token: str, opened: BrowserSession | None = None) -> None:
        """Derive the CSRF token of this page's forms from another cookie, to last as long as that one."""
        opened = opened or cast(BrowserSession, g.browser_session)
        # Straight into the dictionary, so that the session counts neither as accessed nor as modified.
        dict.__setitem__(opened, _TOKEN, keyed_hash(self._secret, "kentcare form token", token))
        opened.has_own_token = False

    def _open(self, request: Request) -> BrowserSession:
        encrypted = request.cookies.get(self.name)
        if not encrypted:
            return BrowserSession()
        try:
            return BrowserSession(self.decrypt(encrypted))
        except (InvalidToken, ValueError, zlib.error):
            nothing = BrowserSession()
            nothing.lost = True
            return nothing

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not (session.accessed or session.modified):
            return
        response.vary.add("Cookie")
        if own := cast(BrowserSession, session).own():
            # Encrypted anew at each use, which starts the thirty minutes again.
            response.set_cookie(
                self.name, self.encrypt(own), secure=self.https, httponly=True, samesite="Lax"
            )
        elif self.name in request.cookies and (session.modified or getattr(session, "lost", False)):
            self.forget(response)

    def forget(self, response: AnyResponse) -> None:
        response.delete_cookie(self.name, secure=self.https, httponly=True, samesite="Lax")

    def encrypt(self, session: Mapping[str, object]) -> str:
        # Small window for short text: allocating the usual one takes longer than the packing.
        packer = zlib.compressobj(9, wbits=_WINDOW, memLevel=_WINDOW_MEMORY)
        packed = packer.compress(msgspec.json.encode(dict(session))) + packer.flush()
        encrypted = self.cipher.encrypt(packed).decode("ascii")
        if len(encrypted) > _LARGEST:
            raise SessionTooLarge(f"{len(encrypted)} bytes; a browser keeps {_LARGEST}")
        return encrypted

    def decrypt(self, encrypted: str) -> dict[str, object]:
        packed = self.cipher.decrypt(encrypted.encode("utf-8", "replace"), ttl=IDLE_SECONDS)
        return msgspec.json.decode(zlib.decompress(packed), type=dict[str, object])


def cookie() -> EncryptedCookie:
    interface = current_app.session_interface
    if not isinstance(interface, EncryptedCookie):
        raise TypeError(f"{interface!r} would not encrypt")
    return interface


def is_in_use() -> bool:
    """Whether this request used the session. Asking through flask.session would itself count as use."""
    opened: BrowserSession = g.browser_session
    return opened.accessed or opened.modified


def was_lost() -> bool:
    """Whether this browser sent answers that are too old, or that this site did not encrypt."""
    return bool(getattr(session, "lost", False))


def holds_answers() -> bool:
    """Whether the session holds anything but the CSRF token."""
    return any(name != _TOKEN for name in session)


def has_room() -> bool:
    """Whether the session fits in a cookie as it stands. Ask before storing a long list."""
    try:
        cookie().encrypt(cast(BrowserSession, session).own())
    except SessionTooLarge:
        return False
    return True
