"""Which code is good in which browser: late ones, pasted ones, and those of an address that is flooded."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from support import the_cast
from support.code_sign_in import ask_for_code, code_sent, give_code, last_message

HOST, YOUNG = the_cast.mobile("host"), the_cast.mobile("young-person")
NOBODY = "07700 900999"
Clock = time_machine.Traveller
JOINED = "The last one still works"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        yield clock


def caller(app: Flask, address: str) -> FlaskClient:
    app.extensions["kentcare_posts"].reset()
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return client


def flood(app: Flask, address: str, clock: Clock, times: int = 30) -> list[str]:
    """Ask for an address from many networks. Returns the messages that were sent."""
    sent: list[str] = []
    for number in range(times):
        ask_for_code(caller(app, f"192.0.2.{number}"), address)
        clock.shift(timedelta(seconds=1))
        if message := last_message(app):
            sent += [message.text] if message.text not in sent else []
    return sent


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


@pytest.mark.parametrize("script", ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９"])
def test_the_digits_of_every_keyboard_are_digits(
    people_app: Flask, browser: FlaskClient, script: str
) -> None:
    ask_for_code(browser, HOST)
    typed = "".join(script[int(digit)] for digit in code_sent(people_app))
    assert give_code(browser, f"{typed[:3]} {typed[3:]}").status_code == 303


@pytest.mark.parametrize("tag", ["en", "ar", "ti"])
def test_the_whole_message_may_be_pasted(people_app: Flask, browser: FlaskClient, tag: str) -> None:
    with people_app.app_context():
        from kentcare.accounts.accounts import records as accounts

        accounts.save_preferences(the_cast.account_id(people_app, "host"), language=tag)
    ask_for_code(browser, HOST)
    message = last_message(people_app)
    assert message
    assert give_code(browser, message.text).status_code == 303


def test_the_code_before_the_last_stays_good(people_app: Flask, browser: FlaskClient, clock: Clock) -> None:
    """The message was late; somebody asked again, and then the first one came."""
    ask_for_code(browser, HOST)
    first = code_sent(people_app)
    clock.shift(timedelta(minutes=1))
    ask_for_code(browser, HOST)
    assert code_sent(people_app) != first
    assert give_code(browser, first).status_code == 303
    again = people_app.test_client()
    ask_for_code(again, HOST)
    assert give_code(again, first).status_code == 422


def test_a_code_typed_in_one_browser_lets_the_one_that_asked_for_it_in_nowhere(
    people_app: Flask, browser: FlaskClient, clock: Clock
) -> None:
    """Somebody else asks for the owner's code, and waits until the owner types it."""
    stranger = caller(people_app, "192.0.2.1")
    ask_for_code(browser, YOUNG)
    clock.shift(timedelta(seconds=1))
    ask_for_code(stranger, YOUNG)
    code = code_sent(people_app)
    assert give_code(browser, code).status_code == 303
    assert stranger.get("/en/sign-in/birthday").location == "/en/sign-in"
    assert give_code(stranger, code).status_code == 422
    assert stranger.get("/en/me").status_code == 303


@pytest.mark.parametrize("address", [HOST, NOBODY])
def test_who_asks_too_often_is_told_to_use_the_last_code(
    people_app: Flask, browser: FlaskClient, clock: Clock, address: str
) -> None:
    """For an address that nobody has, too."""
    pages = []
    for _ in range(7):
        asked = ask_for_code(browser, address)
        pages.append(browser.get(asked.location).text)
        clock.shift(timedelta(seconds=1))
    assert [JOINED in page for page in pages] == [False] * 5 + [True] * 2
    other = people_app.test_client()
    assert JOINED in other.get(ask_for_code(other, address).location).text
    if address == HOST:
        assert give_code(browser, code_sent(people_app)).status_code == 303
    clock.shift(timedelta(minutes=9))
    assert JOINED not in other.get(ask_for_code(other, address).location).text


def test_a_telephone_does_not_ring_all_night_whoever_asks(people_app: Flask, clock: Clock) -> None:
    assert len(flood(people_app, HOST, clock)) == 10
    clock.shift(timedelta(minutes=8))
    assert len(flood(people_app, HOST, clock)) == 1


