"""Drafts of a browser in which nobody is signed in: kept for a day, under the token of a cookie."""

import secrets
from functools import partial

from flask import Flask, Response, g, request
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.holder import Holder
from kentcare.core.encryption import app_keyed_hash
from kentcare.db.soon import soon
from kentcare.services.long_forms import records
from kentcare.services.long_forms.rules import BROWSER_DRAFT_LASTS
from kentcare.web.session import cookie


def use_browser_drafts(app: Flask) -> None:
    """Make “Exit this page” remove the drafts of the browser on which it is pressed."""
    app.extensions.setdefault("kentcare_leaving", []).append(forget)


def this_browser() -> Holder:
    """The holder of drafts in this browser. Makes a token where it has none; `remember` sets the cookie."""
    if "draft_token" not in g:
        g.draft_token = request.cookies.get(cookie().draft_name) or secrets.token_urlsafe(32)
        cookie().tie_forms_to(g.draft_token)
    return Holder(browser_mark=_hashed(g.draft_token))


def remember(response: Response) -> Response:
    """Let the browser keep the cookie of `this_browser` for another day."""
    response.set_cookie(
        cookie().draft_name,
        g.draft_token,
        max_age=BROWSER_DRAFT_LASTS,
        secure=cookie().https,
        httponly=True,
        samesite="Lax",
    )
    return response


def forget(response: AnyResponse) -> None:
    """Remove the drafts of this browser, the notes of what it sent, and its cookie, as soon as can be."""
    if token := request.cookies.get(cookie().draft_name):
        soon(partial(records.forget_browser, _hashed(token)))
        response.delete_cookie(cookie().draft_name, secure=cookie().https, httponly=True, samesite="Lax")


def _hashed(token: str) -> str:
    return app_keyed_hash("kentcare draft of a browser", token)
