"""What goes wrong outside Flask is a page with our headers, and no words in the log."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from support.page_checks import check_headers

WORDS = "CANARY words of a person"


@contextmanager
def outermost(app: Flask, name: str) -> Iterator[Any]:
    """The middleware of this class name, found from the outside in."""
    found: Any = app.wsgi_app
    while type(found).__name__ != name:
        found = found._inner
    yield found


def test_an_error_outside_flask_is_a_page_of_ours(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_environ: object, _start: object) -> None:
        raise ValueError(WORDS)

    with outermost(app, "LastResort") as last:
        monkeypatch.setattr(last, "_inner", fail)
    caplog.set_level(logging.INFO)
    answer = client.get("/en/money")
    assert (answer.status_code, "our fault" in answer.text) == (500, True)
    assert "ValueError outside Flask: fail" in caplog.text
    assert WORDS not in caplog.text


@pytest.mark.parametrize("path", ["*", "", "en/money", "http://elsewhere/en"])
@pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST"])
def test_a_request_without_a_path_is_refused(app: Flask, path: str, method: str) -> None:
    client = FlaskClient(app, TestResponse)
    answer = client.open("/", method=method, environ_overrides={"PATH_INFO": path})
    assert answer.status_code == 400
    check_headers(answer)
