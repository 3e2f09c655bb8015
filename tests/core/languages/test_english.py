"""English within another language: two signs in the text, and an element on the page."""

import pytest

from kentcare.core.languages.english import bare, in_english, is_in_english, mark_english

KENT = in_english("Kent")
ELEMENT = '<span lang="en" dir="ltr">Kent</span>'


def test_between_elements_the_signs_become_one_that_says_which_language_it_is() -> None:
    assert mark_english(f"<p>من {KENT} إلى {KENT}</p>") == f"<p>من {ELEMENT} إلى {ELEMENT}</p>"


@pytest.mark.parametrize(
    "html",
    [
        f'<a title="{KENT}" href="/ar/">',
        f'<meta content="من {KENT}">',
        f"<title>بيت – {KENT}</title>",
        f"<title>بيت\n– {KENT}</title>",
    ],
)
def test_where_no_element_may_stand_the_signs_stay(html: str) -> None:
    """They keep the direction there too; an element would show its own brackets, or end the attribute."""
    assert mark_english(html) == html


def test_what_follows_a_title_and_an_attribute_is_marked_all_the_same() -> None:
    before = f'<title>{KENT}</title><a title="{KENT}">'
    assert mark_english(f"{before}{KENT}</a>") == f"{before}{ELEMENT}</a>"


def test_elements_within_the_english_stay_in_it() -> None:
    figure = '<bdi class="money" dir="ltr">£120</bdi>'
    assert mark_english(in_english(f"up to {figure}")) == f'<span lang="en" dir="ltr">up to {figure}</span>'


def test_english_within_english_is_one_element() -> None:
    """As where a name is put into a sentence that nobody has translated."""
    nested = in_english(f"Read by {KENT} and {KENT} today")
    element = '<span lang="en" dir="ltr">Read by Kent and Kent today</span>'
    assert mark_english(f"<p>{nested} {KENT}</p>") == f"<p>{element} {ELEMENT}</p>"


def test_a_page_without_english_is_left_as_it_is() -> None:
    assert mark_english("<p>مرحبا</p>") == "<p>مرحبا</p>"


def test_a_text_knows_whether_it_is_english_and_can_be_had_without_the_signs() -> None:
    assert is_in_english(KENT)
    assert not is_in_english("Kent")
    assert bare(f"من {KENT}") == "من Kent"
