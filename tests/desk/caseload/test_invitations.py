"""An adviser invites a young person; again where a telephone is lost."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.accounts.accounts.rules import Role
from kentcare.services.messages import records as messages
from support import the_cast
from support.code_sign_in import come_in, give_birthday
from support.crowd import PEOPLE, bring_people, change_person
from support.invitations import NEW, NEW_MOBILE, account_by_mobile, invite, let_be_told, sent
from support.site import SignedIn
from support.watching import checksums


@pytest.mark.parametrize(
    ("typed", "to"), [(NEW, NEW_MOBILE), (" New.Person@Example.org ", "new.person@example.org")]
)
def test_a_young_person_is_invited_and_comes_in(
    people_app: Flask, adviser: FlaskClient, typed: str, to: str
) -> None:
    """By a mobile or an e-mail alone. They prove the day they were born."""
    bring_people(people_app, 1)
    response = invite(adviser, "crowd-00000", typed)
    assert (response.status_code, response.location) == (303, f"{PEOPLE}/crowd-00000")
    assert "Invited: " in adviser.get(response.location).text
    assert sent(people_app) == {to: sent(people_app)[to]}
    assert "http://localhost/ " in sent(people_app)[to]
    assert "Crowd" not in sent(people_app)[to]
    browser = people_app.test_client()
    assert come_in(people_app, browser, to).location == "/en/sign-in/birthday"
    assert give_birthday(browser, date(2008, 1, 1)).status_code == 303
    assert "Crowd 00000" in browser.get("/en/me").text
    assert "In use" in adviser.get(response.location).text
    assert "Changed something in it" in browser.get("/en/me/who-looked/1").text


def test_the_message_is_in_their_language(people_app: Flask, adviser: FlaskClient) -> None:
    bring_people(people_app, 2)
    for n, address in enumerate(("07700 900701", "07700 900702")):
        change_person(people_app, f"crowd-{n:05}", language=("ar", "ti")[n])
        invite(adviser, f"crowd-{n:05}", address)
    english = "You have an account now"
    assert not [text for text in sent(people_app).values() if english in text]
    assert len(set(sent(people_app).values())) == 2


def test_who_is_invited_again_is_out_everywhere_and_proves_their_birthday_again(
    people_app: Flask, signed_in: SignedIn, adviser: FlaskClient
) -> None:
    """A lost telephone opens nothing any more."""
    lost = signed_in("young-person")
    assert lost.get("/en/me").status_code == 200
    assert invite(adviser).status_code == 303
    assert lost.get("/en/me").location == "/en/sign-in"
    person = account_by_mobile(people_app)
    assert (person.state, person.email) == ("invited", None)
    browser = people_app.test_client()
    assert come_in(people_app, browser, NEW).location == "/en/sign-in/birthday"
    assert give_birthday(browser, the_cast.BORN).status_code == 303
    assert browser.get("/en/me").status_code == 200


MANAGER = the_cast.mobile("service-manager")


@pytest.mark.parametrize("safe", ["yes", "no"])
def test_the_old_address_hears_of_it_unless_that_is_not_safe(
    people_app: Flask, adviser: FlaskClient, safe: str
) -> None:
    invite(adviser, safe=safe)
    old = {the_cast.mobile("young-person"), the_cast.email("young-person")}
    assert set(sent(people_app)) == {NEW_MOBILE, MANAGER} | (old if safe == "yes" else set())


def test_whether_it_is_safe_has_to_be_said(people_app: Flask, adviser: FlaskClient) -> None:
    refused = invite(adviser, safe="")
    assert refused.status_code == 422
    assert "Choose if it is safe" in refused.text
    assert f'value="{NEW}"' in refused.text
    assert sent(people_app) == {}


def test_the_old_addresses_are_told_where_they_said_that_this_is_safe(
    people_app: Flask, adviser: FlaskClient
) -> None:
    let_be_told(people_app, "young-person")
    invite(adviser)
    told = sent(people_app)
    assert set(told) == {NEW_MOBILE, MANAGER, the_cast.mobile("young-person"), the_cast.email("young-person")}
    assert "another number or e-mail" in told[the_cast.mobile("young-person")]
    assert "You have an account now" in told[NEW_MOBILE]


def test_the_same_number_again_is_not_told_of_another(people_app: Flask, adviser: FlaskClient) -> None:
    let_be_told(people_app, "young-person")
    mobile = the_cast.mobile("young-person")
    assert invite(adviser, address=mobile).status_code == 303
    with people_app.app_context():
        told = [message.text for _, message in messages.latest(10) if message.to == mobile]
    assert len(told) == 1
    assert "You have an account now" in told[0]


def test_an_invitation_that_cannot_be_queued_leaves_nothing(
    people_app: Flask, adviser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Account, link, message and what is noted of it: all or nothing."""
    bring_people(people_app, 1)
    before = checksums(people_app)

    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(messages, "queue", break_down)
    assert invite(adviser, "crowd-00000").status_code == 500
    assert checksums(people_app) == before


def test_other_fields_of_an_invitation_are_not_looked_at(people_app: Flask, adviser: FlaskClient) -> None:
    """Roles, a state or a language that are sent along set nothing."""
    bring_people(people_app, 1)
    fields = {"role": "administrator", "roles": "administrator", "state": "active", "language": "ar"}
    invite(adviser, "crowd-00000", **fields)
    person = account_by_mobile(people_app)
    assert person.roles == {Role.YOUNG_PERSON}
    assert (person.state, person.language) == ("invited", "en")


# Hosts
