"""The lists of young people and of homes: orders, search, what they cost. Many cost as few."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit.actions import Action
from kentcare.cases.young_people import records as young_people
from kentcare.db.session import db
from support.crowd import HOMES, OWN_HOME, PEOPLE, bring_homes, bring_people, change_person, latest_events
from support.forms import token
from support.html import attribute, href, page_of, rows
from support.site import SignedIn
from support.watching import statements

LIST = f"{PEOPLE}/by-name/1"


def search(client: FlaskClient, words: str, **headers: str) -> str:
    data = {"csrf_token": token(client, "/en/account"), "words": words}
    response = client.post(f"{PEOPLE}/search", data=data, headers=headers)
    assert response.status_code == 200
    return response.text


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("personal-adviser", LIST),
        ("service-manager", f"{PEOPLE}/by-age/1"),
        ("accommodation-officer", f"{PEOPLE}/by-adviser/1"),
        ("personal-adviser", "/en/desk/young-people.csv"),
        ("accommodation-officer", f"{HOMES}/{OWN_HOME}"),
    ],
)
def test_young_people_cost_as_many_queries_however_many_there_are(
    people_app: Flask, signed_in: SignedIn, name: str, path: str
) -> None:
    client = signed_in(name)
    bring_people(people_app, 3, home=OWN_HOME)
    client.get(path)
    with statements(people_app) as few:
        assert client.get(path).status_code == 200
    bring_people(people_app, 57, home=OWN_HOME, first=3)
    with statements(people_app) as many:
        page = client.get(path)
    assert "Crowd 00040" in page.get_data(as_text=True)
    assert few
    assert len(many) == len(few), many


def test_a_search_costs_as_many_queries_however_many_it_finds(people_app: Flask, signed_in: SignedIn) -> None:
    client = signed_in("personal-adviser")
    bring_people(people_app, 60)
    data = {"csrf_token": token(client, "/en/account")}
    with statements(people_app) as few:
        client.post(f"{PEOPLE}/search", data=data | {"words": "00003"})
    with statements(people_app) as many:
        client.post(f"{PEOPLE}/search", data=data | {"words": "crowd"})
    assert few
    assert len(many) == len(few)


@pytest.mark.parametrize("path", [f"{PEOPLE}/by-born/1", f"{HOMES}/by-id/1"])
def test_an_order_that_there_is_not_is_no_address(signed_in: SignedIn, path: str) -> None:
    assert signed_in("service-manager").get(path).status_code == 404


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("name", ["Abena", "Berhane", "Crowd 00002"]),
        ("number", ["Crowd 00002", "Berhane", "Abena"]),
        ("age", ["Berhane", "Abena", "Crowd 00002"]),
    ],
)
def test_the_server_sorts(people_app: Flask, signed_in: SignedIn, order: str, expected: list[str]) -> None:
    bring_people(people_app, 3)
    change_person(people_app, "crowd-00000", name="Abena", case_number="Z3", born=date(2009, 1, 1))
    change_person(people_app, "crowd-00001", name="Berhane", case_number="Z2", born=date(2010, 1, 1))
    change_person(people_app, "crowd-00002", case_number="Z1", born=date(2007, 1, 1))
    page = signed_in("personal-adviser").get(f"{PEOPLE}/by-{order}/1").text
    assert [row for row in rows(page) if not row.startswith("Canary")] == expected
    sorted_by = page_of(page).select_one("th[aria-sort=ascending] a")
    assert sorted_by
    assert href(sorted_by) == f"{PEOPLE}/by-{order}/1"


def test_those_without_an_account_can_stand_first(people_app: Flask, signed_in: SignedIn) -> None:
    bring_people(people_app, 2)
    found = rows(signed_in("personal-adviser").get(f"{PEOPLE}/by-account/1").text)
    assert found == ["Crowd 00000", "Crowd 00001", "Canaryword young-person"]


def test_the_list_uses_its_indexes(people_app: Flask) -> None:
    for role, index in (
        (Role.SERVICE_MANAGER, "ix_young_person_name"),
        (Role.PERSONAL_ADVISER, "adviser_id"),
    ):
        viewer = Viewer(1, "", "", "en", frozenset({role}))
        with statements(people_app) as asked, people_app.app_context():
            young_people.page(viewer, date(2026, 11, 2))
        question = next(one for one in asked if "ORDER BY" in one)
        with people_app.app_context(), db.engine.connect() as connection:
            plan = connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {question}", (1,) * question.count("?")
            ).all()
        told = " ".join(str(step[-1]) for step in plan)
        assert index in told, told
        assert "TEMP B-TREE" not in told, told


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("0004", {"Crowd 00004"}),
        ("crowd 00004", {"Crowd 00004"}),
        ("00004 CROWD", {"Crowd 00004"}),
        ("n00004", {"Crowd 00004"}),
        ("N0000", set()),  # a part of a number is somebody else’s number
        ("Çelik", {"Çelik Ëndrit"}),
        ("ëndrit", {"Çelik Ëndrit"}),
        ("ÇELIK", {"Çelik Ëndrit"}),
        ("%", set()),
        ("_", set()),
        ("young-person-2", set()),
        ("   ", set()),
        ("\x00", set()),
    ],
)
def test_somebody_is_found_by_name_or_by_number(
    people_app: Flask, signed_in: SignedIn, words: str, found: set[str]
) -> None:
    """Nobody is found whose record is not theirs."""
    bring_people(people_app, 6)
    change_person(people_app, "crowd-00001", name="Çelik Ëndrit")
    assert set(rows(search(signed_in("personal-adviser"), words))) == found


def test_more_than_fifty_are_not_shown(people_app: Flask, signed_in: SignedIn) -> None:
    bring_people(people_app, 51)
    client = signed_in("personal-adviser")
    page = search(client, "Crowd")
    assert len(rows(page)) == 50
    assert "Write more of the name" in page
    assert "Write more of the name" not in search(client, "Crowd 0000")
    assert "Nobody among your young people" in search(client, "nowhere")


def test_what_was_searched_for_stays_and_is_shown_as_text(signed_in: SignedIn) -> None:
    page = search(signed_in("personal-adviser"), '"><script>')
    field = page_of(page).select_one("#words")
    assert field
    assert attribute(field, "value") == '"><script>'


def test_a_search_is_a_fragment_too_and_its_address_leads_back(signed_in: SignedIn) -> None:
    client = signed_in("personal-adviser")
    page = search(client, "canary", **{"HX-Request": "true"})
    assert "<header" not in page
    assert rows(page) == ["Canaryword young-person"]
    response = client.get(f"{PEOPLE}/search")
    assert (response.status_code, response.location) == (303, LIST)


def test_a_list_is_noted_once(people_app: Flask, signed_in: SignedIn) -> None:
    bring_people(people_app, 5)
    client = signed_in("personal-adviser")
    client.get(LIST)
    latest, before = latest_events(people_app, 2)
    assert (latest.action, latest.kind, latest.young_person_id) == (Action.LISTED, "young person", None)
    assert before.action == Action.SIGNED_IN
    search(client, "Crowd")
    assert (latest_events(people_app)[0].action, latest_events(people_app)[0].about) == (
        Action.LISTED,
        "search",
    )


def test_what_waits_is_counted_and_leads_to_a_list_with_it_first(
    people_app: Flask, signed_in: SignedIn
) -> None:
    bring_people(people_app, 2)
    bring_homes(people_app, 1, with_host=False)
    desk = signed_in("personal-adviser").get("/en/desk").text
    assert "2 young people have no account yet" in desk
    assert f'href="{PEOPLE}/by-account/1"' in desk
    officer = signed_in("accommodation-officer")
    desk = officer.get("/en/desk").text
    assert "1 home has no Host account" in desk
    assert "no account yet" not in desk
    assert rows(officer.get(f"{HOMES}/by-hosts/1").text) == ["Many 00000", "Canaryword home"]
    assert "Nothing waits for you today" in signed_in("personal-adviser-2").get("/en/desk").text
    for name in ("accommodation-officer-2", "service-manager"):
        assert "no Host account" not in signed_in(name).get("/en/desk").text


def test_an_empty_list_says_why(people_app: Flask, signed_in: SignedIn) -> None:
    change_person(people_app, "young-person", adviser_id=None)
    assert "There is no young person here for you yet" in signed_in("personal-adviser").get(LIST).text
