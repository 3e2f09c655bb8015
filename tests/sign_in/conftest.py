"""Time stands still until a test moves it: an app's numbers change with it. Passwords are quickly read."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from kentcare.sign_in.staff import passwords
from support.staff_sign_in import StaffCredentials, give_credentials


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make a password hash take two hundredths of a second in place of two tenths."""
    monkeypatch.setattr(
        passwords, "_HASHER", PasswordHasher(time_cost=2, memory_cost=16 * 1024, parallelism=1)
    )
    passwords._placeholder_hash.cache_clear()
    yield
    passwords._placeholder_hash.cache_clear()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def browser(people_app: Flask) -> FlaskClient:
    people_app.extensions["kentcare_posts"].reset()
    return people_app.test_client()


@pytest.fixture
def adviser(people_app: Flask, clock: time_machine.Traveller) -> StaffCredentials:
    """A personal adviser who has everything, and whose app shows a number that was not used yet."""
    made = give_credentials(people_app, "personal-adviser")
    clock.shift(timedelta(minutes=1))
    return made
