"""A Host in front of the report on the month before, and what an officer sees of it."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from kentcare.accounts.accounts.models import RoleGrant
from kentcare.cases.homes.models import Home, HomeHost
from kentcare.db.session import writing
from support import the_cast
from support.host_report import WHOLE, LivesThere, Write, write, write_location

# A fixture that stands in a file of its own.
__all__ = ["write"]


@pytest.fixture
def sent(write: Write, people_app: Flask) -> str:
    """The address of a report that was sent, for its Host."""
    response = write().press("send", **WHOLE)
    assert response.status_code == 303
    location = write_location(write, response.headers["Location"])
    assert "/host/sent/" in location
    return location


@pytest.fixture
def desk(sent: str) -> str:
    """The address of that report for the desk."""
    return sent.replace("/host/sent/", "/desk/reports/")


@pytest.fixture
def lives_there(people_app: Flask) -> LivesThere:
    """Make somebody who works here a Host of the first home too: `lives_there("service-manager")`."""

    def make(name: str) -> None:
        with people_app.app_context(), writing() as session:
            account = the_cast.account_id(people_app, name)
            home = session.scalars(select(Home.id).where(Home.ref == "home")).one()
            session.add(HomeHost(home_id=home, account_id=account))
            session.add(RoleGrant(account_id=account, role="host", given_at=datetime.now(UTC)))

    return make
