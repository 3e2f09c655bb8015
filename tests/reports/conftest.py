"""A Host in front of the report on the month before, and what an officer sees of it."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from conftest import SignedIn
from drafts.conftest import Window
from kentcare.reports.rules import Month
from kentcare.skills.rules import SKILLS

# The last month that has ended.
MONTH = Month.of(date.today()).before  # as the site's own "today" is, but for an hour a year
FORM = f"/en/host/reports/stay/{MONTH}"
STOP = f"{FORM}/stop"
WHOLE: dict[str, str] = {f"level_{skill}": "2" for skill in SKILLS} | {
    "well": "She cooked for all of us.",
    "hours": "12",
    "nights": "0",
}
SAFE, WORRYING = "She cooked for all of us.", "He did not come home last night."

Write = Callable[..., Window]


@pytest.fixture
def write(signed_in: SignedIn) -> Write:
    """`write("host")`: a window in which the report is open."""

    def opened(name: str = "host", address: str = FORM, client: FlaskClient | None = None) -> Window:
        return Window.open(client or signed_in(name), address)

    return opened


@pytest.fixture
def sent(write: Write, people_app: Flask) -> str:
    """The address of a report that was sent, for its Host."""
    response = write().press("send", **WHOLE)
    assert response.status_code == 303
    location = write_location(write, response.headers["Location"])
    assert "/host/sent/" in location
    return location


def write_location(write: Write, form: str) -> str:
    """Where somebody is led from the form once it was sent."""
    return str(write().client.get(form).headers["Location"])
