"""A browser in which nobody is signed in: what is typed is kept for a day, behind a cookie of its own."""

import secrets

from flask import Flask, Response, g, request
from werkzeug.wrappers import Response as AnyResponse

from kentcare.accounts.accounts.holder import Holder
from kentcare.core.encryption import app_keyed_hash
from kentcare.services.long_forms import records
from kentcare.services.long_forms.rules import BROWSER_DRAFT_LASTS
from kentcare.web.session import cookie


def use_browser_drafts(app: Flask) -> None:
    """Whoever leaves in a hurry leaves nothing behind."""
    app.extensions.setdefault("kentcare_leaving", []).append(forget)


def this_browser() -> Holder:
    """Whoever sits at this browser. Its cookie is made where there is none yet, and set by `remember`."""
    if "draft_token" not in g:
        g.draft_token = request.cookies.get(cookie().draft_name) or secrets.token_urlsafe(32)
        cookie().tie_forms_to(g.draft_token)
    return Holder(browser_mark=_mark(g.draft_token))


def remember(response: Response) -> Response:
    """The browser keeps the cookie for another day."""
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
    """Nothing is kept any more of what was typed in this browser."""
    if token := request.cookies.get(cookie().draft_name):
        records.forget_browser(_mark(token))
        response.delete_cookie(cookie().draft_name, secure=cookie().https, httponly=True, samesite="Lax")


def _mark(token: str) -> str:
    return app_keyed_hash("kentcare draft of a browser", token)
