"""Who is signed in with this browser, and the check of roles before each page that is not public.

Flask-Login tells the rest of the site who is looking. It does not keep the session: its own session is a
cookie that cannot be ended from elsewhere (docs/decisions/0010-signing-in.md).
"""

from contextlib import suppress
from datetime import timedelta
from functools import partial

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    request,
    session,
    url_for,
)
from flask_login import AnonymousUserMixin, LoginManager
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.core.clock import now
from kentcare.db.refused import CannotSave
from kentcare.db.soon import soon
from kentcare.services.long_forms import after_session
from kentcare.services.long_forms.posted import is_autosave, is_stop
from kentcare.sign_in.codes.records import Throttled
from kentcare.sign_in.sessions import records, typed
from kentcare.sign_in.sessions.records import ActiveSession
from kentcare.sign_in.throttling import known_browser
from kentcare.web import site_data
from kentcare.web.access import audience_of, is_public, set_gate
from kentcare.web.language import ngettext
from kentcare.web.limits import tighten
from kentcare.web.origin import SAFE_METHODS
from kentcare.web.page import is_fragment
from kentcare.web.session import cookie

# Recording the moment with every page would make every reader a writer.
_MARK_SEEN_EVERY = timedelta(seconds=60)
# The views at which somebody might guess codes or passwords.
RATE_LIMITED_ENDPOINTS = (
    *("sessions.take_address", "sessions.send_again", "sessions.take_code", "sessions.take_birthday"),
    *("staff.take_password", "staff.take_second", "staff.take_invitation"),
    *("staff.ask_passkey", "staff.take_passkey", "sso.take_answer"),
)
# Keys of the browser's encrypted cookie: the path that somebody wanted before they signed in, which is never
# taken from an address; and whether a form that they sent meanwhile was kept for them.
_NEXT, _KEPT = "next", "kept"


class SessionLoginManager(LoginManager):
    """Flask-Login over the sessions of this room.

    The methods that it replaces would read the cookie of the answers, which would then be sent again with
    every page.
    """

    def _load_user(self) -> None:
        found = current_session()
        self._update_request_context_with_user(found.viewer if found else None)

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


def use_sign_in(app: Flask) -> None:
    """Check who is signed in before each page that is not public, and limit guessing."""
    manager = SessionLoginManager()
    manager.anonymous_user = AnonymousUserMixin
    manager.init_app(app, add_context_processor=False)
    set_gate(app, require_role)
    # Whoever guesses for many people at once is slowed by where they do it from; nobody is ever locked out.
    tighten(app, "300 per 10 minutes", RATE_LIMITED_ENDPOINTS)
    app.extensions.setdefault("kentcare_leaving", []).append(sign_out)


def too_many_requests(limit: Throttled) -> TooManyRequests:
    """The 429 error whose page says how long to wait."""
    return TooManyRequests(retry_after=max(1, round((limit.until - now()).total_seconds())))


def current_session() -> ActiveSession | None:
    """The session of this browser, or None where it has none or the session is over."""
    if "current_session" not in g:
        token = request.cookies.get(cookie().sign_in_name)
        g.current_session = records.find(token, now()) if token else None
    found: ActiveSession | None = g.current_session
    return found


def require_role(roles: frozenset[str]) -> AnyResponse | None:
    """The authentication gate: None for somebody who holds one of the roles, who then sees the page.

    Anybody who is not signed in gets the response that leads them to do so; whoever is, without one of the
    roles, gets a 403, which is recorded.
    """
    found = current_session()
    if found is None:
        return _to_sign_in()
    if roles.isdisjoint(found.viewer.roles):
        audit.note(Action.REFUSED, found.viewer, kind="page", about=request.endpoint)
        abort(403)
    if now() - found.seen_at >= _MARK_SEEN_EVERY:
        # While the database takes no changes, people may still read.
        with suppress(CannotSave):
            records.mark_seen(found.id, now())
    return None


def _to_sign_in() -> AnyResponse:
    where = url_for("sessions.ask_address")
    if is_fragment():
        if request.method not in SAFE_METHODS:
            _keep_typed()
        # A sign-in page has no place in the middle of another page.
        response = make_response("", 401)
        response.mimetype = "text/plain"
        response.headers["HX-Redirect"] = where
        return response
    if request.method not in SAFE_METHODS:
        if _keep_typed():
            return redirect(where, 303)
        return _keep_form() or abort(401)
    if request.endpoint and not is_public(current_app, request.endpoint):
        session[_NEXT] = request.path
    return redirect(where, 303)


def _viewer_before() -> Viewer | None:
    """Whoever's session ended by itself in this browser, if they may open this page."""
    token = request.cookies.get(cookie().sign_in_name)
    over = records.find(token, now(), is_over=True) if token else None
    return _if_allowed(over.viewer if over else None)


