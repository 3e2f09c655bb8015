"""The site as those see it who look after accounts: who is who, what an account looks like, sent forms."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.records import AuditEntry
from kentcare.db.session import writing
from kentcare.services.messages import records as messages
from support import the_cast
from support.forms import token
from support.html import page_of, text_of


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


def words(text: str) -> str:
    """What is read on a page."""
    return text_of(page_of(text))


def due(office: Office, name: str, day: date) -> None:
    """Somebody's account is to be looked at again by this day."""
    with office.app.app_context(), writing() as session:
        session.execute(update(Account).where(Account.ref == office.ref(name)).values(review_by=day))


NEW = {"name": "New Colleague", "email": "New.Colleague@example.org"}


def invited(office: Office, email: str = "new.colleague@example.org") -> Person | None:
    """Whoever has an account with this address."""
    with office.app.app_context():
        return accounts.by_address(Address("email", email))


def sent(office: Office) -> list[messages.Message]:
    """The messages that wait, the latest first."""
    with office.app.app_context():
        return [message for _, message in messages.latest(10)]


def invite(office: Office, keeper: str = "administrator", **fields: Any) -> Any:
    """The form that invites a colleague, as it is answered."""
    return office.send(keeper, "invite", **(NEW | {"roles": ["panel-member"]} | fields))
