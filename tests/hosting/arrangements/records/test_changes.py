"""An arrangement begins and goes on at another level of support. How it ends is in test_views.py."""

from datetime import date, timedelta

import pytest
from flask import Flask

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.young_people import records as young_people
from support import the_cast
from support.arrangement_pages import (
    BEGIN,
    CAME,
    END,
    LEFT,
    LEVEL,
    PAGE,
    TODAY,
    begin,
    change_level,
    rows,
)
from support.forms import post, typed
from support.site import SignedIn


@pytest.mark.usefixtures("has_left")
def test_somebody_comes_to_live_there(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    assert BEGIN in officer.get(PAGE).text
    assert "What the next list from there says will count." in officer.get(BEGIN).text
    answer = begin(officer, case_number=" c1 ")
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert rows(people_app)[1] == ("complex", CAME, None, None)
    assert "Complex support" in officer.get(PAGE).text
    assert "young-person" in signed_in("host").get("/en/host").text
    with people_app.app_context():
        event = audit.events(most=1, action=Action.CHANGED)[0]
        assert (event.kind, event.about, event.actor_name) == (
            "arrangement",
            "begun",
            f"{the_cast.CANARY} accommodation-officer",
        )
    assert "accommodation-officer" in signed_in("young-person").get("/en/me/who-looked/1").text
    # A second press of the button.
    assert begin(officer).status_code == 422
    assert len(rows(people_app)) == 2


def test_nobody_lives_in_two_homes_and_the_other_is_not_named(signed_in: SignedIn, people_app: Flask) -> None:
    # They live in the first home; the officer of the second cannot know that.
    answer = begin(signed_in("accommodation-officer-2"), TODAY, home="home-2")
    assert answer.status_code == 422
    assert "ask whoever looks after that home" in answer.text
    assert f"{the_cast.CANARY} home<" not in answer.text
    assert f"{the_cast.CANARY} young-person" not in answer.text
    assert len(rows(people_app)) == 1


@pytest.mark.parametrize(("number", "known"), [("C1-2", True), ("C999", False)])
def test_who_is_known_here_is_not_learned_unseen(
    signed_in: SignedIn, people_app: Flask, number: str, known: bool
) -> None:
    """An officer takes in young people who are new to them, so the page has to say what is wrong."""
    assert begin(signed_in("accommodation-officer"), TODAY, case_number=number).status_code == 422
    with people_app.app_context():
        [refused] = audit.events(most=9, action=Action.REFUSED)
        person = young_people.find_by_number(number)
    assert (refused.kind, refused.about) == ("arrangement", "begin")
    assert refused.young_person_id == (person.id if person else None)
    assert (person is not None) is known


@pytest.mark.parametrize(("day", "status"), [(LEFT, 422), (CAME, 303)])
@pytest.mark.usefixtures("has_left")
def test_the_last_day_is_a_day_there(signed_in: SignedIn, day: date, status: int) -> None:
    assert begin(signed_in("service-manager"), day, home="home-2").status_code == status


def test_one_that_will_begin_is_in_the_way_too(signed_in: SignedIn) -> None:
    assert begin(signed_in("accommodation-officer"), date(2025, 12, 1)).status_code == 422


def test_another_level_from_a_day_on(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    assert LEVEL in officer.get(PAGE).text
    assert change_level(officer).headers["Location"] == PAGE
    assert rows(people_app) == [
        ("standard", date(2026, 1, 5), LEFT, "level"),
        ("intensive", CAME, None, None),
    ]
    page = officer.get(PAGE).text
    assert "Went on at another level of support" in page
    assert END not in page
    # What went on is changed no more, and a second press of the button finds that it has.
    assert change_level(officer).status_code == 404
    assert officer.get(END).status_code == 404
    assert len(rows(people_app)) == 2
    with people_app.app_context():
        changed = [one.about for one in audit.events(most=9, action=Action.CHANGED)]
        assert changed == ["level"]


def test_on_its_first_day_only_the_level_changes(signed_in: SignedIn, people_app: Flask) -> None:
    assert change_level(signed_in("service-manager"), date(2026, 1, 5)).status_code == 303
    assert rows(people_app) == [("intensive", date(2026, 1, 5), None, None)]


@pytest.mark.usefixtures("has_left")
def test_the_level_of_what_has_ended_stays(signed_in: SignedIn) -> None:
    officer = signed_in("accommodation-officer")
    assert LEVEL not in officer.get(PAGE).text
    assert "It has ended" in change_level(officer, date(2026, 2, 1)).text


def test_an_ending_that_is_known_already_is_of_what_goes_on(signed_in: SignedIn, people_app: Flask) -> None:
    officer, last = signed_in("accommodation-officer"), TODAY + timedelta(days=30)
    data = typed(last) | {"how": "planned", "why": "Canary of a reason"}
    assert post(officer, END, data).status_code == 303
    assert "after the last day" in change_level(officer, last + timedelta(days=1)).text
    assert change_level(officer).status_code == 303
    assert rows(people_app)[1] == ("intensive", CAME, last, "planned")
    assert officer.get(PAGE).text.count("Canary of a reason") == 1


@pytest.mark.usefixtures("has_left")
def test_a_last_day_does_not_move_into_the_next_home(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    begin(officer)
    assert "Their next arrangement has begun" in post(officer, END, typed(CAME) | {"how": "planned"}).text
    assert post(officer, END, typed(LEFT) | {"how": "planned"}).status_code == 303


@pytest.mark.parametrize(
    "name", ["accommodation-officer-2", "host", "young-person", "personal-adviser", "advocate"]
)
@pytest.mark.usefixtures("has_left")
def test_nobody_else_begins_or_changes_one(signed_in: SignedIn, people_app: Flask, name: str) -> None:
    client, before = signed_in(name), rows(people_app)
    for address in (BEGIN, LEVEL):
        assert client.get(address).status_code in {403, 404}
    assert begin(client).status_code in {403, 404}
    assert change_level(client).status_code in {403, 404}
    assert rows(people_app) == before
