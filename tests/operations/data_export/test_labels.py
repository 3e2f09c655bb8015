"""Every chapter is named, in the language of whoever asks."""

import pytest
from flask import Flask

from kentcare.operations.data_export.labels import headings
from support.export import taken
from support.html import attribute, one, page_of
from support.site import SignedIn


def test_every_chapter_has_a_heading(signed_in: SignedIn, people_app: Flask) -> None:
    held = taken(signed_in("young-person")).held
    with people_app.test_request_context("/en/"):
        assert held.keys() - {"made_at"} == headings().keys()


@pytest.mark.parametrize(("tag", "direction"), [("en", "ltr"), ("ar", "rtl"), ("ti", "ltr")])
def test_it_is_in_the_language_of_whoever_asks(signed_in: SignedIn, tag: str, direction: str) -> None:
    archive = taken(signed_in("young-person"), tag)
    page = page_of(archive.page)
    assert (attribute(one(page, "html"), "lang"), attribute(one(page, "html"), "dir")) == (tag, direction)
    if tag != "en":
        english = taken(signed_in("young-person"))
        theirs = {heading.text for heading in page.select("h1, h2")}
        assert theirs.isdisjoint(heading.text for heading in page_of(english.page).select("h1, h2"))
