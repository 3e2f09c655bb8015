"""The front door: every language by its own name, and none chosen for anybody."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.core.languages.listed import every_language, offered_tags
from support.html import Page, attribute, href, page_of
from support.reading import find


def read(response: TestResponse) -> Page:
    return page_of(response)


def choices(small: FlaskClient, accepted: str = "", cookie: str | None = None) -> list[str]:
    """The languages of the door, from its first."""
    if cookie is not None:
        small.set_cookie("language", cookie)
    page = read(small.get("/", headers={"Accept-Language": accepted}))
    return [attribute(link, "hreflang") for link in page.select(".door a")]


def test_the_door_names_every_language_in_its_own_words(small: FlaskClient) -> None:
    response = small.get("/")
    assert response.status_code == 200
    links = read(response).select(".door a")
    assert [attribute(link, "lang") for link in links] == offered_tags()
    for link in links:
        language = every_language()[attribute(link, "lang")]
        assert (href(link), attribute(link, "dir")) == (f"/{language.tag}/", language.direction)
        assert find(link, "strong").text == language.name


def test_nobody_is_sent_on_and_nothing_is_remembered(small: FlaskClient) -> None:
    response = small.get("/", headers={"Accept-Language": "ar"})
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("accepted", "first"),
    [
        ("", "en"),
        ("ar", "ar"),
        ("ti-ER,ti;q=0.9,en;q=0.8", "ti"),
        ("fr,ti;q=0.4,ar;q=0.7", "ar"),
        ("AR-sy", "ar"),
        ("fr", "en"),
        ("*", "en"),
        ("*,ti;q=0.5", "ti"),
        ("en;q=0.1,ar;q=0", "en"),
        ("ti;q=0.3, *;q=0.8", "ti"),
        ("\x7f;;;q=x", "en"),
    ],
)
def test_the_phone_s_own_language_stands_first(small: FlaskClient, accepted: str, first: str) -> None:
    found = choices(small, accepted)
    assert found[0] == first
    assert sorted(found) == sorted(offered_tags())


def test_the_rest_stand_in_the_order_in_which_the_phone_wants_them(small: FlaskClient) -> None:
    assert choices(small, "ti,ar;q=0.5,en;q=0.2") == ["ti", "ar", "en"]


def test_what_somebody_chose_before_stands_first_of_all(small: FlaskClient) -> None:
    assert choices(small, "ar,en;q=0.5", cookie="ti") == ["ti", "ar", "en"]


@pytest.mark.parametrize("cookie", ["xx", "", "<b>", "en-XA"])
def test_a_choice_that_there_is_not_is_passed_over(small: FlaskClient, cookie: str) -> None:
    assert choices(small, "ar", cookie=cookie) == ["ar", "en", "ti"]


def test_the_door_speaks_the_language_that_stands_first(small: FlaskClient) -> None:
    page = read(small.get("/", headers={"Accept-Language": "ar"}))
    assert (attribute(find(page, "html"), "lang"), attribute(find(page, "html"), "dir")) == ("ar", "rtl")
    assert find(read(small.get("/")), "h1").text == "Choose your language"
