"""Signing in with the council's own account: to its provider, and back."""

import secrets
from dataclasses import asdict
from typing import Any

from flask import Blueprint, abort, redirect, request, session
from werkzeug.wrappers import Response as AnyResponse

from kentcare.core.clock import now
from kentcare.sign_in.sessions import authentication
from kentcare.sign_in.sso import provider as sso
from kentcare.sign_in.sso import records
from kentcare.sign_in.sso.provider import AnswerRefused, AuthorizationRequest, Provider, ProviderIsDown
from kentcare.web.page import render

blueprint = Blueprint("sso", __name__, template_folder="templates")

# The key of the browser's encrypted cookie for the secrets of the request.
_ASKED = "errand"


@blueprint.get("/staff/council")
def go_there() -> AnyResponse:
    """Send somebody to the provider."""
    asked = AuthorizationRequest.new()
    try:
        address = _provider().authorization_url(asked, sso.redirect_uri())
    except ProviderIsDown:
        return _stopped(503)
    session[_ASKED] = asdict(asked)
    return redirect(address, 303)


@blueprint.get("/staff/council/back")
def come_back() -> AnyResponse:
    """Show the button that signs somebody in. The address alone must not: scanners fetch addresses."""
    _provider()
    code, state = (request.args.get(name, "") for name in ("code", "state"))
    if "error" in request.args or not code or not _is_asked_by(session.get(_ASKED), state):
        return _stopped(400)
    return render("sso/continue.html", code=code, state=state)


@blueprint.post("/staff/council/back")
def take_answer() -> AnyResponse:
    """Exchange the code of the provider, and sign in whoever it stands for."""
    provider = _provider()
    code, state = (request.form.get(name, "") for name in ("code", "state"))
    kept = session.pop(_ASKED, None)
    if not code or not _is_asked_by(kept, state):
        return _stopped(400)
    try:
        identity = provider.redeem(code, AuthorizationRequest(**kept), sso.redirect_uri())
    except ProviderIsDown:
        return _stopped(503)
    except AnswerRefused:
        return _stopped(400)
    person = records.account_of(provider.issuer, identity.subject, identity.email, now())
    return (person and authentication.sign_in(person.id, records.HOW)) or render("sso/unknown.html", 403)


def _provider() -> Provider:
    return sso.provider() or abort(404)


def _is_asked_by(kept: Any, state: str) -> bool:
    """Whether this browser made the request whose `state` comes back."""
    return kept is not None and secrets.compare_digest(kept["state"].encode(), state.encode())


def _stopped(status: int) -> AnyResponse:
    return render("sso/stopped.html", status, is_down=status == 503)
