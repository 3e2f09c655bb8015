"""Pre-rendered pages: what is sent ahead of Flask is what Flask would have sent."""

import gzip
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.config import Settings
from support import small_site
from support.site import make_app

PAGE = "/en/money"


@pytest.fixture
def plain(app: Flask) -> FlaskClient:
    """A client that asks nothing of the page, because some of these are packed.

    The site looks at its content first: what another test changed and put back is not noticed in
    the middle of this one.
    """
    small_site.look_now(app)
    return FlaskClient(app, TestResponse)


def views_called(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses for which Flask was asked, from now on."""
    asked: list[str] = []
    show = app.view_functions["pages.show_page"]

    def listen(name: str) -> object:
        asked.append(name)
        return show(name=name)

    listen.__dict__.update(show.__dict__)
    monkeypatch.setitem(app.view_functions, "pages.show_page", listen)
    return asked


def test_the_second_reader_gets_the_same_bytes_and_flask_is_not_asked(
    app: Flask, plain: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = plain.get(PAGE)
    asked = views_called(app, monkeypatch)
    second = plain.get(PAGE)
    assert asked == []
    assert second.data == first.data
    assert dict(second.headers) == dict(first.headers)


def test_it_is_what_flask_would_have_sent(app: Flask, plain: FlaskClient) -> None:
    with app.test_request_context(PAGE):
        made = app.full_dispatch_request().get_data()
    assert plain.get(PAGE).data == made


@pytest.mark.parametrize(
    ("accepted", "packing"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0, br;q=0", None),
        ("", None),
        ("identity", None),
    ],
)
def test_it_is_packed_as_the_browser_can_open_it(
    plain: FlaskClient, accepted: str, packing: str | None
) -> None:
    bare = plain.get(PAGE).data
    response = plain.get(PAGE, headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == packing
    assert response.headers["Content-Length"] == str(len(response.data))
    opened = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[packing](response.data)
    assert opened == bare


def test_whoever_has_it_already_is_told_so(plain: FlaskClient) -> None:
    etag = plain.get(PAGE).headers["ETag"]
    for known in (etag, f'"old", {etag}'):
        response = plain.get(PAGE, headers={"If-None-Match": known})
        assert (response.status_code, response.data) == (304, b"")
        assert response.headers["ETag"] == etag
    assert plain.get(PAGE, headers={"If-None-Match": '"old"'}).status_code == 200


def test_a_head_request_gets_the_head(plain: FlaskClient) -> None:
    response = plain.head(PAGE)
    assert (response.status_code, response.data) == (200, b"")
    assert int(response.headers["Content-Length"]) > 1000


@pytest.mark.parametrize(
    "asked_as",
    [
        {"headers": {"HX-Request": "true"}},
        {"query_string": "a=1"},
        {"headers": {"Referer": "http://localhost/"}},
    ],
    ids=["a fragment", "a query", "a choice of language"],
)
def test_what_differs_from_reader_to_reader_goes_on_to_flask(
    app: Flask, plain: FlaskClient, monkeypatch: pytest.MonkeyPatch, asked_as: dict[str, object]
) -> None:
    plain.get(PAGE)
    asked = views_called(app, monkeypatch)
    assert plain.get(PAGE, **asked_as).status_code == 200
    assert asked == ["money"]


def test_a_page_of_the_checker_is_never_cached(client: FlaskClient) -> None:
    for _ in range(2):
        assert client.get("/en/checker/1").headers["Cache-Control"] == "no-store"


def test_a_page_that_does_not_exist_is_never_cached(client: FlaskClient) -> None:
    for _ in range(2):
        assert client.get("/en/nowhere").status_code == 404


def test_another_host_than_the_site_s_own_is_refused_where_the_page_is_cached(
    settings: Settings,
) -> None:
    client = FlaskClient(make_app(replace(settings, hosts=("kent.example",))), TestResponse)
    assert client.get(PAGE, headers={"Host": "kent.example"}).status_code == 200
    assert client.get(PAGE, headers={"Host": "evil.example"}).status_code == 400


def test_a_page_is_made_anew_when_a_day_begins(app: Flask, plain: FlaskClient) -> None:
    """A page that is past its review says so on the first day of that, not when the site starts again."""
    pages = []
    for day in ("2027-01-01", "2031-01-01"):
        with small_site.on_day(app, day):
            pages.append(b"overdue" in plain.get(PAGE).data)
    assert pages == [False, True]


def test_a_change_of_content_shows_without_a_restart(settings: Settings, tmp_path: Path) -> None:
    content = small_site.make(tmp_path)
    with small_site.live(tmp_path):
        app = make_app(settings)
        plain = FlaskClient(app, TestResponse)
        before = plain.get("/en/clothes")
        small_site.change(content, "rates/small_shoes.yaml", '"90.50"', '"91.00"')
        small_site.look_now(app)
        after = plain.get("/en/clothes", headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, "£91" in after.text, "£90.50" in before.text) == (200, True, True)


def test_a_change_with_a_fault_in_it_leaves_the_page_as_it_was(settings: Settings, tmp_path: Path) -> None:
    content = small_site.make(tmp_path)
    with small_site.live(tmp_path):
        app = make_app(settings)
        plain = FlaskClient(app, TestResponse)
        before = plain.get("/en/clothes").data
        small_site.change(content, "pages/en/clothes.md", "{rate:small_coat}", "{rate:no_such_coat}")
        small_site.look_now(app)
        assert plain.get("/en/clothes").data == before