def _viewer_leaving() -> Viewer | None:
    """Whoever left just now while their browser kept a press of the red button, if they may open this."""
    token = request.cookies.get(cookie().sign_in_name)
    return _if_allowed(records.find_leaving(token, now()) if token else None)


def _if_allowed(viewer: Viewer | None) -> Viewer | None:
    audience = audience_of(current_app, request.endpoint or "")
    if viewer is None or not isinstance(audience, frozenset) or audience.isdisjoint(viewer.roles):
        return None
    return viewer


def _keep_typed() -> bool:
    """Keep a short form that is sent when the session is over, in the browser of whoever typed it."""
    was = _viewer_before()
    then = typed.keep_typed(was) if was else None
    if then is None:
        return False
    session[_NEXT] = then
    return True


def _keep_form() -> AnyResponse | None:
    """Keep a long form that is sent when the session is over, for whoever wrote it.

    None where nothing is kept, as where the session did not end by itself: for somebody who signed out, here
    or elsewhere, nothing is kept.
    """
    was = _viewer_before()
    if was is None:
        return _note_press_on_its_way()
    kept = after_session.keep_for_later(was)
    if is_autosave() and kept.is_stop_noted:
        return after_session.say_signed_out(kept, url_for("sessions.ask_address"))
    if kept.show_at is None:
        return None
    session[_NEXT] = kept.show_at
    if is_autosave():
        return after_session.say_signed_out(kept, url_for("sessions.ask_address"))
    session[_KEPT] = True
    # A stop says whom to ring, which comes before the sign-in: the 401 page says it.
    return None if is_stop() else redirect(url_for("sessions.ask_address"), 303)


def _note_press_on_its_way() -> AnyResponse | None:
    """Note a press of the red button that the exit overtook, and nothing else that came with it."""
    if not (is_stop() and is_autosave()):
        return None
    was = _viewer_leaving()
    kept = after_session.note_press(was) if was else None
    return after_session.say_signed_out(kept, url_for("sessions.ask_address")) if kept else None


def has_kept_form() -> bool:
    """Whether the form that this browser sent last was kept until its owner is signed in again."""
    return bool(session.get(_KEPT))


def _next_address() -> str:
    """Where somebody wanted to go, or their own first page."""
    return str(session.pop(_NEXT, "")) or url_for("portal.go_home")


def sign_in(account: int, how: str, attempt: str | None = None) -> AnyResponse | None:
    """Sign somebody in with this browser, under a new token, and redirect them to where they wanted to go.

    None where the account is closed or suspended, or `attempt` was used before. `how` is for the audit trail.
    """
    old = request.cookies.get(cookie().sign_in_name)
    token = records.begin(account, how=how, device=_device_name(), now=now(), attempt=attempt)
    if token is None:
        return None
    if old:
        records.end(old)
    response = redirect(_next_address(), 303)
    for name in ("attempt", "csrf_token", _KEPT):
        session.pop(name, None)
    response.set_cookie(cookie().sign_in_name, token, secure=cookie().https, httponly=True, samesite="Lax")
    person = accounts.by_id(account)
    if person and person.is_staff and person.email:
        known_browser.remember(response, Address("email", person.email))
    g.pop("current_session", None)
    _show_elsewhere(token)
    return response


def _show_elsewhere(token: str) -> None:
    """Say on the next page where else this account is signed in: its owner may not know of it."""
    here = records.find(token, now())
    others = [one for one in records.sessions_of(here.viewer, now()) if one.ref != here.ref] if here else []
    if others:
        flash(
            ngettext(
                "You are signed in on another device, too. Look under “My account” if you know it.",
                "You are signed in on %(num)s other devices, too. Look under “My account” if you know them.",
                len(others),
            )
        )


def sign_out(response: AnyResponse) -> None:
    """End the session of this browser, if it has one, and remove its cookie with the response.

    Nobody who leaves waits for the database: where it takes no changes, the session ends as soon as it does.
    A press of the red button that is on its way may arrive after that: it is still taken as theirs, and the
    cookie stays for those seconds, as a browser adds it only when it sends.
    """
    if token := request.cookies.get(cookie().sign_in_name):
        is_press_kept = site_data.keeps_press()
        soon(partial(records.leave, token, now()) if is_press_kept else partial(records.end, token))
        response.set_cookie(
            cookie().sign_in_name,
            token if is_press_kept else "",
            max_age=records.ON_ITS_WAY if is_press_kept else 0,
            secure=cookie().https,
            httponly=True,
            samesite="Lax",
        )
    g.pop("current_session", None)


def _device_name() -> str:
    """The browser and the system of this request, as in "Firefox, Android"."""
    from ua_parser import parse

    found = parse(request.headers.get("User-Agent", "")[:500])
    parts = (found.user_agent, found.os)
    return ", ".join(part.family for part in parts if part)
