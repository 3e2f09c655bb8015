"""Who is signed in with this browser, and what happens to whoever may not come in.

Flask-Login tells the rest of the site who is looking. It does not keep the session: its own way is a cookie
that cannot be ended from elsewhere. decisions/0010-signing-in.md says more.
"""

from contextlib import suppress
from datetime import timedelta

from flask import Flask, Response, abort, current_app, g, make_response, redirect, request, session, url_for
from flask_login import AnonymousUserMixin, LoginManager
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.core.clock import now
from kentcare.db.refused import CannotSave
from kentcare.services.long_forms import after_session
from kentcare.services.long_forms.posted import is_autosave, is_stop
from kentcare.sign_in.codes.records import HasToWait
from kentcare.sign_in.sessions import records
from kentcare.sign_in.sessions.records import Signed
from kentcare.web.access import audience_of, is_public, set_doorkeeper
from kentcare.web.limits import tighten
from kentcare.web.origin import SAFE_METHODS
from kentcare.web.page import is_fragment
from kentcare.web.session import cookie

# To write the moment down with every page would make every reader a writer.
_WRITE_EVERY = timedelta(seconds=60)
RATE_LIMITED_ENDPOINTS = (
    *("sessions.take_address", "sessions.send_again", "sessions.take_code", "sessions.take_birthday"),
    *("staff.take_password", "staff.take_second", "staff.take_invitation"),
    *("staff.ask_passkey", "staff.take_passkey", "sso.take_answer"),
)
# Where somebody wanted to go before they signed in: a path of ours, under seal, never taken from an address.
_NEXT = "next"
# Whether what they sent is kept for them meanwhile.
_KEPT = "kept"


class SignedIn(LoginManager):
    """Flask-Login over our own sessions.

    Both of these would look into the cookie of the answers, which would then be sent again with every page.
    """

    def _load_user(self) -> None:
        found = signed()
        self._update_request_context_with_user(found.viewer if found else None)

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


def use_sign_in(app: Flask) -> None:
    """Put the doorkeeper at every door."""
    manager = SignedIn()
    manager.anonymous_user = AnonymousUserMixin
    manager.init_app(app, add_context_processor=False)
    set_doorkeeper(app, let_in)
    # Whoever guesses for many people at once is slowed by where they do it from; nobody is ever locked out.
    tighten(app, "300 per 10 minutes", RATE_LIMITED_ENDPOINTS)
    app.extensions.setdefault("kentcare_leaving", []).append(sign_out)


def too_soon(slowed: HasToWait) -> TooManyRequests:
    """The page that says how long somebody waits."""
    return TooManyRequests(retry_after=max(1, round((slowed.until - now()).total_seconds())))


def signed() -> Signed | None:
    """The session of this browser, if it has one that is not over."""
    if "signed" not in g:
        token = request.cookies.get(cookie().sign_in_name)
        g.signed = records.find(token, now()) if token else None
    found: Signed | None = g.signed
    return found


def let_in(roles: frozenset[str]) -> AnyResponse | None:
    """Nothing for somebody with one of the roles; for anybody else, what they see instead."""
    found = signed()
    if found is None:
        return _to_sign_in()
    if roles.isdisjoint(found.viewer.roles):
        audit.note(Action.REFUSED, found.viewer, kind="page", about=request.endpoint)
        abort(403)
    if now() - found.seen_at >= _WRITE_EVERY:
        # Where nothing can be saved just now, somebody may read all the same.
        with suppress(CannotSave):
            records.seen(found.id, now())
    return None


def _to_sign_in() -> AnyResponse:
    where = url_for("sessions.ask_address")
    if is_fragment():
        # A sign-in page has no place in the middle of another page.
        response = make_response("", 401)
        response.mimetype = "text/plain"
        response.headers["HX-Redirect"] = where
        return response
    if request.method not in SAFE_METHODS:
        return _keep_for_later() or abort(401)
    if request.endpoint and not is_public(current_app, request.endpoint):
        session[_NEXT] = request.path
    return redirect(where, 303)


def _keep_for_later() -> AnyResponse | None:
    """A long form that is sent when the session is over is kept for whoever wrote it.

    Only where the session ended by itself. Who signed out, here or elsewhere, has nothing kept any more.
    """
    token = request.cookies.get(cookie().sign_in_name)
    over = records.find(token, now(), is_over=True) if token else None
    audience = audience_of(current_app, request.endpoint or "")
    if over is None or not isinstance(audience, frozenset) or audience.isdisjoint(over.viewer.roles):
        return None
    then = after_session.keep_for_later(over.viewer)
    if then is None:
        return None
    session[_NEXT] = then
    if is_autosave():
        return after_session.say_signed_out(url_for("sessions.ask_address"))
    session[_KEPT] = True
    # Whom to ring comes before the sign-in: the error says it.
    return None if is_stop() else redirect(url_for("sessions.ask_address"), 303)


def was_kept() -> bool:
    """What somebody sent last waits for them behind the sign-in."""
    return bool(session.get(_KEPT))


def where_to() -> str:
    """Where somebody wanted to go, or their own first page."""
    return str(session.pop(_NEXT, "")) or url_for("portal.go_home")


def begin(account: int, how: str, attempt: str | None = None) -> AnyResponse | None:
    """Sign somebody in with this browser, under a new token, and lead them on. None where that cannot be."""
    old = request.cookies.get(cookie().sign_in_name)
    token = records.begin(account, how=how, device=device(), now=now(), attempt=attempt)
    if token is None:
        return None
    if old:
        records.end(old)
    response = redirect(where_to(), 303)
    for name in ("attempt", "csrf_token", _KEPT):
        session.pop(name, None)
    response.set_cookie(cookie().sign_in_name, token, secure=cookie().https, httponly=True, samesite="Lax")
    g.pop("signed", None)
    return response


def sign_out(response: AnyResponse) -> None:
    """End the session of this browser, whatever it was."""
    if token := request.cookies.get(cookie().sign_in_name):
        records.end(token)
        response.delete_cookie(cookie().sign_in_name, secure=cookie().https, httponly=True, samesite="Lax")
    g.pop("signed", None)


def device() -> str:
    """The browser and the system, as in "Firefox, Android"."""
    from ua_parser import parse

    found = parse(request.headers.get("User-Agent", "")[:500])
    parts = (found.user_agent, found.os)
    return ", ".join(part.family for part in parts if part)
