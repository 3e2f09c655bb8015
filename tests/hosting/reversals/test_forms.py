"""The form with which a decision is taken back refuses what is none."""

import pytest

from support.reversals import press, take_back_unasked
from support.site import SignedIn


@pytest.mark.parametrize(
    "what", ["", "read", "read @ x", "read @ 2026-12-01", "x @ 2026-12-01T09:00:00+00:00"]
)
def test_nonsense_is_no_decision(desk: str, signed_in: SignedIn, what: str) -> None:
    officer = signed_in("accommodation-officer")
    press(officer, desk, "/read", _seen="0")
    assert take_back_unasked(officer, desk, what).status_code == 422
