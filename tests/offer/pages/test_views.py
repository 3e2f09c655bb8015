"""The front door, the first page, search and the address of a page: what each says to whoever comes."""

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.core.languages.listed import every_language, offered_tags

HTMX = {"HX-Request": "true"}


def read(response: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")


def choices(small: FlaskClient, accepted: str = "", cookie: str | None = None) -> list[str]:
    """The languages of the door, from its first."""
    if cookie is not None:
        small.set_cookie("language", cookie)
    page = read(small.get("/", headers={"Accept-Language": accepted}))
    return [str(link["hreflang"]) for link in page.select(".door a")]


def test_the_door_names_every_language_in_its_own_words(small: FlaskClient) -> None:
    response = small.get("/")
    assert response.status_code == 200
    links = read(response).select(".door a")
    assert [str(link["lang"]) for link in links] == offered_tags()
    for link in links:
        language = every_language()[str(link["lang"])]
        assert (link["href"], link["dir"]) == (f"/{language.tag}/", language.direction)
        assert link.strong.get_text() == language.name


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
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
    assert read(small.get("/")).h1.get_text() == "Choose your language"


def test_the_first_page_has_one_loud_thing_before_its_search_and_it_is_the_start(small: FlaskClient) -> None:
    button = read(small.get("/en/")).select_one("main .govuk-button")
    assert button is not None
    assert (button.name, button["href"]) == ("a", "/en/checker")


def test_the_first_page_lists_every_page(small: FlaskClient) -> None:
    page = read(small.get("/en/"))
    listed = [str(link["href"]) for link in page.select(".topics a")]
    assert listed == [f"/en/{slug}" for slug in ("clothes", "contact", "privacy", "cookies", "accessibility")]


@pytest.mark.parametrize("tag", offered_tags())
def test_every_page_can_be_opened_in_every_language(small: FlaskClient, tag: str) -> None:
    for slug in ("", "clothes", "contact", "search", "checker/1"):
        response = small.get(f"/{tag}/{slug}", follow_redirects=True)
        assert response.status_code == 200
        assert read(response).html["lang"] == tag


@pytest.mark.parametrize(
    "path", ["/en/hats", "/en/home", "/en/Clothes", "/en/clothes/", "/xx/clothes", "/clothes"]
)
def test_a_page_that_there_is_not_is_not_found(small: FlaskClient, path: str) -> None:
    assert small.get(path).status_code == 404


def found_on(response: TestResponse) -> list[Tag]:
    return list(read(response).select("#found .found > li"))


def test_search_says_how_many_pages_and_which(small: FlaskClient) -> None:
    response = small.post("/en/search", data={"words": "trousers"})
    assert response.status_code == 200
    (one,) = found_on(response)
    assert one.a["href"] == "/en/clothes"
    assert "1 page" in read(response).select_one("#found").get_text()


def test_search_puts_nothing_in_an_address_or_a_cookie(small: FlaskClient) -> None:
    """Not in the history, not in a log, and not in what the next site is told."""
    response = small.post("/en/search", data={"words": "trousers"})
    assert "Location" not in response.headers
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"
    addresses = [
        str(tag.get(name)) for tag in read(response).find_all(True) for name in ("href", "action", "hx-post")
    ]
    assert not [address for address in addresses if "trousers" in address]
    form = read(small.get("/en/search")).select_one("form.search")
    assert (form["method"], form["action"]) == ("post", "/en/search")


def test_words_in_an_address_are_not_looked_for(small: FlaskClient) -> None:
    response = small.get("/en/search?words=trousers")
    assert "trousers" not in response.text
    assert not found_on(response)


def test_search_needs_no_token_and_refuses_another_site_s_form(small: FlaskClient) -> None:
    """The pages that it stands on are the same for everyone, so they can hold none."""
    assert small.post("/en/search", data={"words": "coat"}).status_code == 200
    elsewhere = small.post("/en/search", data={"words": "coat"}, headers={"Origin": "https://evil.example"})
    assert elsewhere.status_code == 403


def test_search_is_a_fragment_for_htmx_with_what_it_puts_in(small: FlaskClient) -> None:
    box = read(small.get("/en/search")).select_one("#words")
    assert (box["hx-post"], box["hx-select"], box["hx-target"]) == ("/en/search", "#found", "#found")
    assert box["hx-push-url"] == "false"
    response = small.post("/en/search", data={"words": "trousers"}, headers=HTMX)
    assert not response.text.startswith("<!DOCTYPE")
    assert "<header" not in response.text
    assert len(found_on(response)) == 1


def test_what_was_typed_is_there_again_and_is_no_html(small: FlaskClient) -> None:
    response = small.post("/en/search", data={"words": '  "><b>coat</b>  '})
    assert read(response).select_one("#words")["value"] == '"><b>coat</b>'
    assert not read(response).select("main b")


def test_where_nothing_is_found_somebody_to_ask_is_named(small: FlaskClient) -> None:
    response = small.post("/en/search", data={"words": "dragon"})
    found = read(response).select_one("#found")
    assert not found_on(response)
    assert "Nothing here has these words" in found.get_text()
    assert found.a["href"] == "/en/contact"


@pytest.mark.parametrize("data", [{}, {"words": ""}, {"words": "   "}, {"other": "coat"}])
def test_nothing_to_look_for_shows_the_form_again(small: FlaskClient, data: dict[str, str]) -> None:
    response = small.post("/en/search", data=data)
    assert response.status_code == 200
    assert not read(response).select_one("#found").get_text(strip=True)


def test_very_many_words_are_cut(small: FlaskClient) -> None:
    response = small.post("/en/search", data={"words": "x" * 5000})
    assert len(read(response).select_one("#words")["value"]) == 200


def test_a_page_names_the_cookies_that_there_are(small: FlaskClient) -> None:
    names = read(small.get("/en/cookies")).select("main bdi.name")
    assert [name.get_text() for name in names] == ["answers", "language"]
