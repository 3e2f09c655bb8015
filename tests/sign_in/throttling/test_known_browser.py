"""A browser is known for the address that has signed in with it, for ninety days, and names nobody."""

from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.wrappers import Response

from kentcare.accounts.accounts.addresses import Address
from kentcare.sign_in.throttling import known_browser
from support import the_cast
from support.code_sign_in import come_in

ONE, OTHER = Address("email", "a@example.org"), Address("email", "b@example.org")


def cookie_for(app: Flask, address: Address) -> str:
    with app.test_request_context():
        response = Response()
        known_browser.remember(response, address)
    return response.headers["Set-Cookie"]


def name_in(app: Flask, cookie: str, address: Address) -> str | None:
    with app.test_request_context(headers={"Cookie": cookie.partition(";")[0]}):
        return known_browser.known_as(address)


def test_it_is_known_for_one_address_for_ninety_days(app: Flask) -> None:
    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=UTC), tick=False) as clock:
        cookie = cookie_for(app, ONE)
        assert "HttpOnly" in cookie
        assert "a@example.org" not in cookie
        assert name_in(app, cookie, ONE)
        assert name_in(app, cookie, ONE) != name_in(app, cookie_for(app, ONE), ONE)
        assert name_in(app, cookie, OTHER) is None
        assert name_in(app, "known=nonsense", ONE) is None
        assert name_in(app, "", ONE) is None
        clock.shift(timedelta(days=90))
        assert name_in(app, cookie, ONE)
        clock.shift(timedelta(seconds=1))
        assert name_in(app, cookie, ONE) is None


def test_a_young_person_and_a_host_get_none(people_app: Flask, browser: FlaskClient) -> None:
    """A phone may be shared, and must not say that somebody signed in here."""
    for name in ("host", "young-person"):
        client = people_app.test_client()
        come_in(people_app, client, the_cast.mobile(name))
        assert client.get_cookie("session")
        assert client.get_cookie("known") is None
