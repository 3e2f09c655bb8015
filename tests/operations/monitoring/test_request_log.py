"""The line of a request: what is in it, what is not, and what it costs."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.config import Settings
from kentcare.operations.monitoring.request_log import RequestLog
from kentcare.web.page_cache.prerendered import VIEW
from support import the_cast
from support.lines import Written, written
from support.site import SignedIn, make_app

SAID = "CANARY"


@pytest.fixture
def log() -> Iterator[Written]:
    with written() as lines:
        yield lines


def last(log: Written) -> dict[str, Any]:
    return log.lines("request")[-1]


def test_a_page_that_is_made_and_one_that_is_ready(settings: Settings, log: Written) -> None:
    client = FlaskClient(make_app(settings), TestResponse)
    for _ in range(2):
        client.get("/ar/money")
        line = last(log)
        assert isinstance(line.pop("ms"), float)
        assert len(line.pop("request")) == 16
        assert line.pop("time")
        assert line.pop("process")
        assert line == {
            "level": "info",
            "event": "request",
            "view": "pages.show_page",
            "method": "GET",
            "status": 200,
            "language": "ar",
        }


@pytest.mark.parametrize(
    ("method", "path", "view", "status"),
    [
        ("GET", "/en/nowhere", "none", 404),
        ("POST", "/en/sample", "sample.ask", 400),
        ("POST", "/healthz", "none", 405),
        ("GET", "/healthz", "web.say_alive", 200),
        ("GET", "/exit", "web.leave", 303),
        ("GET", "/en/me", "my_pages.show_home", 303),
    ],
)
def test_what_is_refused_and_what_is_for_machines(
    client: FlaskClient, log: Written, method: str, path: str, view: str, status: int
) -> None:
    client.open(path, method=method)
    line = last(log)
    assert (line["method"], line["status"]) == (method, status)
    assert line["view"] == view


def test_style_sheets_and_scripts_have_no_line(app: Flask, client: FlaskClient, log: Written) -> None:
    address = next(iter(app.extensions["kentcare_files"].files))
    assert client.get(address).status_code == 200
    assert log.lines("request") == []


def test_nothing_that_somebody_sent_is_in_it(signed_in: SignedIn, log: Written) -> None:
    client = signed_in("personal-adviser")
    client.get("/en/desk/young-people/young-person")
    assert last(log)["view"] == "caseload.show_young_person"
    client.set_cookie("answers", SAID)
    headers = {
        "User-Agent": SAID,
        "Referer": f"http://localhost/{SAID}",
        "X-Request-ID": SAID,
        "X-Forwarded-For": "192.0.2.77",
        "Accept-Language": SAID,
    }
    client.get(f"/en/{SAID}?{SAID}={SAID}", headers=headers)
    client.post("/en/sample/broken", data={SAID: SAID}, headers=headers)
    client.open("/en/", method="CANARY", headers=headers)
    client.get("/CANARY/", headers=headers)
    assert len(log.lines("request")) == 5
    for told in (SAID, the_cast.CANARY, "127.0.0.1", "192.0.2.77", "/young-person", "Werkzeug"):
        assert told not in log.text


def test_the_line_of_an_error_and_the_line_of_its_request_can_be_joined(
    client: FlaskClient, log: Written
) -> None:
    page = client.get("/en/sample/broken").text
    (error,) = log.lines("error")
    line = last(log)
    assert (error["kind"], error["view"]) == ("RuntimeError", "sample.break_down")
    assert "break_down (" in error["place"]
    assert error["reference"] == line["reference"]
    assert error["reference"] in page
    assert error["request"] == line["request"]
    assert (error["level"], line["status"]) == ("error", 500)


@pytest.mark.parametrize(
    ("proxies", "brought", "is_taken"),
    [
        (1, "5f0c-a_b.C", True),
        (1, "a" * 64, True),
        (0, "5f0c", False),
        (1, "a" * 65, False),
        (1, "Ann Example", False),
        (1, "a@b.example", False),
        (1, "", False),
    ],
)
def test_a_proxy_of_ours_may_name_the_request(
    settings: Settings, log: Written, proxies: int, brought: str, is_taken: bool
) -> None:
    app = make_app(replace(settings, proxies=proxies))
    app.test_client().get("/healthz", headers={"X-Request-ID": brought})
    assert (last(log)["request"] == brought) is is_taken
    assert len(last(log)["request"]) > 2


def test_an_application_that_breaks_is_told_as_500(log: Written) -> None:
    def broken(environ: dict[str, Any], _start: object) -> tuple[bytes, ...]:
        environ[VIEW] = "none"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        RequestLog(broken, by_proxy=False, hosts=(), note=None)(
            {"PATH_INFO": "/", "REQUEST_METHOD": "GET"}, lambda *_: print
        )
    assert last(log)["status"] == 500


@pytest.mark.parametrize(
    "host",
    [
        "evil-canary.example",
        "offer.example.evil-canary.example",
        "evil canary",
        "evil-canary@offer.example",
        "offer.example:canary",
        "offer.example:99999999",
        "[canary",
        "*",
        "",
        "\xff\xfecanary",
    ],
)
def test_a_host_that_is_not_ours_is_refused_and_leaves_no_trace(
    settings: Settings, log: Written, host: str
) -> None:
    client = FlaskClient(make_app(replace(settings, hosts=("offer.example",))), TestResponse)
    for path in ("/", "/en/", "/en/money", "/static/nothing.css"):
        answer = client.get(path, environ_overrides={"HTTP_HOST": host})
        assert answer.status_code == 400, path
        assert "canary" not in answer.get_data(as_text=True)
        assert "Traceback" not in answer.get_data(as_text=True)
    assert "canary" not in log.text.lower()
    assert not log.lines("error")
