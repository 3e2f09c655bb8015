"""Naming the adviser of a young person or the officer of a home, by a form."""

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.accounts.accounts import records as accounts
from support import the_cast
from support.forms import token


def account_ref(app: Flask, name: str) -> str:
    """The ref of the account of one of the cast."""
    with app.app_context():
        person = accounts.by_id(the_cast.account_id(app, name))
    assert person
    return person.ref


def name_somebody(client: FlaskClient, page: str, who: str, **fields: str) -> TestResponse:
    """The form by which somebody is named, as it is answered."""
    data = {"csrf_token": token(client, "/en/account"), "who": who}
    return client.post(page, data=data | fields)
