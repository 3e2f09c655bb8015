"""How a test signs in as a colleague does: with a password and a second factor."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.models import Account
from kentcare.accounts.accounts.records import Person
from kentcare.db.session import writing
from kentcare.sign_in.staff import records
from support import the_cast
from support.forms import token

PASSWORD = "otter lantern gravel seven"  # noqa: S105  # nobody's
SIGN_IN, CHECK = "/en/staff/sign-in", "/en/staff/sign-in/check"


@dataclass(frozen=True)
class StaffCredentials:
    """The credentials of a colleague: the e-mail address for PASSWORD, an app and recovery codes."""

    email: str
    app: pyotp.TOTP
    codes: list[str]

    def number(self) -> str:
        """The number that the app shows now."""
        return self.app.at(datetime.now(UTC))


def person(app: Flask, name: str) -> Person:
    """Somebody of the cast."""
    number = the_cast.account_id(app, name)
    with app.app_context():
        found = accounts.by_id(number)
    assert found
    return found


def give_credentials(app: Flask, name: str) -> StaffCredentials:
    """Give a password, an app and recovery codes to somebody of the cast.

    This uses up the number that the app shows now: the next one is half a minute away.
    """
    now, made = datetime.now(UTC), pyotp.TOTP(pyotp.random_base32())
    with app.app_context():
        somebody = accounts.by_id(the_cast.account_id(app, name))
        assert somebody
        records.choose_first_password(somebody, PASSWORD, now)
        codes = records.add_first_authenticator(somebody, made.secret, made.at(now), now)
    assert codes
    return StaffCredentials(the_cast.email(name), made, codes)


def change_account(app: Flask, name: str, **values: object) -> None:
    """Set columns of the account of somebody of the cast."""
    number = the_cast.account_id(app, name)
    with app.app_context(), writing() as session:
        row = session.get_one(Account, number)
        for field, value in values.items():
            setattr(row, field, value)


def post(client: FlaskClient, path: str, page: str | None = None, **fields: str) -> TestResponse:
    """Post fields with the token of the page's form."""
    return client.post(path, data={"csrf_token": token(client, page or path), **fields})


def give_password(client: FlaskClient, email: str, password: str = PASSWORD) -> TestResponse:
    return post(client, SIGN_IN, email=email, password=password)


def give_number(client: FlaskClient, number: str) -> TestResponse:
    return post(client, CHECK, number=number)


def is_in(client: FlaskClient) -> bool:
    return client.get("/en/account/proofs").status_code == 200


def authenticator_on(page: str) -> pyotp.TOTP:
    """The app that has the secret on a page."""
    found = re.search(r'<code dir="ltr">([A-Z2-7 ]+)</code>', page)
    assert found
    return pyotp.TOTP(found[1].replace(" ", ""))


def without_own(text: str, email: str) -> str:
    """A page without what was typed, and without the token of its forms."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", text.replace(email, ""))
