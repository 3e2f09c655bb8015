"""A Host in front of a long form."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from conftest import SignedIn
from kentcare.db.session import db
from support import report

ADDRESS = "/en/report/2026-11"
WHOLE = {"day-day": "25", "day-month": "11", "day-year": "2026", "well": "She cooked for all of us."}


@dataclass
class Window:
    """One window in which the form is open: what the page holds, and what is typed on it."""

    client: FlaskClient
    page: BeautifulSoup
    typed: dict[str, str | list[str]] = field(default_factory=dict)

    @classmethod
    def open(cls, client: FlaskClient, address: str = ADDRESS) -> "Window":
        return cls(client, soup(client.get(address)))

    @property
    def action(self) -> str:
        return str(self.page.select_one("form.long")["action"])

    def posted(self) -> dict[str, str | list[str]]:
        hidden = {box["name"]: box["value"] for box in self.page.select("form.long input[type=hidden]")}
        return hidden | shown(self.page) | self.typed

    def press(self, do: str, **typed: str) -> TestResponse:
        self.typed |= typed
        response = self.client.post(self.action, data=self.posted() | {"_do": do})
        if response.status_code != 303 and response.mimetype == "text/html":
            page = soup(response)
            self.page = page if page.select_one("form.long") else self.page
        return response

    def autosave(self, **typed: str) -> TestResponse:
        """As the page does while somebody types."""
        self.typed |= typed
        headers = {"Accept": "application/json"}
        response = self.client.post(self.action, data=self.posted(), headers=headers)
        if response.status_code == 200:
            self.page.select_one("form.long")["action"] = response.json["action"]
        return response


def soup(response: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")


def shown(page: BeautifulSoup) -> dict[str, str | list[str]]:
    """What stands in the boxes of the page."""
    found: dict[str, str | list[str]] = {
        box["name"]: box.get("value", "")
        for box in page.select("form.long input[type=text]")
        if box.get("value")
    }
    found |= {box["name"]: text for box in page.select("form.long textarea") if (text := box.get_text())}
    for box in page.select("form.long :is(input[type=radio], input[type=checkbox])[checked]"):
        found.setdefault(box["name"], []).append(box["value"])
    return found


@pytest.fixture
def report_app(people_app: Flask) -> Flask:
    with people_app.app_context():
        report.make_table()
        db.session.remove()
    return people_app


Open = Callable[..., Window]


@pytest.fixture
def opened(report_app: Flask, signed_in: SignedIn) -> Open:
    """`opened("host")`: the form in a window of a Host, of their own browser or of `client`."""

    def open_it(name: str = "host", client: FlaskClient | None = None, address: str = ADDRESS) -> Window:
        return Window.open(client or signed_in(name), address)

    return open_it


@pytest.fixture
def rows(report_app: Flask) -> Callable[[], list[tuple[str, str]]]:
    def all_of_them() -> list[tuple[str, str]]:
        with report_app.app_context():
            return report.rows()

    return all_of_them
