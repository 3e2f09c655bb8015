"""A young person's own pages: theirs alone, in their language."""

import pytest

from support import the_cast
from support.html import attribute, one, page_of
from support.site import SignedIn


def test_the_first_page_says_who_stands_beside_them(signed_in: SignedIn) -> None:
    page = signed_in("young-person").get("/en/me").text
    assert f"{the_cast.CANARY} personal-adviser" in page
    assert f"{the_cast.CANARY} home" in page
    assert f"{the_cast.CANARY} young-person-2" not in page


@pytest.mark.parametrize("tag", ["ar", "ti"])
@pytest.mark.parametrize("path", ["me", "me/who-looked/1", "account"])
def test_it_speaks_the_reader_s_language(signed_in: SignedIn, tag: str, path: str) -> None:
    page = page_of(signed_in("young-person").get(f"/{tag}/{path}").text)
    assert attribute(one(page, "html"), "lang") == tag
    assert one(page, "h1").text != ""
    for tag_of_english in one(page, "main").select("[lang=en], bdi, time, option"):
        tag_of_english.decompose()
    assert not [word for word in one(page, "main").text.split() if word.isascii() and word.isalpha()]


def test_who_looked_is_there_to_be_read(signed_in: SignedIn, people_app: object) -> None:
    """Whoever opened the record is named with their role; another's refused try is not."""
    young = signed_in("young-person")
    assert "We have no note that anybody opened your record" in young.get("/en/me/who-looked/1").text
    signed_in("personal-adviser").get("/en/desk/young-people/young-person")
    signed_in("personal-adviser-2").get("/en/desk/young-people/young-person")
    page = young.get("/en/me/who-looked/1").text
    assert f"{the_cast.CANARY} personal-adviser" in page
    assert "personal-adviser-2" not in page
    assert "Personal adviser or social worker" in page
    assert "Read it" in page
    assert "We have no note" in signed_in("young-person-2").get("/en/me/who-looked/1").text


def test_a_page_that_the_list_has_not_is_not_there(signed_in: SignedIn) -> None:
    assert signed_in("young-person").get("/en/me/who-looked/2").status_code == 404
