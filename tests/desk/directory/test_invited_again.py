"""Who is invited again waits until somebody other than the inviter has spoken to them."""

from datetime import timedelta

import pytest
from flask import Flask

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.records import Person
from kentcare.core.clock import now
from kentcare.services.messages import records as messages
from support import the_cast
from support.forms import token
from support.invitations import account, invite
from support.office import Office
from support.site import SignedIn

PAGE = "/en/desk/invited-again"
MANAGER = the_cast.mobile("service-manager")


def is_spoken_to(app: Flask, person: Person) -> bool:
    with app.app_context():
        found = accounts.by_id(person.id)
    return bool(found and found.is_spoken_to)


def told(app: Flask) -> list[str]:
    with app.app_context():
        return [message.text for _, message in messages.latest(10) if message.to == MANAGER]


def test_a_service_manager_hears_of_it_and_says_that_they_have_spoken_to_them(
    people_app: Flask, signed_in: SignedIn
) -> None:
    person, manager = account(people_app, "young-person"), signed_in("service-manager")
    assert person.is_spoken_to
    assert person.name not in manager.get(PAGE).text
    invite(signed_in("personal-adviser"))
    [message] = told(people_app)
    assert person.name not in message
    assert not is_spoken_to(people_app, person)
    assert "1 person was invited again" in manager.get("/en/desk").text
    page = manager.get(PAGE).text
    assert person.name in page
    assert account(people_app, "personal-adviser").name in page
    mark = f"{PAGE}/{person.ref}"
    assert manager.post(mark, data={"csrf_token": token(manager, PAGE)}).location == PAGE
    assert is_spoken_to(people_app, person)
    assert person.name not in manager.get(PAGE).text
    assert manager.post(mark, data={"csrf_token": token(manager, "/en/account")}).status_code == 404


def test_the_mark_is_gone_when_they_are_invited_once_more(people_app: Flask, signed_in: SignedIn) -> None:
    adviser, manager = signed_in("personal-adviser"), signed_in("service-manager")
    person = account(people_app, "young-person")
    invite(adviser)
    manager.post(f"{PAGE}/{person.ref}", data={"csrf_token": token(manager, PAGE)})
    invite(adviser, address="07700 900778")
    assert not is_spoken_to(people_app, person)


@pytest.mark.parametrize("name", ["personal-adviser", "administrator", "accommodation-officer"])
def test_nobody_else_can_set_it(people_app: Flask, signed_in: SignedIn, name: str) -> None:
    person, client = account(people_app, "young-person"), signed_in(name)
    invite(signed_in("personal-adviser"))
    data = {"csrf_token": token(client, "/en/account")}
    assert client.post(f"{PAGE}/{person.ref}", data=data).status_code == 403
    assert not is_spoken_to(people_app, person)


def test_a_service_manager_who_invited_them_cannot_set_it(people_app: Flask, signed_in: SignedIn) -> None:
    """Somebody may hold both roles."""
    from kentcare.accounts.accounts.models import Account
    from kentcare.db.session import writing

    manager, person = signed_in("service-manager"), account(people_app, "young-person")
    with people_app.app_context(), writing() as session:
        row = session.get_one(Account, person.id)
        row.invited_by = the_cast.account_id(people_app, "service-manager")
        row.invited_again_at = now() - timedelta(days=1)
    page = manager.get(PAGE).text
    assert "Somebody else has to say" in page
    data = {"csrf_token": token(manager, "/en/account")}
    assert manager.post(f"{PAGE}/{person.ref}", data=data).status_code == 404
    assert not is_spoken_to(people_app, person)


def test_a_colleague_too_and_never_an_advocate(office: Office, people_app: Flask) -> None:
    office.send("administrator", f"{office.ref('panel-member')}/invite-again")
    assert len(told(people_app)) == 1
    office.send("advocacy-lead", f"{office.ref('advocate')}/invite-again")
    assert len(told(people_app)) == 1
    page = office.browser("service-manager").get(PAGE).text
    assert office.person("panel-member").name in page
    assert office.person("advocate").name not in page
