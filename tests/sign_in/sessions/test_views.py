"""Signing in with a code: once, for ten minutes, five tries, and the same for an address that nobody has."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db.session import db
from support import the_cast
from support.code_sign_in import ask_for_code, code_sent, come_in, give_birthday, give_code, last_message
from support.forms import token

HOST, YOUNG = the_cast.mobile("host"), the_cast.mobile("young-person")
NOBODY = "07700 900999"


@contextmanager
def inserts(app: Flask) -> Iterator[list[str]]:
    """The tables into which sign-in inserts rows meanwhile: an attempt, and a message."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if written := re.match(r"INSERT INTO (sign_in_attempt|outgoing_message)\b", statement):
            found.append(written[1])

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


@pytest.mark.parametrize("address", [HOST, the_cast.email("host"), "07700 900002", "HOST@example.org"])
def test_a_mobile_or_an_e_mail_address_alone_is_enough(
    people_app: Flask, browser: FlaskClient, address: str
) -> None:
    assert the_cast.mobile("host") == "+447700900002"
    response = come_in(people_app, browser, address)
    assert (response.status_code, response.location) == (303, "/en/start")
    assert browser.get("/en/host").status_code == 200


def test_what_was_asked_for_before_signing_in_is_where_it_leads(
    people_app: Flask, browser: FlaskClient
) -> None:
    assert browser.get("/en/account").location == "/en/sign-in"
    assert come_in(people_app, browser, HOST).location == "/en/account"


@pytest.mark.parametrize("evil", ["//evil", "https:evil", "/\\evil", "https://evil.example/"])
def test_nothing_in_an_address_or_a_form_leads_elsewhere(
    people_app: Flask, browser: FlaskClient, evil: str
) -> None:
    """A `next` that points to another site is ignored."""
    data = {"csrf_token": token(browser, "/en/sign-in"), "address": HOST, "next": evil}
    browser.post("/en/sign-in", query_string={"next": evil}, data=data)
    data = {"csrf_token": token(browser, "/en/sign-in/code"), "code": code_sent(people_app), "next": evil}
    response = browser.post("/en/sign-in/code", query_string={"next": evil}, data=data)
    assert response.location == "/en/start"


def test_a_code_lets_in_once(people_app: Flask, browser: FlaskClient) -> None:
    """A used code opens nothing, in the same browser or in another."""
    ask_for_code(browser, HOST)
    code = code_sent(people_app)
    assert give_code(browser, code).status_code == 303
    other = people_app.test_client()
    ask_for_code(other, NOBODY)
    assert give_code(other, code).status_code == 422
    ask_for_code(other, HOST)
    assert give_code(other, code).status_code == 422


def test_a_code_of_another_browser_s_attempt_does_not_help(people_app: Flask, browser: FlaskClient) -> None:
    """Somebody who reads a code over a shoulder has not the browser that asked for it."""
    ask_for_code(browser, HOST)
    code, thief = code_sent(people_app), people_app.test_client()
    assert thief.get("/en/sign-in/code").location == "/en/sign-in"
    ask_for_code(thief, NOBODY)
    assert give_code(thief, code).status_code == 422
    assert give_code(browser, code).status_code == 303


def test_a_code_works_for_ten_minutes(people_app: Flask, browser: FlaskClient) -> None:
    """A code is refused from ten minutes on."""
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        ask_for_code(browser, HOST)
        clock.shift(timedelta(minutes=10))
        assert give_code(browser, code_sent(people_app)).status_code == 422
        ask_for_code(browser, HOST)
        clock.shift(timedelta(minutes=9, seconds=59))
        assert give_code(browser, code_sent(people_app)).status_code == 303


@pytest.mark.parametrize(("mistakes", "status"), [(4, 303), (5, 422)])
def test_a_code_may_be_tried_five_times(
    people_app: Flask, browser: FlaskClient, mistakes: int, status: int
) -> None:
    """After five mistakes even the right code is refused."""
    ask_for_code(browser, HOST)
    code = code_sent(people_app)
    for _ in range(mistakes):
        assert give_code(browser, wrong(code)).status_code == 422
    assert give_code(browser, code).status_code == status


def test_a_get_signs_nobody_in(people_app: Flask, browser: FlaskClient) -> None:
    """Fetched by a mail scanner, with whatever it may find in a message."""
    ask_for_code(browser, HOST)
    code = code_sent(people_app)
    browser.get("/en/sign-in/code", query_string={"code": code})
    browser.head("/en/sign-in/code", query_string={"code": code})
    assert browser.get("/en/host").status_code == 303
    assert give_code(browser, code).status_code == 303


