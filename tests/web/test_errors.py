"""When something goes wrong: a whole page in plain words, and nothing of the person in the log."""

import logging
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from kentcare.web import errors
from support.forms import GOOD, filled
from support.page_checks import check_document
from web.test_session import NOON

WAYS = {
    400: lambda client: client.post("/en/sample", data=GOOD),
    403: lambda client: client.post("/en/sample", headers={"Origin": "null"}),
    404: lambda client: client.get("/en/nowhere"),
    405: lambda client: client.post("/en/"),
    413: lambda client: client.post("/en/sample", data=b"x" * 300_000),
    500: lambda client: client.get("/en/sample/broken"),
}
KEPT = "The answers you gave before are safe."
GONE = "The answers you gave before are gone."
NOTHING = "We have not kept anything you typed."


@pytest.mark.parametrize("code", WAYS)
def test_the_page_says_what_to_do_next(client: FlaskClient, code: int) -> None:
    response = WAYS[code](client)
    assert response.status_code == code
    assert "Go to the first page" in response.text
    assert "Exit this page" in response.text


@pytest.mark.parametrize("code", [code for code in WAYS if code != 400])
def test_the_page_says_that_answers_are_still_there(client: FlaskClient, code: int) -> None:
    client.post("/en/sample", data=filled(client))
    assert KEPT in WAYS[code](client).text


@pytest.mark.parametrize("code", [code for code in WAYS if code != 400])
def test_the_page_says_that_answers_are_gone(client: FlaskClient, code: int) -> None:
    client.set_cookie("answers", "too old to open")
    assert GONE in WAYS[code](client).text


@pytest.mark.parametrize("code", WAYS)
def test_the_page_says_that_there_were_none(client: FlaskClient, code: int) -> None:
    assert NOTHING in WAYS[code](client).text


def test_a_form_sent_after_thirty_minutes_is_told_why_it_was_not_taken(client: FlaskClient) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        data = filled(client)
        clock.shift(timedelta(minutes=31))
        response = client.post("/en/sample", data=data)
    assert response.status_code == 400
    assert "Your answers have been cleared" in response.text


def test_htmx_gets_a_whole_page_to_put_in_place_of_the_whole(client: FlaskClient) -> None:
    response = client.get("/en/nowhere", headers={"HX-Request": "true"})
    assert response.text.startswith("<!DOCTYPE html>")
    assert response.headers["HX-Retarget"] == "body"


def test_a_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    assert "GET" in client.post("/en/").headers["Allow"]


def test_the_log_has_the_place_and_the_reference_and_nothing_of_the_person(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        page = client.get(
            "/en/sample/broken?q=CANARY",
            headers={"Referer": "http://localhost/CANARY", "User-Agent": "CANARY"},
        ).text
    (line,) = [record.getMessage() for record in caplog.records if record.name == "kentcare.errors"]
    assert "RuntimeError in sample.break_down" in line
    assert line.split("reference ")[1][:8] in page
    assert "CANARY" not in caplog.text
    assert "127.0.0.1" not in caplog.text
    assert "CANARY" not in page


def test_a_page_that_cannot_be_made_is_still_a_page(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*args: object, **kwargs: object) -> str:
        raise RuntimeError("CANARY")

    monkeypatch.setattr(errors, "render_template", break_down)
    response = client.get("/en/nowhere")
    assert response.status_code == 404
    assert "CANARY" not in response.text
    check_document(response.text, app)
