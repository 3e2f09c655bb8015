"""What is put into the placeholders of a page: the day's figures, ages, days, names and hard words."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.core.content.sources import Sources
from kentcare.offer.entitlements.book_reader import load_book
from kentcare.offer.pages.placeholders import Placeholders, UnknownPlaceholder
from kentcare.offer.pages.references import References
from support import small_site
from support.html import href
from support.reading import find, read, under, words
from support.small_site import on_day

MEANT = (
    '<dfn><a href="#term-panel" aria-describedby="term-panel">panel</a></dfn>'
    '<span class="meaning" id="term-panel" popover> managers who decide</span>'
)


@pytest.fixture(scope="module")
def placeholders(tmp_path_factory: pytest.TempPathFactory) -> Placeholders:
    content = small_site.make(tmp_path_factory.mktemp("small"))
    book = load_book(content)
    references = References.load(content, Sources.load(content))
    return Placeholders(book, book.place, references, date(2026, 4, 1), {"cookie": "answers"})


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{rate:small_shoes}", '<span class="sum"><bdi class="money" dir="ltr">£90.50</bdi></span>'),
        ("{number:small_days} days", "28 days"),
        ("{age:16}", "16"),
        ("{day:2017-03-23}", '<time datetime="2017-03-23">23 March 2017</time>'),
        ("{council_short}", "Kent"),
        ("{cookie}", '<bdi dir="ltr" class="name">answers</bdi>'),
        ("{term:panel}", MEANT),
        ("No placeholder", "No placeholder"),
    ],
)
def test_each_kind_is_filled(placeholders: Placeholders, text: str, filled: str) -> None:
    assert placeholders.fill(text) == filled


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{rate:hat}", "There is no “hat” in a file of content/rates."),
        ("{number:hat}", "There is no “hat” in a file of content/numbers."),
        ("{term:hat}", "There is no “hat” in glossary.yaml."),
        ("{who:hat}", "There is no “hat” in place.yaml."),
        ("{age:121}", "“121” is no age."),
        ("{day:2026-02-30}", "“2026-02-30” is no day."),
        ("{hat}", "There is no “hat” in the names"),
        ("{hat:felt}", "“hat” is no kind of place."),
    ],
)
def test_what_cannot_be_filled_is_told(placeholders: Placeholders, text: str, told: str) -> None:
    with pytest.raises(UnknownPlaceholder, match=f"^{told}"):
        placeholders.fill(text)


def test_a_figure_that_nobody_has_confirmed_comes_after_its_year_and_is_marked(small: FlaskClient) -> None:
    """The style sheet draws its digits in outline."""
    assert under(read(small), "what") == "In winter Kent gives you 2017: up to £120 a year."
    assert words(read(small).select_one("#what + p .unsure .money")) == "£120"
    assert not read(small).select("#much + p .unsure")


@pytest.mark.parametrize(("day", "figure"), [("2026-03-31", "£80"), ("2026-04-01", "£90.50")])
def test_a_figure_is_the_one_of_the_day(small_app: Flask, day: str, figure: str) -> None:
    with on_day(small_app, day):
        assert under(read(small_app.test_client()), "much") == f"Shoes are {figure}."


def test_a_figure_keeps_its_direction_in_arabic(small: FlaskClient) -> None:
    assert words(read(small, "/ar/clothes").select_one("#what + p bdi.money[dir=ltr]")) == "£120"


def test_places_are_filled(small: FlaskClient) -> None:
    page = read(small)
    assert under(page, "who") == "A panel managers who decide says yes at 16."
    assert words(page.select_one("#who + p dfn")) == "panel"
    opens = href(find(page, "#who + p dfn a"))
    assert words(page.select_one(f"{opens}[popover]")) == "managers who decide"
    assert under(page, "ask").startswith("Ask within 28 days.")
    assert find(page, ".told time").html == '<time datetime="2017-03-23">23 March 2017</time>'
    assert not [text for text in find(page, "main").stripped_strings if "{" in text]


def test_the_words_before_a_meaning_may_be_the_translator_s_own(small: FlaskClient) -> None:
    assert words(read(small, "/ar/clothes").select_one("#who + p dfn")) == "لجنة"


def test_a_name_on_an_arabic_page_is_marked_as_english(small: FlaskClient) -> None:
    assert words(read(small, "/ar/clothes").select_one("#what + p [lang=en][dir=ltr]")) == "Kent"
