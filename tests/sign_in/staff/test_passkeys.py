"""A passkey is enough alone, so all of it must be right. In a browser: see journeys/test_passkey.py."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from conftest import SignedIn
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.sign_in.staff import records
from support import the_cast
from support.device import PRESENT, Device
from support.forms import token
from support.staff import PASSWORD, SIGN_IN, Equipped, change_account, is_in, person, post

PROOFS, START, ADD = "/en/account/proofs", "/en/account/passkeys/start", "/en/account/passkeys"
ASK, TAKE = "/en/staff/passkey/ask", "/en/staff/passkey"


def add(client: FlaskClient, device: Device, name: str = "My desk") -> TestResponse:
    started = post(client, START, PROOFS, name=name)
    assert started.status_code == 200
    assert started.mimetype == "application/json"
    return post(client, ADD, PROOFS, name=name, credential=device.make(started.json or {}))


def question(client: FlaskClient) -> dict[str, Any]:
    found = post(client, ASK, SIGN_IN).json
    assert found
    return dict(found)


def sign_in(client: FlaskClient, device: Device) -> TestResponse:
    return post(client, TAKE, SIGN_IN, credential=device.get(question(client)))


@pytest.fixture
def device(signed_in: SignedIn) -> Device:
    """It has a passkey of a personal adviser."""
    made = Device()
    assert add(signed_in("personal-adviser"), made).location == PROOFS
    made.count += 1
    return made


def test_it_is_enough_alone(browser: FlaskClient, device: Device, people_app: Flask) -> None:
    response = sign_in(browser, device)
    assert (response.status_code, response.location) == (303, "/en/start")
    assert is_in(browser)
    text = browser.get(PROOFS).text
    assert "My desk" in text
    assert "Last used on" in text
    # It was used since: a copy of it that has not counted that is none of ours.
    assert sign_in(people_app.test_client(), device).status_code == 422
    with people_app.app_context():
        latest = audit.events(most=2)
    assert [event.action for event in latest] == [Action.SIGN_IN_REFUSED, Action.SIGNED_IN]
    assert latest[1].about == "passkey"


def test_the_device_is_asked_for_who_holds_it(signed_in: SignedIn, browser: FlaskClient) -> None:
    asked = post(signed_in("personal-adviser"), START, PROOFS, name="x").json
    assert asked
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["rp"]["id"] == "localhost"
    assert question(browser)["userVerification"] == "required"
    assert question(browser)["challenge"] != question(browser)["challenge"]


FAULTS: dict[str, Callable[[Device], Device]] = {
    "nobody showed who they are": lambda device: device.but(flags=PRESENT),
    "another site asked": lambda device: device.but(origin="http://localhost.evil.example"),
    "for another site": lambda device: device.but(name="evil.example"),
    "copied: it says that it was used less": lambda device: device.but(count=1),
    "another key": lambda device: device.but(key=Device().key),
    "a passkey that nobody has": lambda device: device.but(id=b"nobody's"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_answer_lets_nobody_in(browser: FlaskClient, device: Device, fault: str) -> None:
    assert sign_in(browser, FAULTS[fault](device)).status_code == 422
    assert not is_in(browser)
    assert sign_in(browser, device).status_code == 303


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "nonsense", '{"id": 1}', '{"id":"YQ","rawId":"YQ"}', "\x00"]
)
def test_nonsense_is_no_answer(browser: FlaskClient, device: Device, answer: str) -> None:
    question(browser)
    assert post(browser, TAKE, SIGN_IN, credential=answer).status_code == 422


def test_an_answer_lets_in_once(people_app: Flask, browser: FlaskClient, device: Device) -> None:
    """S18: even where the cookie is copied with it, from a device that does not count."""
    device = device.but(count=0)
    with people_app.app_context():
        from kentcare.db.session import writing
        from kentcare.sign_in.staff.models import Passkey

        with writing() as session:
            session.query(Passkey).update({"sign_count": 0})
    answer = device.get(question(browser))
    form, answers = token(browser, SIGN_IN), browser.get_cookie("answers")
    assert answers
    data = {"csrf_token": form, "credential": answer}
    assert browser.post(TAKE, data=data).status_code == 303
    thief = people_app.test_client()
    thief.set_cookie("answers", answers.value)
    assert thief.post(TAKE, data=data).status_code == 422
    assert not is_in(thief)


def test_a_question_waits_for_ten_minutes(
    browser: FlaskClient, device: Device, clock: time_machine.Traveller
) -> None:
    asked = question(browser)
    clock.shift(timedelta(minutes=10))
    assert post(browser, TAKE, SIGN_IN, credential=device.get(asked)).status_code == 422


def test_the_answer_to_another_browser_s_question_does_not_help(
    people_app: Flask, browser: FlaskClient, device: Device
) -> None:
    answer = device.get(question(browser))
    other = people_app.test_client()
    question(other)
    assert post(other, TAKE, SIGN_IN, credential=answer).status_code == 422
    assert post(people_app.test_client(), TAKE, SIGN_IN, credential=answer).status_code == 422


@pytest.mark.parametrize(
    "values",
    [{"state": "closed"}, {"state": "invited"}, {"review_by": date(2020, 1, 1)}],
    ids=["closed", "invited", "paused"],
)
def test_it_opens_nothing_that_is_closed(
    people_app: Flask, browser: FlaskClient, device: Device, values: dict[str, object]
) -> None:
    change_account(people_app, "personal-adviser", **values)
    assert sign_in(browser, device).status_code == 422


def test_it_is_not_added_twice(signed_in: SignedIn, device: Device) -> None:
    """Nor by somebody else, who would then come in as its first owner or as nobody."""
    assert add(signed_in("finance-officer"), device).status_code == 422
    client = signed_in("personal-adviser")
    asked = post(client, START, PROOFS, name="x").json
    assert asked
    assert len(asked["excludeCredentials"]) == 1


def test_one_is_made_only_for_whoever_began(signed_in: SignedIn, people_app: Flask) -> None:
    client, made = signed_in("personal-adviser"), Device()
    asked = post(client, START, PROOFS, name="x").json
    assert asked
    the_cast.sign_in(people_app, client, "finance-officer")
    answer = made.make(asked)
    assert post(client, ADD, PROOFS, name="x", credential=answer).status_code == 422


def test_one_that_does_not_ask_who_holds_it_is_not_added(signed_in: SignedIn) -> None:
    refused = add(signed_in("personal-adviser"), Device(flags=PRESENT))
    assert refused.status_code == 422
    assert "did not make a passkey" in refused.text


def test_to_add_one_takes_the_password_later(
    signed_in: SignedIn, adviser: Equipped, clock: time_machine.Traveller
) -> None:
    client = signed_in("personal-adviser")
    clock.shift(timedelta(minutes=10))
    for fields, words in (({}, "Write your present password"), ({"present": "x"}, "not your password")):
        refused = post(client, START, PROOFS, name="x", **fields)
        assert refused.status_code == 422
        assert words in str(refused.json)
    # Without its beginning, the end leads nowhere.
    assert post(client, ADD, PROOFS, name="x", present="x", credential="{}").status_code == 422
    started = post(client, START, PROOFS, name="x", present=PASSWORD)
    answer = Device().make(started.json or {})
    assert post(client, ADD, PROOFS, name="x", present=PASSWORD, credential=answer).status_code == 303


def test_adding_and_removing_ends_the_other_sessions(
    signed_in: SignedIn, people_app: Flask, browser: FlaskClient
) -> None:
    """S8."""
    client, other, device = signed_in("personal-adviser"), signed_in("personal-adviser"), Device()
    add(client, device)
    assert is_in(client)
    assert not is_in(other)
    device.count += 1
    sign_in(browser, device)
    client = signed_in("personal-adviser")
    with people_app.app_context():
        ref = records.keys_of(the_cast.account_id(people_app, "personal-adviser"))[0].ref
    assert post(client, f"{ADD}/{ref}/remove", PROOFS).location == PROOFS
    assert not is_in(browser)
    device.count += 1
    assert sign_in(browser, device).status_code == 422
    with people_app.app_context():
        changes = [event.about for event in audit.events(most=20, action=Action.PROOF_CHANGED)]
    assert changes == ["passkey removed", "passkey added"]


def test_to_remove_one_takes_the_password_later(
    signed_in: SignedIn, people_app: Flask, adviser: Equipped, clock: time_machine.Traveller
) -> None:
    client = signed_in("personal-adviser")
    add(client, Device())
    add(client, Device(), name="My phone")
    clock.shift(timedelta(minutes=10))
    with people_app.app_context():
        ref = records.keys_of(the_cast.account_id(people_app, "personal-adviser"))[0].ref
    remove = f"{ADD}/{ref}/remove"
    assert post(client, remove, PROOFS).status_code == 422
    assert post(client, remove, PROOFS, **{f"{ref}-present": "x"}).status_code == 422
    assert post(client, remove, PROOFS, **{f"{ref}-present": PASSWORD}).status_code == 303
    text = client.get(PROOFS).text
    assert "My phone" in text
    assert "My desk" not in text


def test_another_s_is_not_there(signed_in: SignedIn, people_app: Flask, device: Device) -> None:
    """S4: the same as one that nobody has; nothing is changed; the refusal is on record."""
    with people_app.app_context():
        ref = records.keys_of(the_cast.account_id(people_app, "personal-adviser"))[0].ref
    client = signed_in("finance-officer")
    theirs, nobody_s = (post(client, f"{ADD}/{one}/remove", PROOFS) for one in (ref, "0123456789ab"))
    assert (theirs.status_code, nobody_s.status_code) == (404, 404)
    assert theirs.text.replace(ref, "") == nobody_s.text.replace("0123456789ab", "")
    with people_app.app_context():
        assert records.keys_of(the_cast.account_id(people_app, "personal-adviser"))
        refused = audit.events(most=2, action=Action.REFUSED)
        assert {event.ref for event in refused} == {ref, "0123456789ab"}
        assert {event.actor_name for event in refused} == {person(people_app, "finance-officer").name}
