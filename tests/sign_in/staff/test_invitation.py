"""Signing in for the first time: an invitation, a password, an app, recovery codes."""

import re
from datetime import UTC, date, datetime, timedelta

import pyotp
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from support import the_cast
from support.forms import token
from support.passkey_device import FakeDevice, add_passkey, sign_in_with
from support.site import SignedIn
from support.staff_invitation import EMAIL, FIRST, INVITATION, NAME, choose, give_code, invite
from support.staff_sign_in import (
    PASSWORD,
    StaffCredentials,
    authenticator_on,
    change_account,
    give_number,
    give_password,
    is_in,
    post,
    without_own,
)

CODES = "/en/account/recovery-codes"
Clock = time_machine.Traveller


def prove(client: FlaskClient) -> tuple[pyotp.TOTP, TestResponse]:
    app = authenticator_on(client.get(FIRST).text)
    return app, post(client, FIRST, number=app.at(datetime.now(UTC)))


def test_from_the_invitation_to_the_first_page(
    people_app: Flask, browser: FlaskClient, code: str, clock: Clock
) -> None:
    assert give_code(browser, code.lower().replace("-", " "), EMAIL.upper()).location == FIRST
    assert choose(browser).location == FIRST
    page = browser.get(FIRST).text
    assert "<svg" in page
    assert authenticator_on(page).secret == authenticator_on(browser.get(FIRST).text).secret
    app, response = prove(browser)
    assert (response.status_code, response.location) == (303, CODES)
    shown = re.findall(r'<code dir="ltr">([0-9A-Z]{5}-[0-9A-Z]{5})</code>', browser.get(CODES).text)
    assert len(set(shown)) == 10
    again = browser.get(CODES).text
    assert not [one for one in shown if one in again]
    assert browser.get("/en/desk").status_code == 200
    clock.shift(timedelta(minutes=1))
    other = people_app.test_client()
    give_password(other, EMAIL)
    assert give_number(other, app.at(datetime.now(UTC))).status_code == 303
    third = people_app.test_client()
    give_password(third, EMAIL)
    assert give_number(third, shown[9]).status_code == 303


def test_a_code_is_good_once(people_app: Flask, browser: FlaskClient, code: str) -> None:
    """A code that has led to an account opens nothing more."""
    give_code(browser, code)
    choose(browser)
    prove(browser)
    other = people_app.test_client()
    assert give_code(other, code).status_code == 422
    assert other.get(FIRST).location == INVITATION


def test_it_waits_for_whoever_was_called_away(people_app: Flask, browser: FlaskClient, code: str) -> None:
    """Until somebody is in, it is right again. The password that was chosen opens nothing."""
    give_code(browser, code)
    choose(browser)
    other = people_app.test_client()
    assert give_password(other, EMAIL).status_code == 422
    assert give_code(other, code).location == FIRST
    assert "Choose a password" in other.get(FIRST).text


def test_a_code_works_for_seven_days(browser: FlaskClient, code: str, clock: Clock) -> None:
    """A code is refused from seven days on."""
    clock.shift(timedelta(days=7))
    assert give_code(browser, code).status_code == 422


def test_the_latest_code_is_the_only_one(people_app: Flask, browser: FlaskClient, code: str) -> None:
    """A new invitation makes the code of the one before useless."""
    new = invite(people_app)
    assert give_code(browser, code).status_code == 422
    assert give_code(browser, new).status_code == 303


def test_a_get_uses_nothing(browser: FlaskClient, code: str) -> None:
    """Fetched by a mail scanner, with whatever it may find in a message."""
    for _ in range(6):
        browser.get(INVITATION, query_string={"code": code, "email": EMAIL})
        browser.head(INVITATION, query_string={"code": code, "email": EMAIL})
    assert browser.get(FIRST).location == INVITATION
    assert give_code(browser, code).status_code == 303


