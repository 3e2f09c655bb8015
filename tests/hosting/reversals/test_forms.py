"""The form with which a decision is taken back refuses what is none."""

import pytest

from support.forms import token
from support.reversals import WHY, press
from support.site import SignedIn


@pytest.mark.parametrize(
    "what", ["", "read", "read @ x", "read @ 2026-12-01", "x @ 2026-12-01T09:00:00+00:00"]
)
def test_nonsense_is_no_decision(sent: str, signed_in: SignedIn, what: str) -> None:
    desk = sent.replace("/host/sent/", "/desk/reports/")
    officer = signed_in("accommodation-officer")
    press(officer, desk, "/read", _seen="0")
    data = {"csrf_token": token(officer, desk), "what": what, "why": WHY}
    assert officer.post(f"{desk}/take-back", data=data).status_code == 422
