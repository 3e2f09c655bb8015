"""Inviting a young person or a Host from the pages of the caseload."""

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.records import Person
from kentcare.services.messages import records as messages
from support import the_cast
from support.crowd import OWN, OWN_HOME, PEOPLE
from support.forms import token

NEW, NEW_MOBILE = "07700 900 777", "+447700900777"
HOME = f"/en/desk/homes/{OWN_HOME}"


def invite(client: FlaskClient, ref: str = OWN, address: str = NEW, **fields: str) -> TestResponse:
    """The form that invites a young person, as it is answered."""
    page = f"{PEOPLE}/{ref}/invite"
    data = {"csrf_token": token(client, page), "address": address, "safe": "no"}
    return client.post(page, data=data | fields)


def invite_host(client: FlaskClient, **fields: str) -> TestResponse:
    """The form that invites a Host to the home, as it is answered."""
    page = f"{HOME}/invite-host"
    data = {"csrf_token": token(client, page), "who": "new", "name": "A New Host", "address": NEW}
    return client.post(page, data=data | fields)


def sent(app: Flask) -> dict[str, str]:
    """The words of the messages that wait, by address."""
    with app.app_context():
        return {message.to: message.text for _, message in messages.latest(10)}


def account(app: Flask, name: str) -> Person:
    """The account of one of the cast."""
    number = the_cast.account_id(app, name)
    with app.app_context():
        person = accounts.by_id(number)
    assert person
    return person


def account_by_mobile(app: Flask) -> Person:
    """Whoever has the new number."""
    with app.app_context():
        person = accounts.by_address(Address("text", NEW_MOBILE))
    assert person
    return person


def let_be_told(app: Flask, name: str) -> None:
    """Somebody has said that a message to their old address is safe."""
    number = the_cast.account_id(app, name)
    with app.app_context():
        accounts.save_preferences(number, may_tell_old_address=True)