def test_whoever_guesses_waits_and_does_not_use_up_the_invitation(
    people_app: Flask, browser: FlaskClient, code: str
) -> None:
    """The code is too long to be guessed, and a stranger must not be able to end it."""
    stranger = people_app.test_client()
    stranger.environ_base["REMOTE_ADDR"] = "192.0.2.1"
    answers = [give_code(stranger, "2222-2222-2222").status_code for _ in range(7)]
    assert answers == [422] * 5 + [429] * 2
    assert give_code(browser, code).status_code == 303


@pytest.mark.parametrize(
    "values",
    [{"state": "closed"}, {"state": "active"}, {"review_by": date(2020, 1, 1)}],
    ids=["closed", "active", "paused"],
)
def test_what_cannot_be_used_looks_like_what_is_not_there(
    people_app: Flask, browser: FlaskClient, code: str, values: dict[str, object]
) -> None:
    """The page does not tell whether an address has an account, or in which state."""
    change_account(people_app, NAME, **values)
    refused = give_code(browser, code)
    assert refused.status_code == 422
    for email in ("nobody@example.org", the_cast.email("host"), the_cast.email("administrator")):
        stranger = give_code(people_app.test_client(), code, email)
        assert stranger.status_code == 422
        assert without_own(stranger.text, email) == without_own(refused.text, EMAIL)


def test_it_is_another_s(people_app: Flask, browser: FlaskClient, code: str) -> None:
    invite(people_app, "service-manager")
    assert give_code(browser, code, the_cast.email("service-manager")).status_code == 422


def test_nothing_is_chosen_without_an_invitation(people_app: Flask, browser: FlaskClient) -> None:
    assert browser.get(FIRST).location == INVITATION
    data = {"csrf_token": token(browser, INVITATION), "password": PASSWORD, "again": PASSWORD}
    assert browser.post(FIRST, data=data).location == INVITATION


def test_an_app_does_not_come_before_a_password(browser: FlaskClient, code: str) -> None:
    give_code(browser, code)
    assert post(browser, FIRST, number="123456").status_code == 422
    assert not is_in(browser)


def test_a_wrong_number_can_be_put_right(browser: FlaskClient, code: str) -> None:
    give_code(browser, code)
    choose(browser)
    app = authenticator_on(browser.get(FIRST).text)
    refused = post(browser, FIRST, number=app.at(datetime.now(UTC) + timedelta(hours=1)))
    assert refused.status_code == 422
    assert authenticator_on(refused.text).secret == app.secret
    assert post(browser, FIRST, number=app.at(datetime.now(UTC))).location == CODES


def test_somebody_may_go_back_to_choose_another(people_app: Flask, browser: FlaskClient, code: str) -> None:
    give_code(browser, code)
    form = token(browser, FIRST)
    for password in (PASSWORD, "gravel seven otter lantern"):
        data = {"csrf_token": form, "password": password, "again": password}
        assert browser.post(FIRST, data=data).location == FIRST
    prove(browser)
    other = people_app.test_client()
    assert give_password(other, EMAIL).status_code == 422
    assert give_password(other, EMAIL, "gravel seven otter lantern").status_code == 303


def test_what_they_had_before_is_gone(
    people_app: Flask, browser: FlaskClient, adviser: StaffCredentials, signed_in: SignedIn
) -> None:
    """Invited again because everything was lost: whoever has found it must not come in."""

    device = FakeDevice()
    add_passkey(signed_in("personal-adviser"), device)
    device.count += 1
    code = invite(people_app, "personal-adviser")
    give_code(browser, code, adviser.email)
    choose(browser, "gravel seven otter lantern")
    prove(browser)
    other = people_app.test_client()
    assert give_password(other, adviser.email).status_code == 422
    assert sign_in_with(other, device).status_code == 422
    give_password(other, adviser.email, "gravel seven otter lantern")
    assert give_number(other, adviser.number()).status_code == 422
    assert give_number(other, adviser.codes[0]).status_code == 422
