"""A passkey signs in alone, so all of its answer must be right. In a browser: journeys/test_passkey.py."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.sign_in.passkeys import records as passkeys
from support import the_cast
from support.forms import token
from support.passkey_device import (
    ADD,
    PRESENT,
    PROOFS,
    START,
    TAKE,
    FakeDevice,
    add_passkey,
    question,
    sign_in_with,
)
from support.site import SignedIn
from support.staff_sign_in import PASSWORD, SIGN_IN, StaffCredentials, change_account, is_in, person, post


@pytest.fixture
def device(signed_in: SignedIn) -> FakeDevice:
    """A device with a passkey of a personal adviser."""
    made = FakeDevice()
    assert add_passkey(signed_in("personal-adviser"), made).location == PROOFS
    made.count += 1
    return made


def test_it_is_enough_alone(browser: FlaskClient, device: FakeDevice, people_app: Flask) -> None:
    response = sign_in_with(browser, device)
    assert (response.status_code, response.location) == (303, "/en/start")
    assert is_in(browser)
    text = browser.get(PROOFS).text
    assert "My desk" in text
    assert "Last used on" in text
    # It was used since: a copy of it that has not counted that is none of ours.
    assert sign_in_with(people_app.test_client(), device).status_code == 422
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


FAULTS: dict[str, Callable[[FakeDevice], FakeDevice]] = {
    "nobody showed who they are": lambda device: device.but(flags=PRESENT),
    "another site asked": lambda device: device.but(origin="http://localhost.evil.example"),
    "for another site": lambda device: device.but(name="evil.example"),
    "copied: it says that it was used less": lambda device: device.but(count=1),
    "another key": lambda device: device.but(key=FakeDevice().key),
    "a passkey that nobody has": lambda device: device.but(id=b"nobody's"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_answer_lets_nobody_in(browser: FlaskClient, device: FakeDevice, fault: str) -> None:
    assert sign_in_with(browser, FAULTS[fault](device)).status_code == 422
    assert not is_in(browser)
    assert sign_in_with(browser, device).status_code == 303


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "nonsense", '{"id": 1}', '{"id":"YQ","rawId":"YQ"}', "\x00"]
)
def test_nonsense_is_no_answer(browser: FlaskClient, device: FakeDevice, answer: str) -> None:
    question(browser)
    assert post(browser, TAKE, SIGN_IN, credential=answer).status_code == 422


def test_an_answer_lets_in_once(people_app: Flask, browser: FlaskClient, device: FakeDevice) -> None:
    """Even where the cookie is copied with it, from a device that does not count."""
    device = device.but(count=0)
    with people_app.app_context():
        from kentcare.db.session import writing
        from kentcare.sign_in.passkeys.models import Passkey

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
    browser: FlaskClient, device: FakeDevice, clock: time_machine.Traveller
) -> None:
    asked = question(browser)
    clock.shift(timedelta(minutes=10))
    assert post(browser, TAKE, SIGN_IN, credential=device.get(asked)).status_code == 422


def test_the_answer_to_another_browser_s_question_does_not_help(
    people_app: Flask, browser: FlaskClient, device: FakeDevice
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
    people_app: Flask, browser: FlaskClient, device: FakeDevice, values: dict[str, object]
) -> None:
    change_account(people_app, "personal-adviser", **values)
    assert sign_in_with(browser, device).status_code == 422


def test_it_is_not_added_twice(signed_in: SignedIn, device: FakeDevice) -> None:
    """Nor by somebody else, who would then come in as its first owner or as nobody."""
    assert add_passkey(signed_in("finance-officer"), device).status_code == 422
    client = signed_in("personal-adviser")
    asked = post(client, START, PROOFS, name="x").json
    assert asked
    assert len(asked["excludeCredentials"]) == 1


def test_one_is_made_only_for_whoever_began(signed_in: SignedIn, people_app: Flask) -> None:
    client, made = signed_in("personal-adviser"), FakeDevice()
    asked = post(client, START, PROOFS, name="x").json
    assert asked
    the_cast.sign_in(people_app, client, "finance-officer")
    answer = made.make(asked)
    assert post(client, ADD, PROOFS, name="x", credential=answer).status_code == 422


def test_one_that_does_not_ask_who_holds_it_is_not_added(signed_in: SignedIn) -> None:
    refused = add_passkey(signed_in("personal-adviser"), FakeDevice(flags=PRESENT))
    assert refused.status_code == 422
    assert "did not make a passkey" in refused.text


def test_to_add_one_takes_the_password_later(
    signed_in: SignedIn, adviser: StaffCredentials, clock: time_machine.Traveller
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
    answer = FakeDevice().make(started.json or {})
    assert post(client, ADD, PROOFS, name="x", present=PASSWORD, credential=answer).status_code == 303


def test_adding_and_removing_ends_the_other_sessions(
    signed_in: SignedIn, people_app: Flask, browser: FlaskClient
) -> None:
    """The session that adds or removes a passkey goes on, and a removed one signs nobody in."""
    client, other, device = signed_in("personal-adviser"), signed_in("personal-adviser"), FakeDevice()
    add_passkey(client, device)
    assert is_in(client)
    assert not is_in(other)
    device.count += 1
    sign_in_with(browser, device)
    client = signed_in("personal-adviser")
    with people_app.app_context():
        ref = passkeys.passkeys_of(the_cast.account_id(people_app, "personal-adviser"))[0].ref
    assert post(client, f"{ADD}/{ref}/remove", PROOFS).location == PROOFS
    assert not is_in(browser)
    device.count += 1
    assert sign_in_with(browser, device).status_code == 422
    with people_app.app_context():
        changes = [event.about for event in audit.events(most=20, action=Action.PROOF_CHANGED)]
    assert changes == ["passkey removed", "passkey added"]


def test_to_remove_one_takes_the_password_later(
    signed_in: SignedIn, people_app: Flask, adviser: StaffCredentials, clock: time_machine.Traveller
) -> None:
    client = signed_in("personal-adviser")
    add_passkey(client, FakeDevice())
    add_passkey(client, FakeDevice(), name="My phone")
    clock.shift(timedelta(minutes=10))
    with people_app.app_context():
        ref = passkeys.passkeys_of(the_cast.account_id(people_app, "personal-adviser"))[0].ref
    remove = f"{ADD}/{ref}/remove"
    assert post(client, remove, PROOFS).status_code == 422
    assert post(client, remove, PROOFS, **{f"{ref}-present": "x"}).status_code == 422
    assert post(client, remove, PROOFS, **{f"{ref}-present": PASSWORD}).status_code == 303
    text = client.get(PROOFS).text
    assert "My phone" in text
    assert "My desk" not in text


def test_another_s_is_not_there(signed_in: SignedIn, people_app: Flask, device: FakeDevice) -> None:
    """The answer for one that nobody has; nothing is changed; the refusal is on record."""
    with people_app.app_context():
        ref = passkeys.passkeys_of(the_cast.account_id(people_app, "personal-adviser"))[0].ref
    client = signed_in("finance-officer")
    theirs, nobody_s = (post(client, f"{ADD}/{one}/remove", PROOFS) for one in (ref, "0123456789ab"))
    assert (theirs.status_code, nobody_s.status_code) == (404, 404)
    assert theirs.text.replace(ref, "") == nobody_s.text.replace("0123456789ab", "")
    with people_app.app_context():
        assert passkeys.passkeys_of(the_cast.account_id(people_app, "personal-adviser"))
        refused = audit.events(most=2, action=Action.REFUSED)
        assert {event.ref for event in refused} == {ref, "0123456789ab"}
        assert {event.actor_name for event in refused} == {person(people_app, "finance-officer").name}
