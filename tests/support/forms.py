"""How a test fills in the sample form."""

from collections.abc import Mapping
from datetime import date

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from support.page_checks import TOKEN

GOOD = {"born-day": "27", "born-month": "3", "born-year": "2007", "living": "foster_care"}


def token(client: FlaskClient, path: str = "/en/sample") -> str:
    page = client.get(path)
    found = TOKEN.search(page.text)
    assert found is not None, f"no token on {path}: {page.status}"
    return found[0]


def filled(client: FlaskClient, changed: dict[str, str] | None = None) -> dict[str, str]:
    """A form that would be taken, with the token that belongs to this browser."""
    return {"csrf_token": token(client), **GOOD, **(changed or {})}


def typed(day: date, name: str = "day") -> dict[str, str]:
    """A day as it is typed into the three boxes of the field of this name."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def post(client: FlaskClient, address: str, data: Mapping[str, str | list[str]]) -> TestResponse:
    """Post a form of somebody who is signed in."""
    return client.post(address, data={**data, "csrf_token": token(client, "/en/account")})
