"""The way to the council's own sign-in and back."""

import secrets
from dataclasses import asdict
from typing import Any

from flask import Blueprint, abort, redirect, request, session
from werkzeug.wrappers import Response as AnyResponse

from kentcare.core.clock import now
from kentcare.sign_in.sessions import doorkeeper
from kentcare.sign_in.sso import provider as sso
from kentcare.sign_in.sso import records
from kentcare.sign_in.sso.provider import AnswerRefused, Errand, Provider, ProviderIsDown
from kentcare.web.page import render

blueprint = Blueprint("sso", __name__, template_folder="templates")

_ERRAND = "errand"


@blueprint.get("/staff/council")
def go_there() -> AnyResponse:
    errand = Errand.new()
    try:
        address = _provider().address(errand, sso.back())
    except ProviderIsDown:
        return _stopped(503)
    session[_ERRAND] = asdict(errand)
    return redirect(address, 303)


@blueprint.get("/staff/council/back")
def come_back() -> AnyResponse:
    """Signs nobody in: what fetches addresses by itself presses no button."""
    _provider()
    code, state = (request.args.get(name, "") for name in ("code", "state"))
    if "error" in request.args or not code or not _is_of(session.get(_ERRAND), state):
        return _stopped(400)
    return render("sso/continue.html", code=code, state=state)


@blueprint.post("/staff/council/back")
def take_answer() -> AnyResponse:
    provider = _provider()
    code, state = (request.form.get(name, "") for name in ("code", "state"))
    kept = session.pop(_ERRAND, None)
    if not code or not _is_of(kept, state):
        return _stopped(400)
    try:
        vouched = provider.redeem(code, Errand(**kept), sso.back())
    except ProviderIsDown:
        return _stopped(503)
    except AnswerRefused:
        return _stopped(400)
    person = records.whose(provider.issuer, vouched.subject, vouched.email, now())
    return (person and doorkeeper.begin(person.id, records.HOW)) or render("sso/unknown.html", 403)


def _provider() -> Provider:
    return sso.provider() or abort(404)


def _is_of(kept: Any, state: str) -> bool:
    """Whether this browser went there on this errand."""
    return kept is not None and secrets.compare_digest(kept["state"].encode(), state.encode())


def _stopped(status: int) -> AnyResponse:
    return render("sso/stopped.html", status, is_down=status == 503)
