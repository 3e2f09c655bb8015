"""How long somebody who guesses has to wait."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from kentcare.sign_in.throttling.rules import Counter

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@given(st.sampled_from(Counter), st.integers(0, 10_000))
def test_whoever_guesses_waits_longer_and_never_for_good(counter: Counter, wrong: int) -> None:
    """After the free failures each wait is as long as the last or longer, up to the longest."""
    until, after_one_more = counter.wait_until(wrong, NOW), counter.wait_until(wrong + 1, NOW)
    assert until is None or NOW < until <= NOW + counter.longest
    assert (until or NOW) <= (after_one_more or NOW)
    assert (until is None) == (wrong <= counter.free)
