"""Answers live in one encrypted cookie, its attributes, and what the exit does to it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from cryptography.fernet import InvalidToken
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.http import parse_cookie

from kentcare.config import Settings
from kentcare.web.session import BrowserSession, EncryptedCookie, SessionTooLarge
from support.forms import filled, token

NOON = datetime.fromisoformat("2026-11-22T12:00:00+00:00")


def cookie_of(client: FlaskClient) -> str | None:
    found = client.get_cookie("answers")
    return found.value if found else None


def test_a_page_without_a_form_sets_no_cookie(client: FlaskClient) -> None:
    for path in ("/en/", "/en/money", "/en/privacy", "/healthz", "/en/nowhere"):
        assert "Set-Cookie" not in client.get(path).headers


def test_the_cookie_ends_with_the_browser_and_no_script_can_read_it(client: FlaskClient) -> None:
    header = client.get("/en/sample").headers["Set-Cookie"]
    name_and_value, *attributes = header.split("; ")
    assert name_and_value.startswith("answers=")
    assert set(attributes) == {"HttpOnly", "Path=/", "SameSite=Lax"}


def test_on_https_the_cookie_is_secure_and_bound_to_the_host(https_client: FlaskClient) -> None:
    header = https_client.get("/en/sample").headers["Set-Cookie"]
    name_and_value, *attributes = header.split("; ")
    assert name_and_value.startswith("__Host-answers=")
    assert set(attributes) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def test_what_is_in_the_cookie_cannot_be_read(client: FlaskClient) -> None:
    client.post("/en/sample", data=filled(client))
    value = cookie_of(client)
    assert value
    assert "foster_care" not in value


def test_an_answer_is_there_on_the_next_page(client: FlaskClient) -> None:
    client.post("/en/sample", data=filled(client))
    with client.session_transaction() as kept:
        assert kept["living"] == "foster_care"


def test_answers_are_gone_after_thirty_idle_minutes(client: FlaskClient) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client.post("/en/sample", data=filled(client))
        clock.shift(timedelta(minutes=30, seconds=1))
        with client.session_transaction() as kept:
            assert not kept
            assert isinstance(kept, BrowserSession)
            assert kept.lost


def test_using_them_starts_the_thirty_minutes_again(client: FlaskClient) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client.post("/en/sample", data=filled(client))
        for _ in range(3):
            clock.shift(timedelta(minutes=29))
            client.get("/en/sample/answer")
        with client.session_transaction() as kept:
            assert kept["living"] == "foster_care"


def test_a_page_that_does_not_look_at_them_does_not_send_them_again(client: FlaskClient) -> None:
    client.post("/en/sample", data=filled(client))
    assert "Set-Cookie" not in client.get("/en/money").headers


def test_a_cookie_that_was_lost_is_told_of_once_and_then_forgotten(client: FlaskClient) -> None:
    client.set_cookie("answers", "not encrypted by us")
    response = client.get("/en/sample/answer")
    assert parse_cookie(response.headers["Set-Cookie"].split(";")[0]).to_dict() == {"answers": ""}
    assert cookie_of(client) is None


@pytest.mark.parametrize("bad", ["x", "gAAAAAB", "é", "a" * 5000])
def test_a_broken_cookie_is_no_session_and_no_crash(client: FlaskClient, bad: str) -> None:
    assert client.get("/en/sample/answer", headers={"Cookie": f"answers={bad}"}).status_code == 200


def locked_with(settings: Settings, key: str, *old: str) -> EncryptedCookie:
    return EncryptedCookie(replace(settings, secret_key=key, old_secret_keys=old))


def test_another_site_s_key_opens_nothing(settings: Settings, client: FlaskClient) -> None:
    other = locked_with(settings, "somebody else's key entirely")
    client.set_cookie("answers", other.encrypt(BrowserSession({"living": "custody"})))
    with client.session_transaction() as kept:
        assert not kept


def test_an_old_key_still_opens_and_the_new_one_seals(settings: Settings) -> None:
    old, new = locked_with(settings, "old key"), locked_with(settings, "new key", "old key")
    assert new.decrypt(old.encrypt(BrowserSession({"living": "custody"}))) == {"living": "custody"}
    with pytest.raises(InvalidToken):
        old.decrypt(new.encrypt(BrowserSession()))


def test_more_than_a_browser_keeps_is_refused_rather_than_dropped(settings: Settings) -> None:
    interface = EncryptedCookie(settings)
    with pytest.raises(SessionTooLarge):
        interface.encrypt(BrowserSession({str(n): str(n * 7919) for n in range(1500)}))


def test_two_browsers_do_not_share_a_token(app: Flask) -> None:
    assert token(app.test_client()) != token(app.test_client())