def test_thirty_strangers_do_not_keep_the_owner_out(people_app: Flask, clock: Clock) -> None:
    """Twenty-eight posts shut an account for an hour."""
    flood(people_app, HOST, clock)
    owner = caller(people_app, "198.51.100.1")
    assert ask_for_code(owner, HOST).status_code == 303
    assert give_code(owner, code_sent(people_app)).status_code == 303


def test_eight_wrong_codes_end_in_a_fresh_one(people_app: Flask, clock: Clock) -> None:
    flood(people_app, HOST, clock)
    before = code_sent(people_app)
    answers = []
    guessers = [caller(people_app, f"192.0.2.{number}") for number in range(100, 104)]
    for guesser in guessers:
        ask_for_code(guesser, HOST)
    for guesser in guessers:
        answers += [give_code(guesser, wrong(before)) for _ in range(3)]
    assert ["does not work any more" in answer.text for answer in answers] == [False] * 8 + [True] * 4
    owner = caller(people_app, "198.51.100.1")
    refused = ask_for_code(owner, HOST)
    assert (refused.status_code, code_sent(people_app)) == (429, before)
    clock.shift(timedelta(minutes=5))
    assert ask_for_code(owner, HOST).status_code == 303
    assert code_sent(people_app) != before
    assert give_code(owner, code_sent(people_app)).status_code == 303


def guess(app: Flask, address: str) -> int:
    """A stranger at one network asks for a code in three browsers and tries at once. Returns how often."""
    tried = 0
    for _ in range(3):
        stranger = caller(app, "192.0.2.1")
        if ask_for_code(stranger, address).status_code == 303:
            guesses = [give_code(stranger, "123456").status_code for _ in range(3)]
            tried += guesses.count(422)
    return tried


def test_one_stranger_who_never_stops_guessing_gets_few_tries(people_app: Flask, clock: Clock) -> None:
    """The owner comes now and then from elsewhere, and waits once where they are told to."""
    tried = 0
    for minute in range(90):
        tried += guess(people_app, HOST)
        clock.shift(timedelta(minutes=1))
        if minute % 10:
            continue
        owner = caller(people_app, f"198.51.100.{minute}")
        asked = ask_for_code(owner, HOST)
        if asked.status_code == 429:
            clock.shift(timedelta(seconds=int(asked.headers["Retry-After"])))
            tried += guess(people_app, HOST)
            owner = caller(people_app, f"198.51.100.{minute}")
            asked = ask_for_code(owner, HOST)
        assert asked.status_code == 303
        assert give_code(owner, code_sent(people_app)).status_code == 303
    assert tried < 25


def test_guesses_at_an_address_that_nobody_has_are_slowed_alike(people_app: Flask) -> None:
    assert [guess(people_app, NOBODY) for _ in range(2)] == [8, 0]


def test_who_guesses_elsewhere_takes_no_code_from_the_browser_that_had_it_sent(
    people_app: Flask, browser: FlaskClient, clock: Clock
) -> None:
    ask_for_code(browser, HOST)
    code = code_sent(people_app)
    clock.shift(timedelta(seconds=1))
    for number in range(4):
        guesser = caller(people_app, f"192.0.2.{number}")
        ask_for_code(guesser, HOST)
        for _ in range(5):
            give_code(guesser, wrong(code))
    assert give_code(browser, code).status_code == 303


@pytest.mark.parametrize("is_used", [True, False])
def test_a_stranger_does_not_learn_that_the_owner_has_signed_in(
    people_app: Flask, clock: Clock, is_used: bool
) -> None:
    """What they see is the same as where nobody has the address."""
    flood(people_app, HOST, clock)
    own, joined = caller(people_app, "192.0.2.50"), caller(people_app, "192.0.2.51")
    clock.shift(timedelta(minutes=8))
    ask_for_code(own, HOST)
    ask_for_code(joined, HOST)
    code = code_sent(people_app)
    if is_used:
        owner = caller(people_app, "198.51.100.1")
        ask_for_code(owner, HOST)
        assert give_code(owner, code).status_code == 303
    for stranger in (own, joined):
        guessed = give_code(stranger, wrong(code))
        assert "This is not the code, or it is an old one" in guessed.text
    assert JOINED in joined.get(ask_for_code(joined, HOST).location).text
    assert (code_sent(people_app) != code) is is_used
