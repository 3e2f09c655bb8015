"""The address says the language, and nothing else does."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.core.languages.listed import every_language, offered_tags
from support.html import Page, attribute, href, one, page_of

YEAR = 365 * 24 * 3600


def parsed(response: TestResponse) -> Page:
    return page_of(response)


@pytest.fixture
def reader(strange_app: Flask) -> FlaskClient:
    """A browser of its own, where every language is shown."""
    return strange_app.test_client()


def come_from(client: FlaskClient, referer: str, path: str) -> TestResponse:
    return client.get(path, headers={"Referer": f"http://localhost{referer}"})


@pytest.mark.parametrize("path", ["/EN/", "/xx/", "/en-GB/", "/prs/", "/en-XA/"])
def test_a_tag_that_is_not_offered_is_no_address(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_every_language_that_is_offered_has_its_pages(client: FlaskClient) -> None:
    for tag in offered_tags():
        assert client.get(f"/{tag}/money").status_code == 200


def test_a_page_in_arabic_says_so_and_runs_from_right_to_left(reader: FlaskClient) -> None:
    page = parsed(reader.get("/ar/money"))
    assert (attribute(one(page, "html"), "lang"), attribute(one(page, "html"), "dir")) == ("ar", "rtl")


def test_links_stay_in_the_language(reader: FlaskClient) -> None:
    links = {href(link) for link in parsed(reader.get("/ar/money")).select("footer nav a, main .topics a")}
    assert links
    assert all(link.startswith("/ar/") for link in links)


def test_the_switcher_leads_to_the_same_page_by_plain_links(reader: FlaskClient) -> None:
    page = parsed(reader.get("/ar/money"))
    switches = {attribute(link, "lang"): link for link in page.select("nav.languages a")}
    assert set(switches) >= {"en", "ar", "ti"}
    for tag, link in switches.items():
        language = every_language()[tag]
        assert href(link) == f"/{tag}/money"
        assert (attribute(link, "hreflang"), attribute(link, "dir"), link.text.strip()) == (
            tag,
            language.direction,
            language.name,
        )
        assert (link.attr("aria-current") == "true") == (tag == "ar")


def test_an_error_is_in_the_language_of_the_address_that_was_wrong(reader: FlaskClient) -> None:
    for path, tag in (("/ar/nowhere", "ar"), ("/nowhere", "en"), ("/xx/money", "en")):
        page = parsed(reader.get(path))
        assert attribute(one(page, "html"), "lang") == tag, path


@pytest.mark.parametrize("came_from", ["/", "/en/money", "/ti/"])
def test_a_language_that_somebody_chose_is_remembered_for_a_year(reader: FlaskClient, came_from: str) -> None:
    response = come_from(reader, came_from, "/ar/money")
    cookie = reader.get_cookie("language")
    assert cookie is not None
    assert (cookie.value, cookie.max_age, cookie.path) == ("ar", YEAR, "/")
    assert (cookie.http_only, cookie.same_site) == (True, "Lax")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("came_from", ["/ar/", "/ar/savings"])
def test_going_on_in_a_language_is_no_choice(reader: FlaskClient, came_from: str) -> None:
    response = come_from(reader, came_from, "/ar/money")
    assert reader.get_cookie("language") is None
    assert response.headers["Cache-Control"] == "no-cache"


def test_a_link_from_another_site_and_an_address_typed_are_no_choice(reader: FlaskClient) -> None:
    reader.get("/ar/money", headers={"Referer": "https://example.org/en/money"})
    come_from(reader, "/nowhere", "/ar/money")
    reader.get("/ar/money")
    assert reader.get_cookie("language") is None


def test_the_same_choice_is_not_written_twice(reader: FlaskClient) -> None:
    come_from(reader, "/", "/ar/")
    assert "Set-Cookie" not in come_from(reader, "/", "/ar/").headers


def test_the_way_out_forgets_the_language_too(reader: FlaskClient) -> None:
    come_from(reader, "/", "/ar/")
    reader.get("/exit")
    assert reader.get_cookie("language") is None


def test_on_https_the_choice_goes_over_https_alone(https_client: FlaskClient) -> None:
    response = https_client.get(
        "/en/money", headers={"Referer": "https://localhost/"}, base_url="https://localhost"
    )
    assert "Secure" in response.headers["Set-Cookie"]
