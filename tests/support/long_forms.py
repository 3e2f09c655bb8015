"""A window in which a long form is open, and the long form that is made for tests: see report.py."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.db.session import db
from support import report
from support.html import Page, Tag, attribute, one, page_of
from support.site import SignedIn

ADDRESS = "/en/report/2026-11"
WHOLE = {"day-day": "25", "day-month": "11", "day-year": "2026", "well": "She cooked for all of us."}
Typed = dict[str, str | list[str]]
# A reference and what went well, of each report that was sent.
Rows = Callable[[], list[tuple[str, str]]]


@dataclass
class Window:
    """One window in which the form is open: what the page holds, and what is typed on it."""

    client: FlaskClient
    page: Page
    typed: Typed = field(default_factory=dict)

    @classmethod
    def open(cls, client: FlaskClient, address: str = ADDRESS) -> "Window":
        return cls(client, page_of(client.get(address)))

    @property
    def form(self) -> Tag:
        return one(self.page, "form.long")

    @property
    def action(self) -> str:
        return attribute(self.form, "action")

    def posted(self) -> Typed:
        return hidden(self.form) | shown(self.page) | self.typed

    def press(self, do: str, **typed: str) -> TestResponse:
        self.typed |= typed
        response = self.client.post(self.action, data=self.posted() | {"_do": do})
        if response.status_code != 303 and response.mimetype == "text/html":
            page = page_of(response)
            self.page = page if page.select_one("form.long") else self.page
        return response

    def autosave(self, **typed: str) -> TestResponse:
        """Save the draft as the page does while somebody types."""
        self.typed |= typed
        headers = {"Accept": "application/json"}
        response = self.client.post(self.action, data=self.posted(), headers=headers)
        if response.status_code == 200:
            self.form.attrs["action"] = answered(response)["action"]
        return response


def hidden(form: Tag) -> Typed:
    """What a form posts that nobody typed."""
    return {attribute(one, "name"): attribute(one, "value") for one in form.select("input[type=hidden]")}


def answered(response: TestResponse) -> dict[str, str]:
    """What the script of the page is told."""
    told: dict[str, str] | None = response.json
    assert told is not None
    return told


def cookie_of(client: FlaskClient, name: str) -> str:
    """The value of a cookie that the browser has to have."""
    cookie = client.get_cookie(name)
    assert cookie is not None
    return cookie.value


def shown(page: Page) -> Typed:
    """What stands in the fields of the page."""
    typed: Typed = {
        attribute(tag, "name"): (tag.attr("value") or "")
        for tag in page.select("form.long input[type=text]")
        if tag.attr("value")
    }
    typed |= {attribute(tag, "name"): text for tag in page.select("form.long textarea") if (text := tag.text)}
    chosen: dict[str, list[str]] = {}
    for tag in page.select("form.long :is(input[type=radio], input[type=checkbox])[checked]"):
        chosen.setdefault(attribute(tag, "name"), []).append(attribute(tag, "value"))
    return typed | chosen


@pytest.fixture
def report_app(people_app: Flask) -> Flask:
    """The site with the cast, and with the table of the long form that is made for tests."""
    with people_app.app_context():
        report.make_table()
        db.session.remove()
    return people_app


Open = Callable[..., Window]


@pytest.fixture
def opened(report_app: Flask, signed_in: SignedIn) -> Open:
    """Open the form: `opened("host")` is a window of a Host, in a browser of their own or in `client`."""

    def open_it(name: str = "host", client: FlaskClient | None = None, address: str = ADDRESS) -> Window:
        return Window.open(client or signed_in(name), address)

    return open_it


@pytest.fixture
def rows(report_app: Flask) -> Rows:
    """What was sent of the long form that is made for tests."""

    def all_of_them() -> list[tuple[str, str]]:
        with report_app.app_context():
            return report.rows()

    return all_of_them
