"""A home of which the site can say what is due."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.cases.homes import records as homes
from kentcare.core.clock import today
from kentcare.hosting.households import records as households
from support import the_cast
from support.site import SignedIn


@pytest.fixture
def approved(people_app: Flask) -> Flask:
    """The home was approved long ago, has no gas, and drives nobody."""
    with people_app.app_context():
        officer = the_cast.viewer(people_app, "accommodation-officer")
        home = homes.one(officer, "home", today())
        households.change(
            officer, home, approved_on=date(2020, 1, 1), has_gas=False, drives=False, today=date(2020, 1, 1)
        )
    return people_app


@pytest.fixture
def adviser(signed_in: SignedIn) -> FlaskClient:
    return signed_in("personal-adviser")


@pytest.fixture
def officer(signed_in: SignedIn) -> FlaskClient:
    return signed_in("accommodation-officer")
