"""The exact headers of every kind of answer. The client checks them on every page; here is each kind."""

import gzip
from collections.abc import Callable

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.forms import filled
from support.page_checks import check_headers


def test_a_public_page_may_be_kept_if_it_is_asked_for_again(client: FlaskClient) -> None:
    first = client.get("/en/money")
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get("/en/money", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


def test_a_public_page_says_that_htmx_gets_another(client: FlaskClient) -> None:
    assert "HX-Request" in client.get("/en/money").headers["Vary"]


@pytest.mark.parametrize("path", ["/en/sample", "/en/sample/answer", "/en/nowhere", "/", "/exit"])
def test_what_is_not_public_is_never_kept(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_a_page_that_looked_at_answers_is_not_kept_whatever_its_mark_says(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.view_functions["sample.show"], "kentcare_same_for_everyone", True, raising=False)
    assert client.get("/en/sample/answer").headers["Cache-Control"] == "no-store"


def test_every_kind_of_answer_has_the_same_headers(app: Flask, client: FlaskClient) -> None:
    seen = {
        client.get("/en/").status_code,
        client.get("/").status_code,
        client.post("/en/sample", data=filled(client)).status_code,
        client.post("/en/sample").status_code,
        client.post("/en/sample", headers={"Origin": "null"}).status_code,
        client.get("/en/nowhere").status_code,
        client.post("/en/").status_code,
        client.post("/en/sample", data=b"x" * (app.config["MAX_CONTENT_LENGTH"] + 1)).status_code,
        client.post("/en/sample", data=filled(client, {"living": "nowhere"})).status_code,
        client.get("/en/sample/broken").status_code,
    }
    assert seen == {200, 303, 400, 403, 404, 405, 413, 422, 500}


def test_on_https_browsers_are_told_to_stay_there(https_client: FlaskClient) -> None:
    assert "Strict-Transport-Security" in https_client.get("/en/").headers


def test_a_file_has_them_too_and_is_kept_for_ever(app: Flask, client: FlaskClient) -> None:
    for address in app.extensions["kentcare_files"].files:
        response = client.get(address)
        check_headers(response)
        assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize(("coding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_file_is_sent_ready_packed(
    app: Flask, client: FlaskClient, coding: str, unpack: Callable[[bytes], bytes]
) -> None:
    address = next(address for address in app.extensions["kentcare_files"].files if address.endswith(".css"))
    packed = client.get(address, headers={"Accept-Encoding": coding})
    assert packed.headers["Content-Encoding"] == coding
    assert unpack(packed.data) == client.get(address).data


def test_the_manifest_is_not_on_the_site(app: Flask) -> None:
    assert not [address for address in app.extensions["kentcare_files"].files if "manifest" in address]
