"""A Host whose report on October is late and whose report on November can be written."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.host_calendar import PAGE, TODAY, Made, path_on, press
from support.site import SignedIn
from support.small_site import on_day


@pytest.fixture
def feed_app(people_app: Flask) -> Iterator[Flask]:
    """The site with the cast, on that day."""
    with on_day(people_app, TODAY):
        yield people_app


@pytest.fixture
def made(feed_app: Flask, signed_in: SignedIn) -> Made:
    """Make a calendar address: `made("host")` returns what of it follows the name of the site."""

    def make(name: str = "host", client: FlaskClient | None = None) -> str:
        browser = client or signed_in(name)
        press(browser)
        return path_on(browser.get(PAGE).text)

    return make
