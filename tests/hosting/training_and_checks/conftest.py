"""A home of which it is known since when it is approved, and a Host in front of its papers."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from conftest import SignedIn
from kentcare.cases.homes import records as homes
from kentcare.hosting.households import records as households
from support import the_cast
from support.long_forms import Window

TODAY = datetime.now(UTC).date()
GAS = "/en/host/requirements/gas_safety/home/2"


def typed(day: date) -> dict[str, str]:
    return {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}


@pytest.fixture
def approved(people_app: Flask) -> Flask:
    """The home was approved two years ago, has gas, and young people are driven."""
    with people_app.app_context():
        officer = the_cast.viewer(people_app, "accommodation-officer")
        home = homes.one(officer, "home", TODAY)
        day = TODAY - timedelta(days=730)
        households.change(officer, home, approved_on=day, has_gas=True, drives=True)
    return people_app


Add = Callable[..., Window]


@pytest.fixture
def add(signed_in: SignedIn) -> Add:
    """`add(address)`: the form of a certificate, in a window of a Host."""

    def opened(address: str = GAS, name: str = "host") -> Window:
        return Window.open(signed_in(name), address)

    return opened
