"""When a message is tried again."""

from datetime import timedelta

import pytest

from kentcare.services.outbox.rules import GIVEN_UP_AFTER, next_try
from support.outbox import NOW


@pytest.mark.parametrize("tries", range(1, 40))
def test_a_pause_grows_and_never_runs_past_the_end(tries: int) -> None:
    then = next_try(tries, NOW, NOW + timedelta(days=7), NOW)
    assert then is not None
    assert timedelta(seconds=15) <= then - NOW <= timedelta(minutes=10)
    assert next_try(tries, NOW, NOW + timedelta(days=7), NOW + GIVEN_UP_AFTER) is None
