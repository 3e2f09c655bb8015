"""How a test comes in as somebody who works here does: with a password, and then with a second proof."""

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
class Equipped:
    """Somebody with a password, an app and recovery codes."""

    email: str
    app: pyotp.TOTP
    codes: list[str]

    def number(self) -> str:
        return self.app.at(datetime.now(UTC))


def person(app: Flask, name: str) -> Person:
    number = the_cast.account_id(app, name)
    with app.app_context():
        found = accounts.by_id(number)
    assert found
    return found


def equip(app: Flask, name: str) -> Equipped:
    """The number that the app shows just now is used by this: the next one is half a minute away."""
    now, made = datetime.now(UTC), pyotp.TOTP(pyotp.random_base32())
    with app.app_context():
        somebody = accounts.by_id(the_cast.account_id(app, name))
        assert somebody
        records.choose_first_password(somebody, PASSWORD, now)
        codes = records.add_first_app(somebody, made.secret, made.at(now), now)
    assert codes
    return Equipped(the_cast.email(name), made, codes)


def change_account(app: Flask, name: str, **values: object) -> None:
    number = the_cast.account_id(app, name)
    with app.app_context(), writing() as session:
        row = session.get_one(Account, number)
        for field, value in values.items():
            setattr(row, field, value)


def post(client: FlaskClient, path: str, page: str | None = None, **fields: str) -> TestResponse:
    return client.post(path, data={"csrf_token": token(client, page or path), **fields})


def give_password(client: FlaskClient, email: str, password: str = PASSWORD) -> TestResponse:
    return post(client, SIGN_IN, email=email, password=password)


def give_number(client: FlaskClient, number: str) -> TestResponse:
    return post(client, CHECK, number=number)


def is_in(client: FlaskClient) -> bool:
    return client.get("/en/account/proofs").status_code == 200
