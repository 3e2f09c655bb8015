"""The address says the language. Arabic is offered here to show that another one drops in."""

from dataclasses import replace
from pathlib import Path

import pytest
from babel import Locale
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from conftest import make_app
from kentcare import paths
from kentcare.config import Settings
from kentcare.web import language

LIST = paths.TRANSLATIONS / "languages.toml"


@pytest.fixture
def with_arabic(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Flask:
    every = language.read_languages(LIST)
    offered = tuple(replace(row, offered=row.tag in {"en", "ar"}) for row in every)
    monkeypatch.setattr(language, "read_languages", lambda path: offered)
    return make_app(settings)


def test_only_english_is_offered_now(client: FlaskClient) -> None:
    assert client.get("/ar/").status_code == 404
    assert "hreflang" not in client.get("/en/").text


@pytest.mark.parametrize("path", ["/EN/", "/xx/", "/en-GB/", "/prs/"])
def test_a_tag_that_is_not_on_the_list_is_no_address(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_page_in_arabic_says_so_and_runs_from_right_to_left(with_arabic: Flask) -> None:
    page = BeautifulSoup(with_arabic.test_client().get("/ar/status").text, "html5lib")
    assert page.html is not None
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")


def test_links_stay_in_the_language(with_arabic: Flask) -> None:
    page = BeautifulSoup(with_arabic.test_client().get("/ar/status").text, "html5lib")
    links = {str(link["href"]) for link in page.select("footer nav a")}
    assert links == {"/ar/contact", "/ar/privacy", "/ar/cookies", "/ar/accessibility"}


def test_the_switcher_leads_to_the_same_page_by_plain_links(with_arabic: Flask) -> None:
    page = BeautifulSoup(with_arabic.test_client().get("/ar/status").text, "html5lib")
    switches = {
        link.get_text(strip=True): (link["href"], link["lang"], link["hreflang"], link["dir"])
        for link in page.select(".languages a")
    }
    assert switches == {
        "English": ("/en/status", "en", "en", "ltr"),
        "العربية": ("/ar/status", "ar", "ar", "rtl"),
    }
    assert page.select_one(".languages [aria-current]").get_text(strip=True) == "العربية"


def test_an_error_at_an_address_without_a_language_is_in_the_first(with_arabic: Flask) -> None:
    assert '<html lang="en" dir="ltr">' in with_arabic.test_client().get("/nowhere").text


def test_every_row_is_complete_and_babel_knows_its_locale() -> None:
    rows = language.read_languages(LIST)
    assert len({row.tag for row in rows}) == len(rows)
    for row in rows:
        assert Locale.parse(row.locale)
        assert row.direction == Locale.parse(row.locale).character_order.replace(
            "left-to-right", "ltr"
        ).replace("right-to-left", "rtl")
        assert row.plural.startswith("nplurals=")


def test_a_row_with_a_word_too_many_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "languages.toml"
    path.write_text('[[language]]\ntag = "xx"\nflag = "no"\n', encoding="utf-8")
    with pytest.raises(TypeError, match="flag"):
        language.read_languages(path)
