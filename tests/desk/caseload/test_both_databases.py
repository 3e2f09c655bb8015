"""Lists, searches and invitations of the caseload on SQLite and on PostgreSQL."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.cases.homes.records import ORDERS as HOME_ORDERS
from kentcare.cases.young_people.records import ORDERS
from support import the_cast
from support.crowd import HOMES, OWN, OWN_HOME, PEOPLE, bring_homes, bring_people, change_person
from support.forms import token


def browser(app: Flask, name: str) -> FlaskClient:
    app.extensions["kentcare_posts"].reset()
    client = app.test_client()
    the_cast.sign_in(app, client, name)
    return client


def test_lists_and_copies_are_made_in_every_order(either_app: Flask) -> None:
    bring_people(either_app, 55, home=OWN_HOME)
    bring_homes(either_app, 3, with_host=False)
    client = browser(either_app, "service-manager")
    for order in ORDERS:
        assert "1 to 50 of 57" in client.get(f"{PEOPLE}/by-{order}/1").text, order
        assert "51 to 57 of 57" in client.get(f"{PEOPLE}/by-{order}/2").text, order
    for order in HOME_ORDERS:
        assert "Many 00002" in client.get(f"{HOMES}/by-{order}/1").text, order
    for name in ("young-people", "homes"):
        assert client.get(f"/en/desk/{name}.csv").data.count(b"\n") == {"young-people": 58, "homes": 6}[name]
    officer = browser(either_app, "accommodation-officer")
    assert "Crowd 00054" in officer.get(f"{HOMES}/{OWN_HOME}").text
    assert "3 homes have no Host account" in officer.get("/en/desk").text
    assert (
        "55 young people have no account yet" in browser(either_app, "personal-adviser").get("/en/desk").text
    )


@pytest.mark.parametrize("words", ["ëndrit", "ËNDRIT", "çelik ën", "n00001"])
def test_a_name_is_found(either_app: Flask, words: str) -> None:
    bring_people(either_app, 2)
    change_person(either_app, "crowd-00001", name="Çelik Ëndrit")
    client = browser(either_app, "personal-adviser")
    data = {"csrf_token": token(client, "/en/account"), "words": words}
    assert "1 young person found" in client.post(f"{PEOPLE}/search", data=data).text


def test_people_are_invited_and_invited_again(either_app: Flask) -> None:
    bring_people(either_app, 1)
    adviser, officer = browser(either_app, "personal-adviser"), browser(either_app, "accommodation-officer")
    data = {"csrf_token": token(adviser, "/en/account"), "safe": "yes"}
    for ref, number, status in (
        ("crowd-00000", "07700 900701", 303),
        (OWN, "07700 900702", 303),
        (OWN, "07700 900701", 422),
        (OWN, "07700 900703", 303),
    ):
        answer = adviser.post(f"{PEOPLE}/{ref}/invite", data=data | {"address": number})
        assert answer.status_code == status, (ref, number)
    data = {
        "csrf_token": token(officer, "/en/account"),
        "who": "new",
        "name": "New",
        "address": "07700 900704",
    }
    assert officer.post(f"{HOMES}/{OWN_HOME}/invite-host", data=data).status_code == 303
    assert officer.get(f"{HOMES}/{OWN_HOME}").text.count("Account: ") == 2


@pytest.mark.parametrize(
    "path", [f"{PEOPLE}/%00", f"{PEOPLE}/{'x' * 500}", f"{HOMES}/%00", f"{HOMES}/%F0%9F%98%80"]
)
def test_what_no_ref_could_be_is_not_here(either_app: Flask, path: str) -> None:
    assert browser(either_app, "service-manager").get(path).status_code == 404
