"""The first page of everybody who works here, where nothing waits."""

from support.site import SignedIn


def test_nothing_waits_is_said_kindly(signed_in: SignedIn) -> None:
    assert "Nothing waits for you today." in signed_in("panel-member").get("/en/desk").text
