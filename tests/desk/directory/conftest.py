"""The office, for the tests of accounts."""

import pytest
from flask import Flask

from support.office import Office
from support.site import SignedIn


@pytest.fixture
def office(people_app: Flask, signed_in: SignedIn) -> Office:
    return Office(people_app, signed_in)
