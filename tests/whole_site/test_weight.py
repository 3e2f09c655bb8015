"""What a slow phone has to fetch, in bytes on the wire.

Headers, page and style sheet, as packed as they are sent.
"""

import gzip
import re
from collections.abc import Callable
from typing import Any

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.core.languages.listed import offered_tags
from support.every import PAGES
from support.visitor import STUDENT, CheckerVisitor

FIRST_PAINT = 14_600
ANSWER = 20_000
WHOLE_VISIT = 50_000
BY_TAG = pytest.mark.parametrize("tag", offered_tags())


class Phone(FlaskClient):
    """A browser that takes packed pages, as every browser does."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs["headers"] = {"Accept-Encoding": "gzip, br"} | dict(kwargs.get("headers") or {})
        return super().open(*args, **kwargs)


def on_the_wire(response: TestResponse) -> int:
    """The page as it is sent, with its headers."""
    assert response.status_code == 200
    assert "Content-Encoding" in response.headers
    head = sum(len(f"{name}: {value}\r\n") for name, value in response.headers.items())
    return len(b"HTTP/1.1 200 OK\r\n\r\n") + head + len(response.data)


def first_paint(phone: Phone, address: str) -> int:
    """A page with every sheet that it names."""
    page = phone.get(address)
    html = (
        brotli.decompress(page.data)
        if page.headers["Content-Encoding"] == "br"
        else gzip.decompress(page.data)
    )
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html.decode())
    assert sheets
    return sum(map(on_the_wire, [page, *(phone.get(sheet, buffered=True) for sheet in sheets)]))


@BY_TAG
def test_every_page_and_its_sheet_fit_in_the_first_window(
    app: Flask, tag: str, record_property: Callable[[str, str], None]
) -> None:
    phone = Phone(app, TestResponse)
    weights = {page: first_paint(phone, f"/{tag}/{page}") for page in PAGES}
    heaviest = sorted(weights.items(), key=lambda one: -one[1])
    report = ", ".join(f"{page or 'home'} {weight:,}" for page, weight in heaviest)
    record_property(f"bytes to the first paint, {tag}", report)
    assert heaviest[0][1] <= FIRST_PAINT, report


@BY_TAG
def test_the_answer_and_its_sheet_fit_in_their_own(
    app: Flask, tag: str, record_property: Callable[[str, str], None]
) -> None:
    visitor = CheckerVisitor(app.test_client(), STUDENT, tag).finish()
    phone = Phone(app, TestResponse)
    cookie = visitor.client.get_cookie("answers")
    assert cookie is not None
    phone.set_cookie("answers", cookie.value)
    weight = first_paint(phone, f"/{tag}/checker/answer")
    record_property(f"bytes of the answer, {tag}", f"{weight:,}")
    assert weight <= ANSWER


@BY_TAG
def test_a_whole_first_visit_is_light(
    app: Flask, tag: str, record_property: Callable[[str, str], None]
) -> None:
    """The first page, a question, every file that they ask for, and what is kept to be read offline."""
    phone = Phone(app, TestResponse)
    offline = sum(on_the_wire(phone.get(address)) for address in ("/worker.js", f"/{tag}/offline"))
    record_property(f"bytes kept to be read offline, {tag}", f"{offline:,}")
    pages = sum(on_the_wire(phone.get(f"/{tag}/{page}")) for page in ("", "checker/1"))
    asked_for = {"home.css", "reading.css", "forms.css", "site.js", "htmx.js", "icon.svg", "keep.js"}
    addresses = [
        address
        for address in app.extensions["kentcare_files"].files
        if address.rpartition("/")[2] in asked_for
    ]
    assert len(addresses) == len(asked_for)
    files = sum(len(phone.get(address).data) for address in addresses)
    weight = pages + files + offline
    record_property(f"bytes of a first visit, {tag}", f"{weight:,}")
    assert weight <= WHOLE_VISIT
