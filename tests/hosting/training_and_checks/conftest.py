"""A home of which it is known since when it is approved, and a Host in front of its papers."""

from datetime import timedelta

import pytest
from flask import Flask

from kentcare.cases.homes import records as homes
from kentcare.hosting.households import records as households
from support import the_cast
from support.certificates import GAS, TODAY, Add
from support.long_forms import Window
from support.site import SignedIn


@pytest.fixture
def approved(people_app: Flask) -> Flask:
    """The home was approved two years ago, has gas, and young people are driven."""
    with people_app.app_context():
        officer = the_cast.viewer(people_app, "accommodation-officer")
        home = homes.one(officer, "home", TODAY)
        day = TODAY - timedelta(days=730)
        households.change(officer, home, approved_on=day, has_gas=True, drives=True, today=day)
    return people_app


@pytest.fixture
def add(signed_in: SignedIn) -> Add:
    """Open the form of a certificate in a window of a Host: `add(address)`."""

    def opened(address: str = GAS, name: str = "host") -> Window:
        return Window.open(signed_in(name), address)

    return opened
