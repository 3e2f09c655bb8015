"""What a slow phone has to fetch before the first paint, in bytes on the wire."""

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from kentcare.web.assets import STATIC

FIRST_PAINT = 14_600
WHOLE_VISIT = 50_000
PAGES = ("/en/", "/en/status", "/en/contact", "/en/privacy", "/en/cookies", "/en/accessibility", "/en/sample")


def sent(app: Flask, address: str) -> int:
    response = FlaskClient(app, Response).get(address, headers={"Accept-Encoding": "br"})
    assert (response.status_code, response.headers["Content-Encoding"]) == (200, "br")
    return len(response.data)


def packed(name: str) -> int:
    return (STATIC / f"{name}.br").stat().st_size


@pytest.mark.parametrize("address", PAGES)
def test_a_page_and_its_sheet_fit_in_the_first_window(app: Flask, address: str) -> None:
    html = sent(app, address)
    assert html + packed("site.css") <= FIRST_PAINT


def test_a_whole_first_visit_is_light(app: Flask) -> None:
    html = sent(app, "/en/sample")
    assert html + sum(packed(name) for name in ("site.css", "site.js", "htmx.js", "icon.svg")) <= WHOLE_VISIT
