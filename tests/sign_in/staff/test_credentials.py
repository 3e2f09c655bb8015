"""The pages on which colleagues change their own password, app, recovery codes and passkeys."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from support.forms import token
from support.site import SignedIn
from support.staff_sign_in import (
    CHECK,
    PASSWORD,
    StaffCredentials,
    authenticator_on,
    give_number,
    give_password,
    is_in,
    post,
)

NEW = "gravel seven otter lantern"
PROOFS, CODES = "/en/account/proofs", "/en/account/recovery-codes"
LATER = timedelta(minutes=10)
Clock = time_machine.Traveller


@pytest.fixture
def client(signed_in: SignedIn, adviser: StaffCredentials) -> FlaskClient:
    return signed_in("personal-adviser")


def change_password(client: FlaskClient, present: str = PASSWORD, **fields: str) -> int:
    fields |= {"password": NEW, "again": NEW, "present": present}
    return post(client, "/en/account/password", **fields).status_code


def change_app(client: FlaskClient, present: str = PASSWORD) -> int:
    app = authenticator_on(client.get("/en/account/app").text)
    return post(client, "/en/account/app", number=app.at(datetime.now(UTC)), present=present).status_code


def renew_codes(client: FlaskClient, present: str = PASSWORD) -> int:
    return post(client, CODES, present=present).status_code


def codes_on(page: str) -> list[str]:
    return re.findall(r'<code dir="ltr">([0-9A-Z]{5}-[0-9A-Z]{5})</code>', page)


CHANGES = {"password": change_password, "app": change_app, "recovery codes": renew_codes}


@pytest.mark.parametrize("change", CHANGES)
def test_every_other_session_ends_and_it_is_on_record(
    client: FlaskClient, signed_in: SignedIn, people_app: Flask, change: str
) -> None:
    """The session in which the change was made goes on, and so do those of others."""
    other, somebody_else = signed_in("personal-adviser"), signed_in("host")
    assert CHANGES[change](client) == 303
    assert is_in(client)
    assert not is_in(other)
    assert somebody_else.get("/en/host").status_code == 200
    with people_app.app_context():
        noted = audit.events(most=1, action=Action.PROOF_CHANGED)[0]
    assert (noted.about, noted.actor_roles) == (change, ("personal-adviser",))


@pytest.mark.parametrize("change", CHANGES)
def test_whoever_is_half_way_in_must_begin_again(
    client: FlaskClient, people_app: Flask, adviser: StaffCredentials, change: str
) -> None:
    other = people_app.test_client()
    give_password(other, adviser.email)
    form = token(other, CHECK)
    CHANGES[change](client)
    data = {"csrf_token": form, "number": adviser.number()}
    assert other.post(CHECK, data=data).location == "/en/staff/sign-in"


@pytest.mark.parametrize("change", CHANGES)
def test_it_takes_the_password_even_of_somebody_who_has_just_signed_in(
    client: FlaskClient, signed_in: SignedIn, change: str
) -> None:
    """A session that was stolen a minute ago must not become an account that was stolen."""
    other = signed_in("personal-adviser")
    assert 'name="present"' in client.get(CODES).text
    assert CHANGES[change](client, present="") == 422
    assert CHANGES[change](client, present="wrong") == 422
    assert is_in(other)
    assert CHANGES[change](client) == 303
    assert not is_in(other)


def test_who_has_no_password_chooses_one_soon_after_signing_in(signed_in: SignedIn, clock: Clock) -> None:
    """They have come in with the council's account."""
    client = signed_in("finance-officer")
    assert 'name="present"' not in client.get("/en/account/password").text
    clock.shift(LATER)
    assert 'name="present"' in client.get("/en/account/password").text
    chosen = post(client, "/en/account/password", password=NEW, again=NEW)
    assert chosen.status_code == 422


def test_whoever_guesses_at_somebody_s_desk_is_slowed(client: FlaskClient, clock: Clock) -> None:
    """After five wrong passwords even the right one has to wait."""
    clock.shift(LATER)
    answers = [renew_codes(client, present="wrong") for _ in range(6)]
    assert answers == [422] * 5 + [429]
    assert renew_codes(client, present=PASSWORD) == 429


def test_the_new_password_is_the_only_one(
    client: FlaskClient, people_app: Flask, adviser: StaffCredentials
) -> None:
    change_password(client)
    other = people_app.test_client()
    assert give_password(other, adviser.email).status_code == 422
    assert give_password(other, adviser.email, NEW).status_code == 303


def test_a_weak_password_is_not_taken(client: FlaskClient) -> None:
    weak = {"password": "password1234", "again": "password1234", "present": PASSWORD}
    refused = post(client, "/en/account/password", **weak)
    assert refused.status_code == 422
    assert "easy to guess" in refused.text


def test_the_new_app_is_the_only_one(
    client: FlaskClient, people_app: Flask, adviser: StaffCredentials, clock: Clock
) -> None:
    new = authenticator_on(client.get("/en/account/app").text)
    wrong = post(client, "/en/account/app", number=adviser.number(), present=PASSWORD)
    assert wrong.status_code == 422
    number = new.at(datetime.now(UTC))
    assert post(client, "/en/account/app", number=number, present=PASSWORD).location == PROOFS
    clock.shift(timedelta(minutes=1))
    other = people_app.test_client()
    give_password(other, adviser.email)
    assert give_number(other, adviser.number()).status_code == 422
    assert give_number(other, new.at(datetime.now(UTC))).status_code == 303


def test_new_codes_are_shown_once_and_the_old_are_gone(
    client: FlaskClient, people_app: Flask, adviser: StaffCredentials
) -> None:
    assert renew_codes(client) == 303
    client.head(CODES)
    shown = codes_on(client.get(CODES).text)
    assert len(set(shown)) == 10
    assert not codes_on(client.get(CODES).text)
    other = people_app.test_client()
    give_password(other, adviser.email)
    assert give_number(other, adviser.codes[0]).status_code == 422
    assert give_number(other, shown[0]).status_code == 303


def test_who_has_nothing_here_can_begin_with_any(signed_in: SignedIn) -> None:
    """They came in with the council's own sign-in."""
    client = signed_in("finance-officer")
    assert client.get(PROOFS).text.count("None") == 2
    assert change_password(client) == 303


def test_only_those_who_work_here_have_a_way_here(signed_in: SignedIn) -> None:
    assert PROOFS in signed_in("administrator").get("/en/account").text
    host = signed_in("host")
    assert PROOFS not in host.get("/en/account").text
    assert host.get(PROOFS).status_code == 403
