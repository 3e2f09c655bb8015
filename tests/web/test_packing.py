"""Pages are compressed for a browser that opens them so, are the same pages, and betray no token."""

import gzip

import brotli
import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from support.visitor import STUDENT, CheckerVisitor


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """A plain client, because the one that reads each page cannot read compressed ones."""
    return FlaskClient(app, Response)


@pytest.mark.parametrize("path", ["/en/", "/en/nowhere"])
def test_a_page_is_packed_in_the_best_form_that_is_understood(browser: FlaskClient, path: str) -> None:
    plain = browser.get(path)
    best = browser.get(path, headers={"Accept-Encoding": "gzip, deflate, br"})
    older = browser.get(path, headers={"Accept-Encoding": "gzip"})
    assert best.headers["Content-Encoding"] == "br"
    assert brotli.decompress(best.data) == plain.data
    assert older.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(older.data) == plain.data
    assert int(best.headers["Content-Length"]) == len(best.data) < len(older.data) < len(plain.data)
    for response in (plain, best, older):
        assert "Accept-Encoding" in response.headers["Vary"]


@pytest.mark.parametrize("accepted", ["", "identity", "br;q=0, gzip;q=0"])
def test_a_page_is_left_as_it_is_where_nothing_is_understood(browser: FlaskClient, accepted: str) -> None:
    assert "Content-Encoding" not in browser.get("/en/", headers={"Accept-Encoding": accepted}).headers


def test_a_page_that_has_not_changed_is_not_sent_again(browser: FlaskClient) -> None:
    packed = {"Accept-Encoding": "br"}
    tag = browser.get("/en/", headers=packed).headers["ETag"]
    again = browser.get("/en/", headers={**packed, "If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_a_word_is_not_worth_packing(browser: FlaskClient) -> None:
    assert "Content-Encoding" not in browser.get("/healthz", headers={"Accept-Encoding": "br"}).headers


def test_a_page_with_a_token_repeats_nothing_that_another_site_can_choose(app: Flask) -> None:
    """Otherwise its length, compressed, would betray the token to whoever guesses it part by part."""
    visitor = CheckerVisitor(app.test_client(), STUDENT).finish()
    app.extensions["kentcare_layouts"].cache_clear()
    app.extensions["kentcare_personal_pages"].current().clear()
    for page in ("checker/1", "checker/6", "checker/answer"):
        shown = visitor.client.get(
            f"/en/{page}?chosen=canary&csrf_token=canary#canary",
            headers={"Referer": "https://canary.example/canary", "User-Agent": "canary"},
        )
        assert 'name="csrf_token"' in shown.text
        assert "canary" not in shown.text
