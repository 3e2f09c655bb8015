"""A page that says that nothing was saved has all that was typed, and can send it once more."""

import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.db.refused import DatabaseBusy
from support.html import page_of

WORDS = "Words that nobody should have to write twice"


@pytest.fixture
def busy(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database is locked for whoever sends the form of the tests."""

    def fail(**_: Any) -> None:
        raise DatabaseBusy("Nothing was saved.")

    monkeypatch.setitem(app.view_functions, "sample.ask", fail)


def filled_form(client: FlaskClient) -> dict[str, str]:
    token = re.search(r'name="csrf_token" value="([^"]+)', client.get("/en/checker/1").text)
    assert token
    return {"csrf_token": token[1], "weeks": WORDS}


@pytest.mark.usefixtures("busy")
def test_what_was_typed_is_shown_and_sent_again(app: Flask, client: FlaskClient) -> None:
    page = client.post("/en/sample", data=filled_form(client) | {"living": "foster_care"})
    assert page.status_code == 503
    assert f'<p class="typed" dir="auto">{WORDS}</p>' in page.text
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text))
    assert (fields["weeks"], fields["living"]) == (WORDS, "foster_care")
    assert '<form method="post" action="/en/sample">' in page.text
    assert "The answers you gave before are gone" not in page.text


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("name", ["password", "new_password", "code", "client-secret"])
def test_no_password_and_no_code_stands_in_the_page(client: FlaskClient, name: str) -> None:
    page = client.post("/en/sample", data=filled_form(client) | {name: "correct horse battery"})
    assert page.status_code == 503
    assert "battery" not in page.text
    assert WORDS in page.text


@pytest.mark.usefixtures("busy")
def test_files_are_said_not_to_be_kept(client: FlaskClient) -> None:
    data = filled_form(client) | {"photo": (io.BytesIO(b"x"), "photo.jpg")}
    page = client.post("/en/sample", data=data)
    assert "Files are not kept here" in page.text
    assert WORDS in page.text


@pytest.mark.usefixtures("busy")
def test_a_post_without_a_token_of_ours_is_not_repeated(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        page = client.post("/en/sample", data={"weeks": WORDS})
    finally:
        app.config["WTF_CSRF_ENABLED"] = True
    assert page.status_code == 503
    assert WORDS not in page.text
    assert "Go back: your words are still on the page before" in page.text


@pytest.mark.usefixtures("busy")
def test_the_button_that_sends_it_again_is_the_first_one_to_press(client: FlaskClient) -> None:
    page = page_of(client.post("/en/sample", data=filled_form(client)))
    first = [tag.text for tag in page.select("main .govuk-button:not(.govuk-button--secondary)")]
    assert first == ["Send it again"]
    assert page.select_one("main .govuk-button--secondary[href='/en/']")
