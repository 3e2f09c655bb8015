"""Failures are counted for each address, from one caller and from everywhere, and forgotten in time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from kentcare.accounts.accounts.addresses import Address
from kentcare.sign_in.throttling.records import TooManyFailures, Tries

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
ONE, OTHER = Address("email", "a@example.org"), Address("email", "b@example.org")


@contextmanager
def at(app: Flask, address: str) -> Iterator[None]:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        yield


def test_failures_are_counted_for_each_address(either_app: Flask) -> None:
    with either_app.app_context():
        tries = Tries(ONE)
        for _ in range(5):
            tries.claim(NOW)
        with pytest.raises(TooManyFailures) as slowed:
            tries.claim(NOW)
        assert slowed.value.until == NOW + timedelta(seconds=30)
        Tries(OTHER).claim(NOW)
        tries.cancel()
        tries.claim(NOW)
        tries.reset()
        tries.cancel()
        tries.confirm(NOW)
        tries.claim(NOW)


def test_many_callers_are_slowed_together_and_the_owner_is_told_once(either_app: Flask) -> None:
    told = []
    for number in range(21):
        with at(either_app, f"192.0.2.{number}"):
            tries = Tries(ONE)
            tries.claim(NOW)
            told.append(tries.confirm(NOW))
    assert told == [False] * 20 + [True]
    with at(either_app, "198.51.100.1"):
        with pytest.raises(TooManyFailures) as slowed:
            Tries(ONE).claim(NOW)
        assert slowed.value.until == NOW + timedelta(seconds=30)
        later = NOW + timedelta(minutes=1)
        tries = Tries(ONE)
        tries.claim(later)
        assert not tries.confirm(later)
        Tries(OTHER).claim(NOW)
        Tries(ONE, is_signed_in=True).claim(NOW)


def test_wrong_numbers_slow_the_password_of_everybody_who_is_not_known(either_app: Flask) -> None:
    for number in range(9):
        with at(either_app, f"192.0.2.{number}"):
            tries = Tries(ONE, has_first_factor=True)
            tries.claim(NOW)
            tries.confirm(NOW)
    with at(either_app, "198.51.100.1"), pytest.raises(TooManyFailures):
        Tries(ONE).claim(NOW)


def test_who_signs_in_gives_nobody_else_new_tries(either_app: Flask) -> None:
    for number in range(20):
        with at(either_app, f"192.0.2.{number}"):
            Tries(ONE).claim(NOW)
    with at(either_app, "198.51.100.1"):
        owner = Tries(ONE)
        owner.claim(NOW)
        owner.reset()
        Tries(ONE).claim(NOW)
    with at(either_app, "198.51.100.2"), pytest.raises(TooManyFailures):
        Tries(ONE).claim(NOW)
