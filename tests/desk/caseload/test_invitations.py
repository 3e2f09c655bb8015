"""An adviser invites a young person, an officer a Host; again where a telephone is lost."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.records import NotTheirs, Person
from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.cases.invitations import records as invitations
from kentcare.db.session import writing
from kentcare.services.messages import records as messages
from support import the_cast
from support.code_sign_in import come_in, give_birthday
from support.crowd import OWN, OWN_HOME, PEOPLE, bring_people, change_person
from support.forms import token
from support.site import SignedIn
from support.watching import checksums

NEW, NEW_MOBILE = "07700 900 777", "+447700900777"
HOME = f"/en/desk/homes/{OWN_HOME}"


def invite(client: FlaskClient, ref: str = OWN, address: str = NEW, **fields: str) -> TestResponse:
    page = f"{PEOPLE}/{ref}/invite"
    return client.post(page, data={"csrf_token": token(client, page), "address": address, **fields})


def invite_host(client: FlaskClient, **fields: str) -> TestResponse:
    page = f"{HOME}/invite-host"
    data = {"csrf_token": token(client, page), "who": "new", "name": "A New Host", "address": NEW}
    return client.post(page, data=data | fields)


def sent(app: Flask) -> dict[str, str]:
    with app.app_context():
        return {message.to: message.text for _, message in messages.latest(10)}


def account(app: Flask, name: str) -> Person:
    number = the_cast.account_id(app, name)
    with app.app_context():
        person = accounts.by_id(number)
    assert person
    return person


def account_by_mobile(app: Flask) -> Person:
    with app.app_context():
        person = accounts.by_address(Address("text", NEW_MOBILE))
    assert person
    return person


def let_be_told(app: Flask, name: str) -> None:
    number = the_cast.account_id(app, name)
    with app.app_context():
        accounts.save_preferences(number, may_tell_old_address=True)


@pytest.fixture
def adviser(signed_in: SignedIn) -> FlaskClient:
    return signed_in("personal-adviser")


@pytest.fixture
def officer(signed_in: SignedIn) -> FlaskClient:
    return signed_in("accommodation-officer")


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
    """S8: a lost telephone opens nothing any more."""
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


def test_the_old_address_hears_nothing_unless_they_said_that_this_is_safe(
    people_app: Flask, adviser: FlaskClient
) -> None:
    invite(adviser)
    assert set(sent(people_app)) == {NEW_MOBILE}


def test_the_old_addresses_are_told_where_they_said_that_this_is_safe(
    people_app: Flask, adviser: FlaskClient
) -> None:
    let_be_told(people_app, "young-person")
    invite(adviser)
    told = sent(people_app)
    assert set(told) == {NEW_MOBILE, the_cast.mobile("young-person"), the_cast.email("young-person")}
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


@pytest.mark.parametrize("whose", ["young-person-2", "administrator", "advocate"])
def test_an_address_that_somebody_has_is_refused_without_saying_whose_it_is(
    people_app: Flask, adviser: FlaskClient, whose: str
) -> None:
    before = checksums(people_app)
    response = invite(adviser, address=the_cast.email(whose))
    assert response.status_code == 422
    assert "cannot be used for this account" in response.text
    assert f"Canaryword {whose}" not in response.text
    assert checksums(people_app) == before


@pytest.mark.parametrize("typed", ["", "  ", "12", "nobody", "a@", "\x00"])
def test_what_is_no_address_is_said_in_words(people_app: Flask, adviser: FlaskClient, typed: str) -> None:
    before = checksums(people_app)
    assert invite(adviser, address=typed).status_code == 422
    assert checksums(people_app) == before


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
    """S6."""
    bring_people(people_app, 1)
    fields = {"role": "administrator", "roles": "administrator", "state": "active", "language": "ar"}
    invite(adviser, "crowd-00000", **fields)
    person = account_by_mobile(people_app)
    assert person.roles == {Role.YOUNG_PERSON}
    assert (person.state, person.language) == ("invited", "en")


# Hosts


def test_a_second_host_is_invited_and_comes_in(people_app: Flask, officer: FlaskClient) -> None:
    response = invite_host(officer)
    assert (response.status_code, response.location) == (303, HOME)
    page = officer.get(HOME).text
    assert "A New Host" in page
    assert "Account: Invited" in page
    assert set(sent(people_app)) == {NEW_MOBILE}
    assert account_by_mobile(people_app).roles == {Role.HOST}
    browser = people_app.test_client()
    assert come_in(people_app, browser, NEW).status_code == 303
    assert "Canaryword young-person" in browser.get("/en/host").text


def test_a_host_is_invited_again(people_app: Flask, signed_in: SignedIn, officer: FlaskClient) -> None:
    lost, host = signed_in("host"), account(people_app, "host")
    let_be_told(people_app, "host")
    assert invite_host(officer, who=host.ref, name="Not Looked At").status_code == 303
    assert lost.get("/en/host").location == "/en/sign-in"
    found = account_by_mobile(people_app)
    assert (found.id, found.name, found.state) == (host.id, host.name, "invited")
    assert set(sent(people_app)) == {NEW_MOBILE, the_cast.mobile("host"), the_cast.email("host")}


@pytest.mark.parametrize("name", ["host-2", "young-person", "administrator", "accommodation-officer"])
def test_nobody_of_another_home_is_invited_again_from_this_one(
    people_app: Flask, officer: FlaskClient, name: str
) -> None:
    """S4: a ref in the form that is not of this home."""
    before = checksums(people_app)
    response = invite_host(officer, who=account(people_app, name).ref)
    assert response.status_code == 422
    assert checksums(people_app) == before


def test_a_host_who_works_here_is_not_given_another_address_from_a_home(
    people_app: Flask, officer: FlaskClient
) -> None:
    """Whoever can change the address of an administrator can become one."""
    host = account(people_app, "host")
    with people_app.app_context(), writing() as session:
        row = session.get_one(Account, host.id)
        row.grants.append(RoleGrant(role=Role.ADMINISTRATOR.value, given_at=datetime.now(UTC)))
    before = checksums(people_app)
    assert invite_host(officer, who=host.ref).status_code == 422
    by = Viewer(
        the_cast.account_id(people_app, "accommodation-officer"),
        "",
        "",
        "en",
        frozenset({Role.ACCOMMODATION_OFFICER}),
    )
    to, now = Address("text", NEW_MOBILE), datetime.now(UTC)
    with people_app.app_context(), pytest.raises(NotTheirs):
        invitations.invite_host(by, OWN_HOME, to, who=host.ref, name="", site="", now=now)
    assert checksums(people_app) == before
    assert host.ref not in officer.get(f"{HOME}/invite-host").text


@pytest.mark.parametrize(
    "fields",
    [{"name": ""}, {"name": " \u200b"}, {"address": "x"}, {"who": ""}, {"name": "n" * 121}],
)
def test_what_is_missing_for_a_host_is_said_in_words(
    people_app: Flask, officer: FlaskClient, fields: dict[str, str]
) -> None:
    before = checksums(people_app)
    assert invite_host(officer, **fields).status_code == 422
    assert checksums(people_app) == before


def test_an_address_that_somebody_has_is_refused_for_a_host_too(
    people_app: Flask, officer: FlaskClient
) -> None:
    response = invite_host(officer, address=the_cast.email("young-person-2"))
    assert response.status_code == 422
    assert "young-person-2" not in response.text.replace(the_cast.email("young-person-2"), "")


def test_the_name_is_not_asked_of_somebody_who_has_an_account(
    people_app: Flask, officer: FlaskClient
) -> None:
    assert invite_host(officer, who=account(people_app, "host").ref, name="").status_code == 303
