"""How a test fills in the sample form."""

from collections.abc import Mapping
from datetime import date

from flask import session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from support.page_checks import TOKEN
from support.site import cookie_of

GOOD = {"born-day": "27", "born-month": "3", "born-year": "2007", "living": "foster_care"}


ACCOUNT = "/en/account"


def token(client: FlaskClient, path: str = "/en/sample") -> str:
    """The token of the forms on a page. That of ACCOUNT is the one of every page of whoever is signed in."""
    if path == ACCOUNT and (made := _token_of_a_session(client)):
        return made
    page = client.get(path)
    found = TOKEN.search(page.text)
    assert found is not None, f"no token on {path}: {page.status}"
    return found[0]


def _token_of_a_session(client: FlaskClient) -> str | None:
    """The token that every page has for this client's session, made without fetching one; None without."""
    interface = cookie_of(client.application)
    signed_in = client.get_cookie(interface.sign_in_name)
    if signed_in is None:
        return None
    app = client.application
    with app.test_request_context(headers={"Cookie": f"{interface.sign_in_name}={signed_in.value}"}):
        session.get("csrf_token")
        made: str = generate_csrf()
        return made


def filled(client: FlaskClient, changed: dict[str, str] | None = None) -> dict[str, str]:
    """A form that would be taken, with the token that belongs to this browser."""
    return {"csrf_token": token(client), **GOOD, **(changed or {})}


def typed(day: date, name: str = "day") -> dict[str, str]:
    """A day as it is typed into the three boxes of the field of this name."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def post(client: FlaskClient, address: str, data: Mapping[str, str | list[str]]) -> TestResponse:
    """Post a form of somebody who is signed in."""
    return client.post(address, data={**data, "csrf_token": token(client, "/en/account")})
