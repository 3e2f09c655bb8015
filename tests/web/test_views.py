"""The server's half of the exit, and what only machines ask for."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask.testing import FlaskClient
from PIL import Image

from kentcare.config import Settings
from support.forms import filled
from support.site import make_app
from support.visitor import STUDENT, CheckerVisitor


def test_exit_ends_the_session_and_leads_away(client: FlaskClient) -> None:
    client.post("/en/sample", data=filled(client))
    response = client.get("/exit")
    assert (response.status_code, response.location) == (303, "https://www.bbc.co.uk/weather")
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response.headers["Cache-Control"] == "no-store"
    assert client.get_cookie("answers") is None


def test_exit_forgets_the_https_cookie_by_its_own_name(https_client: FlaskClient) -> None:
    answers, language, _left = https_client.get("/exit").headers.getlist("Set-Cookie")
    assert answers.startswith("__Host-answers=;")
    assert language.startswith("language=;")
    assert "Secure" in answers
    assert "Secure" in language


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Purpose": "prefetch"}, {"Purpose": "prefetch"}, {"Sec-Fetch-Mode": "no-cors"}],
    ids=["guessing", "guessing, as it used to be said", "a picture elsewhere"],
)
def test_only_somebody_leaving_ends_a_session(client: FlaskClient, headers: dict[str, str]) -> None:
    client.post("/en/sample", data=filled(client))
    response = client.get("/exit", headers=headers)
    assert "Clear-Site-Data" not in response.headers
    assert client.get_cookie("answers") is not None


def test_a_head_request_ends_nothing(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.head("/exit").headers


def test_the_health_check_is_one_word(client: FlaskClient) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.text) == (200, "ok")
    assert "Set-Cookie" not in response.headers


def test_a_search_engine_is_led_to_the_pages_and_away_from_answers(client: FlaskClient) -> None:
    sent = client.get("/robots.txt", base_url="https://offer.example")
    assert sent.mimetype == "text/plain"
    lines = sent.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /exit", "Disallow: /*/checker/"} <= set(lines)
    assert lines[-1] == "Sitemap: https://offer.example/sitemap.xml"


def test_of_a_demonstration_a_search_engine_reads_nothing(settings: Settings) -> None:
    demonstration = make_app(replace(settings, demo=True)).test_client()
    assert demonstration.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_whom_to_tell_of_a_weakness_is_never_out_of_date(settings: Settings) -> None:
    client = make_app(replace(settings, security_contact="mailto:security@offer.example")).test_client()
    for day in (date(2026, 11, 30), date(2031, 2, 1)):
        with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)):
            sent = client.get("/.well-known/security.txt", base_url="https://offer.example")
        assert sent.content_type == "text/plain; charset=utf-8"
        fields = dict(line.split(": ", 1) for line in sent.text.splitlines())
        assert fields["Contact"] == "mailto:security@offer.example"
        assert fields["Canonical"] == "https://offer.example/.well-known/security.txt"
        # RFC 9116 asks for a day less than a year away.
        expires = datetime.fromisoformat(fields["Expires"].replace("Z", "+00:00")).date()
        assert 30 < (expires - day).days < 365


def test_where_nobody_is_set_there_is_no_such_file(client: FlaskClient) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    ("address", "size", "kind"),
    [("/favicon.ico", (48, 48), "image/x-icon"), ("/apple-touch-icon.png", (180, 180), "image/png")],
)
def test_an_icon_is_where_browsers_ask_for_it(
    client: FlaskClient, address: str, size: tuple[int, int], kind: str
) -> None:
    sent = client.get(address)
    assert sent.mimetype == kind
    picture = Image.open(io.BytesIO(sent.data))
    assert picture.size == size


def test_a_telephone_is_never_asked_to_install_the_site(client: FlaskClient) -> None:
    """An icon on somebody's screen is a trace: docs/decisions/0024-offline.md."""
    assert 'rel="manifest"' not in client.get("/en/").text
    assert client.get("/manifest.webmanifest").status_code == 404


@pytest.mark.parametrize("address", ["/en/checker/answer", "/en/money", "/en/"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_whoever_pressed_the_exit_offline_is_forgotten_at_the_next_page(
    client: FlaskClient, address: str, method: str
) -> None:
    """The exit's script leaves a note, because `/exit` was not reached offline.

    A page that is pre-rendered for everybody answers only after that.
    """
    CheckerVisitor(client, STUDENT).finish()
    client.get(address)
    client.set_cookie("left", "1")
    response = client.open(address, method=method)
    assert (response.status_code, response.location) == (303, address)
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get_cookie("answers") is None
    assert client.get_cookie("left") is None
    assert client.get("/en/checker/answer").location == "/en/checker/1"


def test_a_form_sent_after_it_leads_to_the_first_page(client: FlaskClient) -> None:
    client.set_cookie("left", "1")
    assert client.post("/en/search", data={"words": "coat"}).location == "/en/"
