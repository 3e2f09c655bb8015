"""A form is taken only from a page of this site, with this browser's own token."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.forms import GOOD, filled, token

HTMX = {"HX-Request": "true"}


def is_unchanged(client: FlaskClient) -> bool:
    with client.session_transaction() as kept:
        return "living" not in kept


def test_without_a_token_nothing_is_taken(client: FlaskClient) -> None:
    assert client.post("/en/sample", data=GOOD).status_code == 400
    assert is_unchanged(client)


def test_with_another_browser_s_token_nothing_is_taken(app: Flask, client: FlaskClient) -> None:
    theirs = token(app.test_client())
    token(client)
    assert client.post("/en/sample", data={**GOOD, "csrf_token": theirs}).status_code == 400
    assert is_unchanged(client)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "http://[localhost"},
        {"Origin": "\u200f//"},
        {"Sec-Fetch-Site": ""},
    ],
)
def test_from_another_site_nothing_is_taken_even_with_the_token(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    data = filled(client)
    assert client.post("/en/sample", data=data, headers=headers).status_code == 403
    assert is_unchanged(client)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        # From a browser that hides where a form stands, and behind a proxy that gives the site another name.
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://offer.example"},
    ],
)
def test_from_this_site_it_is_taken(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/en/sample", data=filled(client), headers=headers).status_code == 303
    assert not is_unchanged(client)


def test_from_htmx_it_is_taken(client: FlaskClient) -> None:
    assert client.post("/en/sample", data=filled(client), headers=HTMX).status_code == 303


def test_from_htmx_without_a_token_it_is_not(client: FlaskClient) -> None:
    assert client.post("/en/sample", data=GOOD, headers=HTMX).status_code == 400
    assert is_unchanged(client)


def test_a_token_does_not_age_while_the_session_lives(app: Flask) -> None:
    assert app.config["WTF_CSRF_TIME_LIMIT"] is None
