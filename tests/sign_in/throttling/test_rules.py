"""How long somebody who guesses has to wait."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kentcare.sign_in.throttling.rules import wait_until

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@given(st.integers(0, 10_000))
def test_whoever_guesses_waits_longer_and_never_for_good(wrong: int) -> None:
    """From the fifth failure on each wait is as long as the last or longer, up to a quarter of an hour."""
    until, after_one_more = wait_until(wrong, NOW), wait_until(wrong + 1, NOW)
    assert until is None or NOW < until <= NOW + timedelta(minutes=15)
    assert (until or NOW) <= (after_one_more or NOW)
    assert (until is None) == (wrong < 5)
