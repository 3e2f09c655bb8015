"""What is wrong with what was typed of a household."""

from datetime import timedelta

from support.certificates import TODAY
from support.forms import token, typed
from support.site import SignedIn

PAGE, CHECKS = "/en/desk/homes/home/household", "/en/desk/homes/home/checks"


def test_a_day_that_has_not_come_is_refused(signed_in: SignedIn) -> None:
    officer = signed_in("accommodation-officer")
    late = typed(TODAY + timedelta(days=1))
    data = {"csrf_token": token(officer, PAGE), "gas": "yes", "drives": "no", **late}
    refused = officer.post(PAGE, data=data)
    assert refused.status_code == 422
    assert "has not come yet" in refused.text
    assert officer.post(PAGE, data={"csrf_token": token(officer, PAGE)}).status_code == 422
