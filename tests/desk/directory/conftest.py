"""What the tests of accounts need: who is who, what an account looks like now, and a form that is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from conftest import SignedIn
from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.records import AuditEntry
from support import the_cast
from support.forms import token


@dataclass(frozen=True)
class Office:
    """The site and its database, from where the keepers of accounts sit."""

    app: Flask
    browser: Callable[[str], FlaskClient]

    def person(self, name: str) -> Person:
        with self.app.app_context():
            found = accounts.by_id(the_cast.account_id(self.app, name))
        assert found
        return found

    def ref(self, name: str) -> str:
        return self.person(name).ref

    def viewer(self, name: str) -> Viewer:
        person = self.person(name)
        return Viewer(person.id, person.ref, person.name, person.language, person.roles)

    def roles(self, name: str) -> set[Role]:
        return set(self.person(name).roles)

    def send(self, keeper: str, address: str, **fields: Any) -> TestResponse:
        """A form of somebody who is signed in."""
        client = self.browser(keeper)
        return client.post(
            f"/en/desk/people/{address}",
            data={"csrf_token": token(client, "/en/account")}
            | {n.replace("__", "-"): v for n, v in fields.items()},
        )

    def latest(self) -> AuditEntry:
        with self.app.app_context():
            return audit.events(most=1)[0]

    def actions(self) -> list[str]:
        """Everything that was done and not only tried or signed in for, the latest first."""
        with self.app.app_context():
            return [one.action.value for one in audit.events(most=500) if one.action.value != "signed in"]


@pytest.fixture
def office(people_app: Flask, signed_in: SignedIn) -> Office:
    return Office(people_app, signed_in)
