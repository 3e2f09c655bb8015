"""The pages of the current edition of content/: their menu, and the index of the search for each language."""

import pytest
from flask.testing import FlaskClient

from kentcare.offer.pages.current import current_pages
from support.html import href, page_of
from support.reading import find


@pytest.mark.usefixtures("small_app")
def test_the_menu_has_each_group_with_its_pages_in_their_order() -> None:
    (money, clothes), (about, rest) = current_pages().menu("en")
    assert (money.title, about.title) == ("Money", "This site")
    assert [(page.name, page.title, page.icon) for page in clothes] == [("clothes", "Clothes", "smile")]
    assert [page.name for page in rest] == ["contact", "no-home", "privacy", "cookies", "accessibility"]


@pytest.mark.usefixtures("small_app")
def test_a_title_in_the_menu_is_in_the_language_of_the_menu() -> None:
    (_, clothes), _ = current_pages().menu("ar")
    assert [page.title for page in clothes] == ["ملابس"]


def test_the_small_site_is_found_by_what_is_in_its_lists(small: FlaskClient) -> None:
    """Entitlements, helpers, the words people look for it by, and a heading, at its own place."""
    for looked_for, address in {
        "Become": "/en/clothes#decides",
        "trousers": "/en/clothes",
        "panel": "/en/clothes#who",
    }.items():
        html = small.post("/en/search", data={"words": looked_for}).text
        first = page_of(html).select_one(".found a")
        assert first is not None, looked_for
        assert href(first) == address


def test_each_language_finds_its_own_words(small: FlaskClient) -> None:
    html = small.post("/ar/search", data={"words": "حذاء"}).text
    assert href(find(page_of(html), ".found a")).startswith("/ar/clothes")
    html = small.post("/en/search", data={"words": "حذاء"}).text
    assert not page_of(html).select(".found a")
