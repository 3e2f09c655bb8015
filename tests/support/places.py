"""Places of homes as a test has them: said by the service manager, decided by the Head of Service."""

from datetime import UTC, date, datetime

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.cases.homes import records as homes
from kentcare.hosting.terms.records import changes
from kentcare.hosting.terms.rules import TermsFacts
from support import the_cast
from support.arrangement_pages import TODAY
from support.forms import post, typed

TERMS = "/en/desk/homes/home/terms"
SAY = f"{TERMS}/say"
SINCE, DECIDED = date(2025, 9, 1), date(2025, 8, 27)


def head(app: Flask) -> int:
    """The id of the Head of Service."""
    return the_cast.account_id(app, "head-of-service")


def head_ref(app: Flask) -> str:
    """The ref of the Head of Service, as the form has it."""
    with app.app_context():
        return the_cast.viewer(app, "head-of-service").ref


def places(
    app: Flask, number: int, first: date = SINCE, last: date | None = None, home: str = "home"
) -> None:
    """A home has so many places from a day on."""
    with app.app_context():
        manager = the_cast.viewer(app, "service-manager")
        found = homes.one(manager, home, TODAY)
        wanted = TermsFacts(found.id, number, first, last, head(app), DECIDED)
        changes.add(manager, found, wanted, "", datetime.now(UTC), TODAY)


def say(
    client: FlaskClient, number: str, first: date = SINCE, change: dict[str, str] | None = None
) -> TestResponse:
    """Type the places of the first home."""
    return post(client, SAY, typed(first, "from_day") | (change or {}) | {"places": number})