def test_an_unknown_address_looks_the_same_and_is_as_much_work(people_app: Flask) -> None:
    """Status, body and what is written. How long it takes: bench/bench_sign_in.py."""
    seen: dict[tuple[str, int, str | None], set[str]] = {}
    writes: dict[str, list[str]] = {"known": [], "unknown": []}
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        for _ in range(3):
            for name, address in (("known", HOST), ("unknown", NOBODY)):
                people_app.extensions["kentcare_posts"].reset()
                client = people_app.test_client()
                form = token(client, "/en/sign-in")
                with inserts(people_app) as inserted:
                    asked = client.post("/en/sign-in", data={"csrf_token": form, "address": address})
                writes[name] += inserted
                assert asked.location
                page = client.get(asked.location)
                words = re.sub(r'csrf_token" value="[^"]*"', "", page.text)
                seen.setdefault((name, asked.status_code, asked.location), set()).add(words)
            clock.shift(timedelta(minutes=15))
    assert {key[1:] for key in seen} == {(303, "/en/sign-in/code")}
    assert seen[("known", 303, "/en/sign-in/code")] == seen[("unknown", 303, "/en/sign-in/code")]
    assert writes["known"] == ["sign_in_attempt", "outgoing_message"] * 3
    assert writes["unknown"] == writes["known"]


@pytest.mark.parametrize("name", ["personal-adviser", "administrator", "advocate", "advocacy-lead"])
def test_nobody_who_works_here_comes_in_by_a_code_alone(
    people_app: Flask, browser: FlaskClient, name: str
) -> None:
    before = last_message(people_app)
    assert ask_for_code(browser, the_cast.email(name)).status_code == 303
    assert last_message(people_app) == before


def test_a_closed_account_gets_no_code(people_app: Flask, browser: FlaskClient) -> None:
    with people_app.app_context():
        from kentcare.accounts.accounts.models import Account
        from kentcare.db.session import writing

        with writing() as session:
            session.get_one(Account, the_cast.account_id(people_app, "host")).state = "closed"
    before = last_message(people_app)
    assert ask_for_code(browser, HOST).status_code == 303
    assert last_message(people_app) == before


class TestWhoComesForTheFirstTime:
    """A wrong digit in an invitation must not open somebody's record to a stranger."""

    @pytest.fixture(autouse=True)
    def _invited(self, people_app: Flask) -> None:
        with people_app.app_context():
            from kentcare.accounts.accounts.models import Account
            from kentcare.db.session import writing

            with writing() as session:
                session.get_one(Account, the_cast.account_id(people_app, "young-person")).state = "invited"

    def test_says_once_when_they_were_born(self, people_app: Flask, browser: FlaskClient) -> None:
        assert come_in(people_app, browser, YOUNG).location == "/en/sign-in/birthday"
        assert browser.get("/en/me").status_code == 303
        assert give_birthday(browser, the_cast.BORN).location == "/en/me"
        assert browser.get("/en/me").status_code == 200
        again = people_app.test_client()
        assert come_in(people_app, again, YOUNG).location == "/en/start"

    def test_is_stopped_where_the_day_is_another(self, people_app: Flask, browser: FlaskClient) -> None:
        come_in(people_app, browser, YOUNG)
        answers = [give_birthday(browser, the_cast.BORN + timedelta(days=n)) for n in range(1, 5)]
        come_in(people_app, browser, YOUNG)  # another code does not give other tries
        answers += [give_birthday(browser, the_cast.BORN - timedelta(days=n)) for n in range(1, 5)]
        assert {answer.status_code for answer in answers} == {422}
        assert "We stopped here" in give_birthday(browser, the_cast.BORN).text
        assert browser.get("/en/me").status_code == 303

    def test_cannot_say_it_without_the_code(self, browser: FlaskClient) -> None:
        ask_for_code(browser, YOUNG)
        assert browser.get("/en/sign-in/birthday").location == "/en/sign-in"


def test_signing_in_and_what_was_refused_is_on_record(people_app: Flask, browser: FlaskClient) -> None:
    ask_for_code(browser, HOST)
    code = code_sent(people_app)
    give_code(browser, wrong(code))
    give_code(browser, code)
    with people_app.app_context():
        latest = audit.events(most=2)
        person = accounts.by_id(the_cast.account_id(people_app, "host"))
    assert person
    assert [event.action for event in latest] == [Action.SIGNED_IN, Action.SIGN_IN_REFUSED]
    assert (latest[0].actor_name, latest[1].ref) == (person.name, person.ref)
