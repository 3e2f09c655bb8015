"""An account whose password or number somebody guesses from many places, and its owner meanwhile."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from support.code_sign_in import last_message
from support.forms import token
from support.staff_sign_in import (
    CHECK,
    PASSWORD,
    StaffCredentials,
    give_number,
    give_password,
    is_in,
    post,
)

Clock = time_machine.Traveller


def stranger(app: Flask, number: int) -> FlaskClient:
    app.extensions["kentcare_posts"].reset()
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
    return client


def guess_numbers(app: Flask, adviser: StaffCredentials, places: int) -> list[int]:
    """Give the right password, and then five wrong numbers, from one place after another."""
    wrong, answers = f"{(int(adviser.number()) + 7) % 10**6:06}", []
    for number in range(places):
        client = stranger(app, number)
        if give_password(client, adviser.email).status_code != 303:
            answers.append(429)
            continue
        form = token(client, CHECK)
        answers += [
            client.post(CHECK, data={"csrf_token": form, "number": wrong}).status_code for _ in range(5)
        ]
    return answers


def test_a_hundred_numbers_from_twenty_places_are_nine(
    people_app: Flask, adviser: StaffCredentials, clock: Clock
) -> None:
    """Somebody has the password, and a network of machines."""
    assert guess_numbers(people_app, adviser, 20).count(422) == 9
    clock.shift(timedelta(minutes=15))
    assert guess_numbers(people_app, adviser, 20).count(422) == 1


def test_the_owner_is_told_once_that_somebody_has_the_password(
    people_app: Flask, adviser: StaffCredentials, clock: Clock
) -> None:
    guess_numbers(people_app, adviser, 3)
    message = last_message(people_app)
    assert message
    assert message.to == adviser.email
    assert "Somebody gave your right password" in message.text
    clock.shift(timedelta(minutes=15))
    guess_numbers(people_app, adviser, 1)
    assert last_message(people_app) == message


def test_passwords_that_are_guessed_from_everywhere_are_slowed_and_the_owner_is_told(
    people_app: Flask, adviser: StaffCredentials, clock: Clock
) -> None:
    answers = [
        give_password(stranger(people_app, number), adviser.email, "wrong").status_code
        for number in range(30)
    ]
    assert answers == [422] * 21 + [429] * 9
    message = last_message(people_app)
    assert message
    assert "many wrong passwords" in message.text
    clock.shift(timedelta(minutes=1))
    elsewhere = stranger(people_app, 200)
    assert give_password(elsewhere, adviser.email).status_code == 303


@pytest.mark.parametrize("what", ["passwords", "numbers"])
def test_the_owner_s_own_browser_is_never_kept_waiting(
    people_app: Flask, browser: FlaskClient, adviser: StaffCredentials, clock: Clock, what: str
) -> None:
    give_password(browser, adviser.email)
    give_number(browser, adviser.number())
    post(browser, "/en/sign-out", "/en/account")
    assert not is_in(browser)
    clock.shift(timedelta(minutes=1))
    if what == "numbers":
        guess_numbers(people_app, adviser, 4)
    for number in range(30):
        give_password(stranger(people_app, number), adviser.email, "wrong")
    browser.environ_base["REMOTE_ADDR"] = "192.0.2.1"  # in the same network as one who guesses
    assert give_password(browser, adviser.email).status_code == 303
    give_password(stranger(people_app, 99), adviser.email)  # somebody begins, too
    assert give_number(browser, adviser.number()).status_code == 303


def test_who_is_signed_in_can_still_give_their_password(
    people_app: Flask, browser: FlaskClient, adviser: StaffCredentials, clock: Clock
) -> None:
    give_password(browser, adviser.email)
    give_number(browser, adviser.number())
    for number in range(30):
        give_password(stranger(people_app, number), adviser.email, "wrong")
    browser.delete_cookie("known")
    clock.shift(timedelta(minutes=11))
    again = "copper meadow violin nine"
    changed = post(browser, "/en/account/password", present=PASSWORD, password=again, again=again)
    assert changed.status_code == 303


def test_the_cookie_of_a_known_browser_opens_nothing_and_helps_nobody_else(
    people_app: Flask, browser: FlaskClient, adviser: StaffCredentials
) -> None:
    give_password(browser, adviser.email)
    give_number(browser, adviser.number())
    known = browser.get_cookie("known")
    assert known
    assert known.http_only
    assert not re.search("adviser|example", known.value)
    thief = stranger(people_app, 5)
    thief.set_cookie("known", known.value)
    assert not is_in(thief)
    answers = [give_password(thief, adviser.email, "wrong").status_code for _ in range(7)]
    assert answers == [422] * 5 + [429] * 2
    thief.set_cookie("known", "nonsense")
    assert give_password(thief, adviser.email, "wrong").status_code == 422
