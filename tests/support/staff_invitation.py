"""How somebody who is invited to work here comes in for the first time: a code, and then a password."""

import re
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.sign_in.staff import records
from support import the_cast
from support.code_sign_in import last_message
from support.staff_sign_in import PASSWORD, change_account, person, post

INVITATION, FIRST = "/en/staff/invitation", "/en/staff/first-proofs"
NAME = "finance-officer"
EMAIL = the_cast.email(NAME)


def invite(app: Flask, name: str = NAME) -> str:
    """The code that stands in the message."""
    change_account(app, name, state="invited")
    somebody = person(app, name)
    with app.test_request_context("/en/desk"):
        records.send_invitation(somebody, f"http://localhost{INVITATION}", datetime.now(UTC))
    message = last_message(app)
    assert message
    assert message.to == the_cast.email(name)
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", message.text)
    assert found
    assert found[0] not in message.text.split(INVITATION)[0]  # it stands beside the address, not in it
    return found[0]


def give_code(client: FlaskClient, code: str, email: str = EMAIL) -> TestResponse:
    return post(client, INVITATION, email=email, code=code)


def choose(client: FlaskClient, password: str = PASSWORD, again: str | None = None) -> TestResponse:
    return post(client, FIRST, password=password, again=password if again is None else again)
