"""What a browser keeps between two pages is never shown to the next person who uses it."""

import re

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from support import the_cast
from support.site import SignedIn
from support.staff_sign_in import (
    StaffCredentials,
    authenticator_on,
    post,
)

PROOFS, CODES = "/en/account/proofs", "/en/account/recovery-codes"
Clock = time_machine.Traveller


@pytest.fixture
def client(signed_in: SignedIn, adviser: StaffCredentials) -> FlaskClient:
    return signed_in("personal-adviser")


def renew_codes(client: FlaskClient, **fields: str) -> int:
    return post(client, CODES, **fields).status_code


def codes_on(page: str) -> list[str]:
    return re.findall(r'<code dir="ltr">([0-9A-Z]{5}-[0-9A-Z]{5})</code>', page)


def test_an_app_that_is_not_proved_is_another_s_no_more(
    client: FlaskClient, people_app: Flask, clock: Clock
) -> None:
    """Two people use one browser, one after the other."""
    first = authenticator_on(client.get("/en/account/app").text)
    the_cast.sign_in(people_app, client, "finance-officer")
    assert authenticator_on(client.get("/en/account/app").text).secret != first.secret


def test_new_codes_are_not_shown_to_the_next_person(client: FlaskClient, people_app: Flask) -> None:
    renew_codes(client)
    the_cast.sign_in(people_app, client, "finance-officer")
    assert not codes_on(client.get(CODES).text)
