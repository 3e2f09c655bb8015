"""Signing in with a password and a second factor."""

from datetime import UTC, date, datetime, timedelta
from typing import Literal

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db.session import reading
from kentcare.sign_in.staff import passwords
from kentcare.sign_in.staff.models import Password
from support import the_cast
from support.code_sign_in import ask_for_code, last_message
from support.forms import token
from support.staff_sign_in import (
    CHECK,
    PASSWORD,
    SIGN_IN,
    StaffCredentials,
    change_account,
    give_credentials,
    give_number,
    give_password,
    is_in,
    person,
    post,
    without_own,
)

NOBODY = "nobody@example.org"
Clock = time_machine.Traveller


def wrong(number: str) -> str:
    return f"{(int(number) + 1) % 10**6:06}"


def test_a_password_and_then_the_app_s_number(browser: FlaskClient, adviser: StaffCredentials) -> None:
    response = give_password(browser, adviser.email.upper())
    assert (response.status_code, response.location) == (303, CHECK)
    response = give_number(browser, adviser.number())
    assert (response.status_code, response.location) == (303, "/en/start")
    assert is_in(browser)
    assert browser.get(SIGN_IN).location == "/en/start"


def test_the_token_is_a_new_one_and_the_old_is_dead(
    people_app: Flask, browser: FlaskClient, adviser: StaffCredentials
) -> None:
    """A session that somebody put into the browser before is no way into the account."""
    old = the_cast.new_session(people_app, "finance-officer")
    give_password(browser, adviser.email)
    browser.set_cookie("session", old)  # somebody put theirs into this browser
    give_number(browser, adviser.number())
    found = browser.get_cookie("session")
    assert found
    assert found.value != old
    thief = people_app.test_client()
    thief.set_cookie("session", old)
    assert not is_in(thief)


def test_neither_proof_is_enough(people_app: Flask, browser: FlaskClient, adviser: StaffCredentials) -> None:
    give_password(browser, adviser.email)
    for address in ("/en/desk", "/en/account", "/en/account/proofs"):
        assert browser.get(address).status_code == 303
    other = people_app.test_client()
    data = {"csrf_token": token(other, SIGN_IN), "number": adviser.number()}
    assert other.post(CHECK, data=data).location == SIGN_IN
    assert other.get(CHECK).location == SIGN_IN


def test_a_code_in_a_message_lets_nobody_in_who_works_here(
    people_app: Flask, browser: FlaskClient, adviser: StaffCredentials
) -> None:
    before = last_message(people_app)
    assert ask_for_code(browser, adviser.email).status_code == 303
    assert last_message(people_app) == before


def test_the_half_way_of_a_password_is_none_of_a_code(
    browser: FlaskClient, adviser: StaffCredentials
) -> None:
    """The browser keeps both under one name."""
    ask_for_code(browser, the_cast.mobile("host"))
    assert browser.get(CHECK).location == SIGN_IN
    give_password(browser, adviser.email)
    data = {"csrf_token": token(browser, SIGN_IN), "code": adviser.number()}
    assert browser.post("/en/sign-in/code", data=data).status_code == 422
    assert not is_in(browser)


@pytest.mark.parametrize(
    "values",
    [
        {"state": "closed"},
        {"state": "invited"},  # they were invited again: what they had before opens nothing
        {"review_by": date(2020, 1, 1)},
    ],
    ids=["closed", "invited", "paused"],
)
def test_whoever_may_not_come_in_is_told_no_more_than_a_stranger(
    people_app: Flask, browser: FlaskClient, adviser: StaffCredentials, values: dict[str, object]
) -> None:
    """Status and body are those for an unknown address."""
    change_account(people_app, "personal-adviser", **values)
    refused = give_password(browser, adviser.email)
    assert refused.status_code == 422
    for email, password in ((NOBODY, PASSWORD), (the_cast.email("host"), PASSWORD), (adviser.email, "x")):
        other = people_app.test_client()
        response = give_password(other, email, password)
        assert response.status_code == 422
        assert without_own(response.text, email) == without_own(refused.text, adviser.email)


