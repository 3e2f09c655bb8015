"""A first day that was written down wrong is put right, so that the case system's list is taken again."""

from datetime import date, timedelta

import pytest
from flask import Flask

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from support.arrangement_pages import CAME, LEFT, PAGE, TODAY, begin, change_level, import_rows, link_to, rows
from support.forms import post, typed
from support.site import SignedIn

FIRST_DAY = "/en/desk/arrangements/stay/first-day"


def test_it_is_put_right(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    assert FIRST_DAY in officer.get(PAGE).text
    assert 'value="2026"' in officer.get(FIRST_DAY).text
    answer = post(officer, FIRST_DAY, typed(date(2026, 2, 9)))
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert rows(people_app) == [("standard", date(2026, 2, 9), None, None)]
    # It is said once.
    assert "Saved." in officer.get(PAGE).text
    assert "Saved." not in officer.get(PAGE).text
    # And where only the middle of the page is exchanged.
    assert post(officer, FIRST_DAY, typed(date(2026, 2, 9))).status_code == 303
    assert "Saved." in officer.get(PAGE, headers={"HX-Request": "true"}).text
    assert "Saved." not in officer.get(PAGE).text
    with people_app.app_context():
        event = audit.events(most=1, action=Action.CHANGED)[0]
    assert (event.kind, event.about) == ("arrangement", "first day")


def test_then_the_list_from_the_case_system_is_taken(signed_in: SignedIn, people_app: Flask) -> None:
    line = "C1,H1,standard,2026-02-09,"
    assert import_rows(people_app, line) != []
    post(signed_in("accommodation-officer"), FIRST_DAY, typed(date(2026, 2, 9)))
    assert import_rows(people_app, line) == []
    assert rows(people_app) == [("standard", date(2026, 2, 9), None, None)]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 3, 26), "younger than 16"),
        (TODAY + timedelta(days=367), "more than a year ahead"),
        (CAME, "after the last day"),
    ],
)
@pytest.mark.usefixtures("has_left")
def test_what_cannot_be_is_said_and_kept(
    signed_in: SignedIn, people_app: Flask, day: date, words: str
) -> None:
    answer = post(signed_in("accommodation-officer"), FIRST_DAY, typed(day))
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{day.year}"' in answer.text
    assert rows(people_app) == [("standard", date(2026, 1, 5), LEFT, None)]


@pytest.mark.usefixtures("has_left")
def test_not_into_an_arrangement_before(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    assert begin(officer).status_code == 303
    [later] = [link for link in officer.get(PAGE).text.split('"') if link.endswith("/first-day")][:1]
    answer = post(officer, later, typed(LEFT))
    assert answer.status_code == 422
    assert "have an arrangement already" in answer.text
    assert post(officer, later, typed(CAME + timedelta(days=1))).status_code == 303


def test_where_a_later_part_begins_is_another_question(signed_in: SignedIn, people_app: Flask) -> None:
    """It began when its first part did."""
    officer = signed_in("accommodation-officer")
    assert change_level(officer).status_code == 303
    assert len(rows(people_app)) == 2
    assert "/first-day" not in officer.get(PAGE).text
    for link in [one for one in officer.get(PAGE).text.split('"') if one.endswith("/level")]:
        address = link.replace("/level", "/first-day")
        assert officer.get(address).status_code == 404
        assert post(officer, address, typed(CAME)).status_code == 404
    assert officer.get(FIRST_DAY).status_code == 404


def test_somebody_who_came_back_began_anew(signed_in: SignedIn, people_app: Flask) -> None:
    """However their level had changed when they lived there before."""
    officer = signed_in("accommodation-officer")
    assert change_level(officer).status_code == 303
    left = typed(date(2026, 5, 1)) | {"how": "planned"}
    assert post(officer, link_to("end", officer), left).status_code == 303
    assert begin(officer, date(2026, 11, 1)).status_code == 303
    first_day = link_to("first-day", officer)
    assert 'value="11"' in officer.get(first_day).text
    assert post(officer, first_day, typed(date(2026, 11, 3))).status_code == 303
    assert rows(people_app)[2] == ("complex", date(2026, 11, 3), None, None)


@pytest.mark.parametrize("name", ["accommodation-officer-2", "host", "personal-adviser", "young-person"])
def test_nobody_else_does(signed_in: SignedIn, people_app: Flask, name: str) -> None:
    client = signed_in(name)
    assert client.get(FIRST_DAY).status_code in {403, 404}
    assert post(client, FIRST_DAY, typed(CAME)).status_code in {403, 404}
    assert rows(people_app) == [("standard", date(2026, 1, 5), None, None)]
