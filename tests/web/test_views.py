"""The exit: the server's half of S21 and S22."""

import pytest
from flask.testing import FlaskClient

from support.forms import filled


def test_exit_ends_the_session_and_leads_away(client: FlaskClient) -> None:
    client.post("/en/sample", data=filled(client))
    response = client.get("/exit")
    assert (response.status_code, response.location) == (303, "https://www.bbc.co.uk/weather")
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response.headers["Cache-Control"] == "no-store"
    assert client.get_cookie("answers") is None


def test_exit_forgets_the_https_cookie_by_its_own_name(https_client: FlaskClient) -> None:
    answers, language = https_client.get("/exit").headers.getlist("Set-Cookie")
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
