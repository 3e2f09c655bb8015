"""How a test signs in with a code, as young people, applicants and Hosts do."""

import re
from datetime import date

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.services.messages import records as messages
from support.forms import token


def last_message(app: Flask) -> messages.Message | None:
    """The newest message in the queue."""
    with app.app_context():
        found = messages.latest(1)
    return found[0][1] if found else None


def ask_for_code(client: FlaskClient, address: str, tag: str = "en") -> TestResponse:
    page = f"/{tag}/sign-in"
    return client.post(page, data={"csrf_token": token(client, page), "address": address})


def code_sent(app: Flask) -> str:
    message = last_message(app)
    assert message
    found = re.search(r"\d{6}", message.text)
    assert found
    return found[0]


def give_code(client: FlaskClient, code: str, tag: str = "en") -> TestResponse:
    page = f"/{tag}/sign-in/code"
    return client.post(page, data={"csrf_token": token(client, page), "code": code})


def give_birthday(client: FlaskClient, born: date) -> TestResponse:
    page = "/en/sign-in/birthday"
    typed = {"born-day": born.day, "born-month": born.month, "born-year": born.year}
    return client.post(page, data={"csrf_token": token(client, page), **typed})


def come_in(app: Flask, client: FlaskClient, address: str) -> TestResponse:
    ask_for_code(client, address)
    return give_code(client, code_sent(app))
