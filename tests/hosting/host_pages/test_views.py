"""The first pages of a Host and of an applicant."""

from support import the_cast
from support.html import page_of
from support.site import SignedIn


def test_a_host_sees_who_lives_with_them_and_no_more(signed_in: SignedIn) -> None:
    """No other young person, no birthday, no case number, and nothing of what was told to an advocate."""
    html = page_of(signed_in("host").get("/en/host").text)
    for token in html.select("[name=csrf_token]"):
        token.decompose()  # drawn by lot: any letters come up in one
    page = html.html
    assert f"{the_cast.CANARY} young-person" in page
    assert "Standard support" in page
    assert f"{the_cast.CANARY} accommodation-officer" in page
    for private in ("young-person-2", "told an advocate", "2008", "C1"):
        assert private not in page


def test_it_is_in_english_whatever_the_address_says(signed_in: SignedIn) -> None:
    response = signed_in("host").get("/ar/host")
    assert (response.status_code, response.location) == (303, "/en/host")


def test_an_applicant_is_told_what_comes_next(signed_in: SignedIn) -> None:
    assert "Applications are not on this site yet." in signed_in("applicant").get("/en/application").text
