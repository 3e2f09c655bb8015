"""A Host in front of the report on the month before, and what an officer sees of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from conftest import SignedIn
from kentcare.accounts.accounts.models import RoleGrant
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.db.session import writing
from kentcare.hosting.reports.rules import Month
from kentcare.hosting.skills.rules import SKILLS
from support import the_cast
from support.long_forms import Window

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


LivesThere = Callable[[str], None]


@pytest.fixture
def lives_there(people_app: Flask) -> LivesThere:
    """`lives_there("service-manager")`: somebody who works here is a Host of the first home, too."""

    def make(name: str) -> None:
        with people_app.app_context(), writing() as session:
            account = the_cast.account_id(people_app, name)
            home = session.scalars(select(Home.id).where(Home.ref == "home")).one()
            session.add(HomeHost(home_id=home, account_id=account))
            session.add(RoleGrant(account_id=account, role="host", given_at=datetime.now(UTC)))

    return make


def write_location(write: Write, form: str) -> str:
    """Where somebody is led from the form once it was sent."""
    return str(write().client.get(form).headers["Location"])
