"""One view gives a whole page, or its middle to htmx."""

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from support.forms import filled


def test_htmx_gets_the_middle_of_the_page_with_the_same_mistakes(client: FlaskClient) -> None:
    response = client.post(
        "/en/sample", data=filled(client, {"born-month": "13"}), headers={"HX-Request": "true"}
    )
    assert response.status_code == 422
    assert response.text.startswith("<title>Error: ")
    assert "<header" not in response.text
    assert response.headers["HX-Push-Url"] == "false"


def test_whoever_goes_back_in_history_gets_a_whole_page(client: FlaskClient) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    response = client.get("/en/sample", headers=headers)
    assert response.text.startswith("<!DOCTYPE html>")
    assert "HX-Request" in response.headers["Vary"]


def test_a_page_that_needs_no_mending_may_go_into_the_history(client: FlaskClient) -> None:
    response = client.get("/en/sample", headers={"HX-Request": "true"})
    assert not response.text.startswith("<!DOCTYPE html>")
    assert "HX-Push-Url" not in response.headers


@pytest.mark.parametrize(
    ("template", "html"),
    [
        ("{{ '<Sam>' | bdi }}", "<bdi>&lt;Sam&gt;</bdi>"),
        ("{{ 'a<b@example.org' | mailbox }}", "a&lt;b<wbr>@example.org"),
        ("{{ 'a@b@example.org' | mailbox }}", "a@b<wbr>@example.org"),
        ("{{ '<nobody>' | mailbox }}", "&lt;nobody&gt;"),
    ],
)
def test_what_somebody_is_called_is_escaped(app: Flask, template: str, html: str) -> None:
    with app.test_request_context("/en/"):
        assert render_template_string(template) == html
