"""The office, for the tests of accounts."""

import pytest
from flask import Flask

from conftest import SignedIn
from support.office import Office


@pytest.fixture
def office(people_app: Flask, signed_in: SignedIn) -> Office:
    return Office(people_app, signed_in)