def test_it_is_as_much_work_for_nobody(people_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each password that is tried costs one verification. How long it takes: bench/bench_sign_in.py."""
    give_credentials(people_app, "personal-adviser")
    change_account(people_app, "administrator", state="closed")
    give_credentials(people_app, "administrator")
    tried = {
        "known": the_cast.email("personal-adviser"),
        "unknown": NOBODY,
        "closed": the_cast.email("administrator"),
        "not staff": the_cast.email("host"),
    }
    passwords.is_right(None, "")  # the hash that stands in for nobody's is made once
    verified: list[str] = []

    class Counting(PasswordHasher):
        """Counts what it verifies, and with which parameters."""

        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            verified.append(str(hash).rpartition("$")[0].rpartition("$")[0])
            return super().verify(hash, password)

    now = passwords._HASHER
    counting = Counting(time_cost=now.time_cost, memory_cost=now.memory_cost, parallelism=now.parallelism)
    monkeypatch.setattr(passwords, "_HASHER", counting)
    work = {}
    for name, email in tried.items():
        verified.clear()
        people_app.extensions["kentcare_posts"].reset()
        assert give_password(people_app.test_client(), email, "wrong").status_code == 422
        work[name] = tuple(verified)
    assert len(work["known"]) == 1
    assert len(set(work.values())) == 1, work


@pytest.mark.parametrize("email", [the_cast.email("personal-adviser"), NOBODY])
def test_whoever_guesses_is_slowed_and_nobody_else_is(
    people_app: Flask, browser: FlaskClient, adviser: StaffCredentials, clock: Clock, email: str
) -> None:
    """For an address that nobody has, too."""
    other = give_credentials(people_app, "finance-officer")
    clock.shift(timedelta(minutes=1))
    answers = [give_password(browser, email, "wrong") for _ in range(10)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429] * 5
    assert {answer.headers["Retry-After"] for answer in answers[5:]} == {"30"}
    # The right password does not help, and B comes in from the very same place.
    assert give_password(browser, email).status_code == 429
    elsewhere = people_app.test_client()
    give_password(elsewhere, other.email)
    assert give_number(elsewhere, other.number()).status_code == 303
    clock.shift(timedelta(seconds=30))
    assert give_password(browser, email, "wrong").status_code == 422
    assert give_password(browser, email, "wrong").headers["Retry-After"] == "60"


def test_a_day_later_nothing_is_counted(
    browser: FlaskClient, adviser: StaffCredentials, clock: Clock
) -> None:
    for _ in range(5):
        give_password(browser, adviser.email, "wrong")
    clock.shift(timedelta(days=1))
    assert [give_password(browser, adviser.email, "x").status_code for _ in range(5)] == [422] * 5


def test_nobody_is_locked_out(browser: FlaskClient, adviser: StaffCredentials, clock: Clock) -> None:
    """The longest wait is a quarter of an hour."""
    for _ in range(14):
        give_password(browser, adviser.email, "wrong")
        clock.shift(timedelta(minutes=15))
    give_password(browser, adviser.email)
    assert give_number(browser, adviser.number()).status_code == 303


def test_who_has_come_in_has_made_no_mistake(
    people_app: Flask, browser: FlaskClient, adviser: StaffCredentials, clock: Clock
) -> None:
    for _ in range(4):
        give_password(browser, adviser.email, "wrong")
    give_password(browser, adviser.email)
    give_number(browser, adviser.number())
    other = people_app.test_client()
    assert [give_password(other, adviser.email, "x").status_code for _ in range(5)] == [422] * 5


class TestTheSecondProof:
    def test_has_five_tries(self, browser: FlaskClient, adviser: StaffCredentials) -> None:
        """After five wrong numbers the password has to be given again."""
        give_password(browser, adviser.email)
        answers = [give_number(browser, wrong(adviser.number())).status_code for _ in range(5)]
        assert answers == [422] * 5
        assert browser.get(CHECK).location == SIGN_IN
        data = {"csrf_token": token(browser, SIGN_IN), "number": adviser.number()}
        assert browser.post(CHECK, data=data).location == SIGN_IN
        assert not is_in(browser)

    def test_counts_for_the_next_password_too(self, browser: FlaskClient, adviser: StaffCredentials) -> None:
        """Whoever has the password has not five tries again and again."""
        give_password(browser, adviser.email)
        for _ in range(5):
            give_number(browser, wrong(adviser.number()))
        assert give_password(browser, adviser.email).status_code == 429

    def test_comes_within_ten_minutes(
        self, browser: FlaskClient, adviser: StaffCredentials, clock: Clock
    ) -> None:
        give_password(browser, adviser.email)
        form = token(browser, CHECK)
        clock.shift(timedelta(minutes=10))
        data = {"csrf_token": form, "number": adviser.number()}
        assert browser.post(CHECK, data=data).location == SIGN_IN

    @pytest.mark.parametrize(
        ("at", "later", "status"),
        [(5, -30, 303), (15, -30, 422), (15, 0, 303), (15, 30, 422), (25, 30, 303), (5, -60, 422)],
    )
    def test_is_right_for_its_thirty_seconds_and_ten_on_each_side(
        self, browser: FlaskClient, adviser: StaffCredentials, clock: Clock, at: int, later: int, status: int
    ) -> None:
        minute = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=5)
        clock.move_to(minute + timedelta(seconds=at))
        give_password(browser, adviser.email)
        number = adviser.app.at(datetime.now(UTC) + timedelta(seconds=later))
        assert give_number(browser, f"{number[:3]} {number[3:]}").status_code == status

    def test_is_not_used_twice(
        self, people_app: Flask, browser: FlaskClient, adviser: StaffCredentials
    ) -> None:
        """Somebody looked over a shoulder; and a number before the one that was used is no better."""
        number = adviser.number()
        before = adviser.app.at(datetime.now(UTC) - timedelta(seconds=30))
        give_password(browser, adviser.email)
        assert give_number(browser, number).status_code == 303
        thief = people_app.test_client()
        give_password(thief, adviser.email)
        assert give_number(thief, number).status_code == 422
        assert give_number(thief, before).status_code == 422

    def test_is_another_s(
        self, people_app: Flask, browser: FlaskClient, adviser: StaffCredentials, clock: Clock
    ) -> None:
        other = give_credentials(people_app, "finance-officer")
        clock.shift(timedelta(minutes=1))
        give_password(browser, adviser.email)
        assert give_number(browser, other.number()).status_code == 422
        assert give_number(browser, other.codes[0]).status_code == 422

    def test_may_be_a_recovery_code_once(
        self, people_app: Flask, browser: FlaskClient, adviser: StaffCredentials
    ) -> None:
        code = adviser.codes[3]
        give_password(browser, adviser.email)
        assert give_number(browser, code.lower().replace("-", " ")).status_code == 303
        assert "9 left" in browser.get("/en/account/proofs").text
        other = people_app.test_client()
        give_password(other, adviser.email)
        assert give_number(other, code).status_code == 422
        assert give_number(other, adviser.codes[4]).status_code == 303

    @pytest.mark.parametrize("typed", ["", "12", "１２３４５６", "٠٠٠٠٠٠", "\x00", "x" * 5000])
    def test_that_is_nonsense_is_said_in_words(
        self, browser: FlaskClient, adviser: StaffCredentials, typed: str
    ) -> None:
        give_password(browser, adviser.email)
        assert give_number(browser, typed).status_code == 422


def test_a_get_signs_nobody_in(browser: FlaskClient, adviser: StaffCredentials) -> None:
    """Neither the first factor nor the second is taken from the query of an address."""
    browser.get(SIGN_IN, query_string={"email": adviser.email, "password": PASSWORD})
    assert browser.get(CHECK).location == SIGN_IN
    give_password(browser, adviser.email)
    browser.get(CHECK, query_string={"number": adviser.number()})
    browser.head(CHECK, query_string={"number": adviser.number()})
    assert not is_in(browser)
    assert give_number(browser, adviser.number()).status_code == 303


def test_an_older_way_of_keeping_a_password_is_left_behind(
    people_app: Flask, browser: FlaskClient, adviser: StaffCredentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept(people_app)
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8192))
    assert give_password(browser, adviser.email, "wrong").status_code == 422
    assert kept(people_app) == before
    assert give_password(browser, adviser.email).status_code == 303
    after = kept(people_app)
    assert "m=8192,t=1" in after
    assert give_password(people_app.test_client(), adviser.email).status_code == 303
    assert kept(people_app) == after


def kept(app: Flask) -> str:
    with app.app_context():
        found = reading().get(Password, the_cast.account_id(app, "personal-adviser"))
        assert found
        return found.hashed


def test_what_was_refused_is_on_record(
    people_app: Flask, browser: FlaskClient, adviser: StaffCredentials
) -> None:
    give_password(browser, adviser.email, "wrong")
    give_password(browser, adviser.email)
    give_number(browser, wrong(adviser.number()))
    give_number(browser, adviser.number())
    with people_app.app_context():
        latest = audit.events(most=3)
    assert [event.action for event in latest] == [Action.SIGNED_IN] + [Action.SIGN_IN_REFUSED] * 2
    assert {event.ref for event in latest[1:]} == {person(people_app, "personal-adviser").ref}
    assert latest[0].about == "password"


def test_there_is_a_way_here_from_where_everybody_signs_in(browser: FlaskClient) -> None:
    assert f'href="{SIGN_IN}"' in browser.get("/en/sign-in").text
    assert post(browser, SIGN_IN, email="", password="").status_code == 422
