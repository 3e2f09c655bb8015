"""What a list would change is shown before it is written: by person or home, field by field, and no more."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.young_people import records as young_people
from kentcare.core.clock import now, today
from kentcare.desk.imports import records
from kentcare.desk.imports.rules import ListKind
from support import the_cast
from support.arrangement_pages import CAME, change_level
from support.html import following, page_of
from support.lists import (
    ADDRESS,
    ADVISER,
    GOOD,
    HOMES,
    HOUSEHOLDS,
    PEOPLE,
    STAYS,
    TERMS,
    YOUNG_PEOPLE,
    can_write,
    hand_in,
    kept,
    listed,
    previewed,
    shown,
    text_in_the_box,
)
from support.places import places
from support.site import SignedIn

CHANGED_SINCE = "Something here has changed since you saw what the list would do."
STAY = "C1,H1,standard,2026-01-05,"
SOMEBODY, HOME = f"{the_cast.CANARY} young-person", f"{the_cast.CANARY} home"


@pytest.fixture
def browser(signed_in: SignedIn) -> FlaskClient:
    return signed_in("administrator")


def untouched(browser: FlaskClient, kind: ListKind, text: str) -> list[str]:
    page = page_of(hand_in(browser, ADDRESS[kind], text))
    [heading] = [heading for heading in page.select("h3") if "Not touched" in heading.text]
    [listed_below, *_] = following(heading, "ul")
    return [item.text for item in listed_below.select("li")]


def test_each_young_person_is_shown_field_by_field_before_and_after(browser: FlaskClient) -> None:
    """What is the same is left out; what is new has everything."""
    checked = hand_in(browser, YOUNG_PEOPLE, GOOD)
    assert previewed(checked) == [
        [
            f"{SOMEBODY}-2 (C1-2)",
            "Changed",
            (
                f"Name: {SOMEBODY}-2 Language: en (English) Adviser: {the_cast.CANARY} personal-adviser-2, "
                f"{the_cast.email('personal-adviser-2')}"
            ),
            (
                f"Name: {the_cast.CANARY} renamed Language: ar (العربية) "
                f"Adviser: {the_cast.CANARY} personal-adviser, {ADVISER}"
            ),
        ],
        [
            "Sam Example (N1)",
            "New",
            "Nothing",
            "Name: Sam Example Born: 2 January 2009 Language: en (English) Adviser: Nobody",
        ],
    ]


def test_each_home_and_household_is_shown_field_by_field(browser: FlaskClient) -> None:
    line = listed(HOMES, f"H1,The new name,Dover,,{the_cast.email('host')}")
    (row,) = previewed(hand_in(browser, ADDRESS[ListKind.HOMES], line))
    assert row[:2] == [f"{HOME} (H1)", "Changed"]
    assert f"Name: {HOME}" in row[2]
    assert "Name: The new name" in row[3]
    assert "Area: Dover" in row[3]
    assert "Officer: Nobody" in row[3]
    (row,) = previewed(
        hand_in(browser, ADDRESS[ListKind.HOUSEHOLDS], listed(HOUSEHOLDS, "H1,2020-02-03,no,yes"))
    )
    assert row[0] == f"{HOME} (H1)"
    assert "Approved on: 3 February 2020" in row[3]
    assert "Gas in the home: No" in row[3]


def test_the_places_of_a_home_are_shown_before_and_after(people_app: Flask, browser: FlaskClient) -> None:
    places(people_app, 2)
    line = listed(TERMS, "H1,1,2025-09-01,2026-05-31,,", "H1,3,2026-06-01,,,")
    changed, new = previewed(hand_in(browser, ADDRESS[ListKind.TERMS], line))
    assert changed == [
        f"{HOME} (H1)",
        "Changed",
        "Places: 2 Last day: None: they go on",
        "Places: 1 Last day: 31 May 2026",
    ]
    assert new[:3] == [f"{HOME} (H1)", "New", "Nothing"]
    assert "Places: 3 First day: 1 June 2026" in new[3]
    assert "Decided by: Nobody Decided on: Not known" in new[3]
    assert "why their places were decided" in untouched(browser, ListKind.TERMS, line)[-1]


def test_a_stay_is_shown_and_the_parts_that_become_one(
    people_app: Flask, browser: FlaskClient, signed_in: SignedIn
) -> None:
    """An officer has changed the level; the case system does not know it, and its list joins the parts."""
    assert change_level(signed_in("accommodation-officer"), CAME).status_code == 303
    (row,) = previewed(hand_in(browser, ADDRESS[ListKind.ARRANGEMENTS], listed(STAYS, STAY)))
    assert row[:2] == [f"{SOMEBODY} (C1) – {HOME} (H1)", "Joined: the parts become one stay"]
    assert "Level of support: Standard support Level of support: Intensive support" in row[2]
    assert "Last day: 31 March 2026 Last day: None: they live there" in row[2]
    assert "Level of support: Standard support" in row[3]
    assert "Last day: None: they live there" in row[3]


def test_what_is_not_touched_is_said_with_its_reason(browser: FlaskClient) -> None:
    said = untouched(browser, ListKind.YOUNG_PEOPLE, GOOD)
    assert said[0] == "1 line says what is here already."
    assert "Accounts, homes, reports" in said[-1]
    one_line = listed(PEOPLE, "N1,Sam Example,2009-01-02,,")
    said = untouched(browser, ListKind.YOUNG_PEOPLE, one_line)
    assert said[0] == "2 are here that this list does not mention. They stay as they are."
    said = untouched(browser, ListKind.HOUSEHOLDS, listed(HOUSEHOLDS, "H1,,no,yes"))
    assert "a day of approval where the list leaves the day empty" in said[-1]


def test_nobody_is_named_whom_the_list_does_not_name(browser: FlaskClient) -> None:
    """Neither the Hosts whom it takes out, nor whoever else is here."""
    response = hand_in(browser, ADDRESS[ListKind.HOMES], listed(HOMES, "H1,The new name,Dover,,"))
    (row,) = previewed(response)
    assert "Hosts: 1 Host whom this list does not name" in row[2]
    assert "Hosts: Nobody" in row[3]
    for name in ("host", "host-2", "young-person", "young-person-2"):
        assert f"{the_cast.CANARY} {name}" not in response.text
        assert the_cast.email(name) not in response.text
    response = hand_in(browser, ADDRESS[ListKind.ARRANGEMENTS], listed(STAYS, "C1,H1,complex,2026-01-05,"))
    assert f"{SOMEBODY}-2" not in response.text
    assert f"{HOME}-2" not in response.text


def test_each_young_person_can_read_that_what_is_known_of_them_was_shown(
    people_app: Flask, browser: FlaskClient
) -> None:
    hand_in(browser, YOUNG_PEOPLE, GOOD)
    with people_app.app_context():
        ids = {number: id_ for number, (id_, _) in young_people.from_case_system().items()}
        seen = [event.young_person_id for event in audit.events(most=9, action=Action.VIEWED)]
    assert seen == [ids["C1-2"]]


def test_a_long_list_is_shown_page_by_page_and_written_whole(people_app: Flask, browser: FlaskClient) -> None:
    """Each page is a button of the same form, so that it works without scripts."""
    text = listed(PEOPLE, *(f"N{one:03},Sam Example {one:03},2009-01-02,," for one in range(120)))
    first = hand_in(browser, YOUNG_PEOPLE, text)
    assert len(previewed(first)) == 50
    assert "Page 1 of 3, 120 in all." in first.text
    last = hand_in(browser, YOUNG_PEOPLE, text_in_the_box(first), button="check", page="3")
    assert [row[0] for row in previewed(last)][-1] == "Sam Example 119 (N119)"
    assert len(previewed(last)) == 20
    assert shown(last) == shown(first)
    for strange in ("0", "99", "x", "-3"):
        assert hand_in(browser, YOUNG_PEOPLE, text, page=strange).status_code == 200
    assert hand_in(browser, YOUNG_PEOPLE, text, button="write", shown=shown(last)).status_code == 303
    assert len(kept(people_app)) == 122


def test_a_change_meanwhile_is_shown_before_anything_is_written(
    people_app: Flask, browser: FlaskClient
) -> None:
    checked = hand_in(browser, YOUNG_PEOPLE, GOOD)
    with people_app.app_context():
        other = listed(PEOPLE, f"C1-2,Renamed meanwhile,2008-03-27,en,{ADVISER}")
        records.import_rows(ListKind.YOUNG_PEOPLE, other, None, today(), now())
    before = kept(people_app)
    again = hand_in(browser, YOUNG_PEOPLE, GOOD, button="write", shown=shown(checked))
    assert again.status_code == 409
    assert CHANGED_SINCE in again.text
    assert "Name: Renamed meanwhile" in previewed(again)[0][2]
    assert can_write(again)
    assert text_in_the_box(again).replace("\r", "") == GOOD
    assert kept(people_app) == before
    assert hand_in(browser, YOUNG_PEOPLE, GOOD, button="write", shown=shown(again)).status_code == 303
    assert kept(people_app)["C1-2"] == (f"{the_cast.CANARY} renamed", "ar")


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_nothing_is_written_that_was_not_shown(people_app: Flask, browser: FlaskClient, seen: str) -> None:
    """As where the text was changed after it was checked."""
    before = kept(people_app)
    response = hand_in(browser, YOUNG_PEOPLE, GOOD, button="write", shown=seen)
    assert response.status_code == 409
    assert kept(people_app) == before
