"""Answers live in one encrypted cookie and nowhere else. (Being signed in is another thing: see signin/.)

The cookie ends with the browser, with `/exit`, or after thirty minutes without use. The server keeps nothing:
the age of the cookie is written inside it, under the seal.
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
_TOKEN = "csrf_token"  # noqa: S105  # the name of a field
_WINDOW, _WINDOW_MEMORY = 12, 5  # of zlib: 4,096 bytes, and what it keeps beside


class SessionTooLarge(ValueError):
    """More was put in the session than a browser would keep."""


class BrowserSession(SecureCookieSession):
    """What this browser carries. `lost` is true when it sent answers that can no longer be opened."""

    lost = False
    # The token of a form is not kept here for somebody signed in: it lasts as long as they stay so.
    has_own_token = True

    def own(self) -> dict[str, object]:
        """What is to be kept in the cookie."""
        return {name: value for name, value in self.items() if name != _TOKEN or self.has_own_token}


class EncryptedCookie(SessionInterface):
    def __init__(self, settings: Settings) -> None:
        self.https = settings.https
        # A name that begins __Host- is a promise the browser keeps: this host only, https only.
        self.name = "__Host-answers" if settings.https else "answers"
        self.sign_in_name = "__Host-session" if settings.https else "session"
        # Behind it a long form is kept for a day, where nobody is signed in: see drafts/browser.py.
        self.draft_name = "__Host-draft" if settings.https else "draft"
        self._secret = settings.secret_key
        self.box = cipher(settings.secrets, "kentcare browser session")

    def open_session(self, app: Flask, request: Request) -> BrowserSession:
        g.browser_session = opened = self._open(request)
        if token := request.cookies.get(self.sign_in_name) or request.cookies.get(self.draft_name):
            self.tie_forms_to(token, opened)
        return opened

    def tie_forms_to(self, token: str, opened: BrowserSession | None = None) -> None:
        """The token of each form on this page lasts as long as this other cookie does."""
        opened = opened or cast(BrowserSession, g.browser_session)
        # Straight into the dictionary: it was not looked at, and is not to be sent.
        dict.__setitem__(opened, _TOKEN, keyed_hash(self._secret, "kentcare form token", token))
        opened.has_own_token = False

    def _open(self, request: Request) -> BrowserSession:
        sealed = request.cookies.get(self.name)
        if not sealed:
            return BrowserSession()
        try:
            return BrowserSession(self.unseal(sealed))
        except (InvalidToken, ValueError, zlib.error):
            nothing = BrowserSession()
            nothing.lost = True
            return nothing

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not (session.accessed or session.modified):
            return
        response.vary.add("Cookie")
        if own := cast(BrowserSession, session).own():
            # Sealed afresh each time it is used, which is what starts the thirty minutes again.
            response.set_cookie(self.name, self.seal(own), secure=self.https, httponly=True, samesite="Lax")
        elif self.name in request.cookies and (session.modified or getattr(session, "lost", False)):
            self.forget(response)

    def forget(self, response: AnyResponse) -> None:
        response.delete_cookie(self.name, secure=self.https, httponly=True, samesite="Lax")

    def seal(self, session: Mapping[str, object]) -> str:
        # A small window, for little text: to lay out the usual one takes longer than the packing.
        packer = zlib.compressobj(9, wbits=_WINDOW, memLevel=_WINDOW_MEMORY)
        packed = packer.compress(msgspec.json.encode(dict(session))) + packer.flush()
        sealed = self.box.encrypt(packed).decode("ascii")
        if len(sealed) > _LARGEST:
            raise SessionTooLarge(f"{len(sealed)} bytes; a browser keeps {_LARGEST}")
        return sealed

    def unseal(self, sealed: str) -> dict[str, object]:
        packed = self.box.decrypt(sealed.encode("utf-8", "replace"), ttl=IDLE_SECONDS)
        return msgspec.json.decode(zlib.decompress(packed), type=dict[str, object])


def cookie() -> EncryptedCookie:
    interface = current_app.session_interface
    if not isinstance(interface, EncryptedCookie):
        raise TypeError(f"{interface!r} would not encrypt")
    return interface


def is_in_use() -> bool:
    """Whether this request has looked at the session. Asking through flask.session would itself be a look."""
    opened: BrowserSession = g.browser_session
    return opened.accessed or opened.modified


def was_lost() -> bool:
    """This browser brought answers that are too old to open, or that were not sealed by this site."""
    return bool(getattr(session, "lost", False))


def holds_answers() -> bool:
    """There is more here than the token that guards the forms."""
    return any(name != _TOKEN for name in session)


def has_room() -> bool:
    """The session as it stands would fit in a cookie. Ask before keeping a long list."""
    try:
        cookie().seal(cast(BrowserSession, session).own())
    except SessionTooLarge:
        return False
    return True
