"""Every chapter is named, in the language of whoever asks."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from kentcare.operations.data_export.labels import headings
from support.export import taken
from support.site import SignedIn


def test_every_chapter_has_a_heading(signed_in: SignedIn, people_app: Flask) -> None:
    held = taken(signed_in("young-person")).held
    with people_app.test_request_context("/en/"):
        assert held.keys() - {"made_at"} == headings().keys()


@pytest.mark.parametrize(("tag", "direction"), [("en", "ltr"), ("ar", "rtl"), ("ti", "ltr")])
def test_it_is_in_the_language_of_whoever_asks(signed_in: SignedIn, tag: str, direction: str) -> None:
    archive = taken(signed_in("young-person"), tag)
    page = BeautifulSoup(archive.page, "html5lib")
    assert page.html
    assert (page.html["lang"], page.html["dir"]) == (tag, direction)
    if tag != "en":
        english = taken(signed_in("young-person"))
        theirs = {one.get_text() for one in page.select("h1, h2")}
        assert theirs.isdisjoint(
            one.get_text() for one in BeautifulSoup(english.page, "html5lib").select("h1, h2")
        )
