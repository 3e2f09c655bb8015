"""A Host's monthly report as tests write it, and what is stored of it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from kentcare.core.clock import today
from kentcare.db.session import reading
from kentcare.hosting.reports.models import MonthlyReport, ReportNote
from kentcare.hosting.reports.rules import Month
from kentcare.hosting.reports.skills.rules import SKILLS
from kentcare.hosting.safeguarding.models import StopShown
from support.html import one, page_of
from support.long_forms import Window
from support.site import SignedIn

# The last month that has ended.
MONTH = Month.of(today()).before
FORM = f"/en/host/reports/stay/{MONTH}"
STOP = f"{FORM}/stop"
WHOLE: dict[str, str] = {f"level_{skill}": "2" for skill in SKILLS} | {
    "well": "She cooked for all of us.",
    "hours": "12",
    "nights": "0",
}
# `write("host")`: a window in which the report is open.
Write = Callable[..., Window]
# `lives_there("service-manager")`: somebody who works here is a Host of the first home, too.
LivesThere = Callable[[str], None]
SAFE, WORRYING = "She cooked for all of us.", "He did not come home last night."


@pytest.fixture
def write(signed_in: SignedIn) -> Write:
    """Open the report: `write("host")` is a window of a Host in which it is open."""

    def opened(name: str = "host", address: str = FORM, client: FlaskClient | None = None) -> Window:
        return Window.open(client or signed_in(name), address)

    return opened


def send_twice(window: Window, **typed: str) -> TestResponse:
    """Send what the form asks back, and confirm it with a second press."""
    assert window.press("send", **typed).status_code == 422
    return window.press("send")


def stored(app: Flask) -> list[MonthlyReport]:
    """Every report that was sent."""
    with app.app_context():
        return list(reading().scalars(select(MonthlyReport)))


def number_of_notes(app: Flask) -> int:
    """How many notes there are beside reports."""
    with app.app_context():
        return len(reading().scalars(select(ReportNote)).all())


def stops(app: Flask) -> list[StopShown]:
    """Every stop, the first one first."""
    with app.app_context():
        return list(reading().scalars(select(StopShown).order_by(StopShown.id)))


def write_location(write: Write, form: str) -> str:
    """Where somebody is led from the form once it was sent."""
    return str(write().client.get(form).headers["Location"])


def says_whom_to_ring(response: TestResponse, *, words: str) -> bool:
    """Whether the page that says whom to ring has these words, which could not be saved, to copy."""
    page = page_of(response)
    assert one(page, "h1").text == "Ring now, not later"
    assert {"999", "03000 41 91 91"} <= {ring.text for ring in page.select(".ring a")}
    return words in one(page, "main").text


def halted(response: TestResponse) -> str:
    """Where a form is led that was halted while somebody types."""
    assert response.json is not None
    return str(response.json["halted"])


def words_of(held: dict[str, object]) -> dict[str, object]:
    """The answers in a report of somebody's copy."""
    words = held["words"]
    assert isinstance(words, dict)
    return words
