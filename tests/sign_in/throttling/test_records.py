"""Failures are counted for each address, and forgotten when somebody is in."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from kentcare.accounts.accounts.addresses import Address
from kentcare.sign_in.throttling import records as throttling
from kentcare.sign_in.throttling.records import TooManyFailures


def test_failures_are_counted_for_each_address(either_app: Flask) -> None:
    now, one, other = datetime.now(UTC), Address("email", "a@example.org"), Address("email", "b@example.org")
    with either_app.app_context():
        for _ in range(5):
            throttling.claim_try(one, now)
        with pytest.raises(TooManyFailures) as slowed:
            throttling.claim_try(one, now)
        assert slowed.value.until == now + timedelta(seconds=30)
        throttling.claim_try(other, now)
        throttling.cancel_failure(one)
        throttling.claim_try(one, now)
        throttling.reset_failures(one)
        throttling.cancel_failure(one)
        throttling.confirm_failure(one, now)
        throttling.claim_try(one, now)
