"""The retention schedule in words."""

from support.site import SignedIn


def test_the_schedule_is_on_a_page_as_it_is_in_the_file(signed_in: SignedIn) -> None:
    page = signed_in("service-manager").get("/en/desk/retention").text
    for words in (
        "Kept for 60 days, from the last time that something else was saved.",
        "It is only what another council does. Kent has not confirmed it.",
        "Nobody has said how long.",
        "They wait until Kent has confirmed it.",
        "Would go: 0",
    ):
        assert words in page
