"""Each page has one address, and no text in it has the control characters that PostgreSQL refuses."""

from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.web.routing import use_plain_segments


@pytest.fixture
def small() -> Flask:
    app = Flask(__name__)
    use_plain_segments(app)
    app.add_url_rule("/plain/<name>", "plain", lambda name: name)
    app.add_url_rule("/numbered/<int:number>", "numbered", lambda number: str(number))
    app.add_url_rule("/named/<string(maxlength=3):name>", "named", lambda name: name)
    return app


@pytest.mark.parametrize("kind", ["plain", "named"])
@pytest.mark.parametrize("sign", ["%00", "%0A", "%1F", "a%00b"])
def test_an_address_with_a_control_character_is_not_found(small: Flask, kind: str, sign: str) -> None:
    assert small.test_client().get(f"/{kind}/{sign}").status_code == 404


@pytest.mark.parametrize("kind", ["plain", "named"])
@pytest.mark.parametrize(("sign", "text"), [("%20", " "), ("%F0%9F%98%80", "😀"), ("abc", "abc")])
def test_any_other_text_is_found_as_it_is(small: Flask, kind: str, sign: str, text: str) -> None:
    assert small.test_client().get(f"/{kind}/{sign}").text == text


@pytest.mark.parametrize("number", ["0", "7", "2026"])
def test_a_number_has_one_way_to_be_written(small: Flask, number: str) -> None:
    assert small.test_client().get(f"/numbered/{number}").text == number
    for other in (f"0{number}", f"+{number}", number.translate(str.maketrans("0276", "٠٢٧٦"))):
        assert small.test_client().get(f"/numbered/{other}").status_code == 404, other


def ask(client: FlaskClient, path: str) -> TestResponse:
    """Ask for a path exactly as it is: the client would take what follows two slashes for a host."""
    return client.get("/", environ_overrides={"PATH_INFO": path})


@pytest.mark.parametrize("path", ["//en/money", "///en/money", "//en//money", "//nowhere", "//en/checker/1"])
def test_an_address_with_more_slashes_leads_to_the_one_with_one(client: FlaskClient, path: str) -> None:
    asked = ask(client, path)
    assert (asked.status_code, asked.headers["Location"]) == (308, "/" + path.lstrip("/"))


@pytest.mark.parametrize(
    "path", ["//\\evil.example/", "///evil.example/", "//\t/evil.example", "//@evil.example"]
)
def test_no_slash_leads_to_another_site(client: FlaskClient, path: str) -> None:
    there = urljoin("https://offer.example/", ask(client, path).headers["Location"])
    assert urlsplit(there).netloc == "offer.example"


def test_no_second_address_of_a_page_is_cached(app: Flask, client: FlaskClient) -> None:
    cache = app.extensions["kentcare_prerendered_pages"]
    assert client.get("/en/money").status_code == 200
    before = len(cache._pages)
    for number in range(2, 30):
        assert ask(client, "/" * number + "en/money").status_code == 308
    assert len(cache._pages) == before
