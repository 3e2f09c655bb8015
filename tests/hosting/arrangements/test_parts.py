"""Whoever lives on in the same home is there since their first day, whatever happened to their level."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.cases.young_people import records as young_people
from kentcare.hosting.arrangements.records.arranged import held_about
from support import the_cast
from support.arrangement_pages import CAME, PAGE, RECORD, TODAY, change_level, import_rows
from support.office import words
from support.site import SignedIn

BEGAN, SOON = date(2026, 1, 5), TODAY + timedelta(days=30)
PAGES = {
    "host": "/en/host",
    "accommodation-officer": "/en/desk/homes/home",
    "service-manager": PAGE,
    "personal-adviser": RECORD,
}


def level_changed(officer: FlaskClient, app: Flask) -> None:
    assert change_level(officer, CAME).status_code == 303


def list_split_it(officer: FlaskClient, app: Flask) -> None:
    assert import_rows(app, "C1,H1,standard,2026-01-05,2026-03-31", "C1,H1,standard,2026-04-01,") == []


def read(page: str) -> str:
    return words(page).replace(" ,", ",")


HOW = pytest.mark.parametrize("split", [level_changed, list_split_it])
Split = Callable[[FlaskClient, Flask], None]


@HOW
@pytest.mark.parametrize(("name", "page"), PAGES.items())
def test_a_part_is_never_shown_as_the_stay(
    signed_in: SignedIn, people_app: Flask, split: Split, name: str, page: str
) -> None:
    split(signed_in("accommodation-officer"), people_app)
    shown = read(signed_in(name).get(page).text)
    assert "This level since 1 April 2026, here since 5 January 2026" in shown
    assert "Since 1 April 2026" not in shown


@HOW
def test_the_young_person_lives_in_one_home_once(
    signed_in: SignedIn, people_app: Flask, split: Split
) -> None:
    split(signed_in("accommodation-officer"), people_app)
    shown = read(signed_in("young-person").get("/en/me").text)
    assert shown.count("since 5 January 2026") == 1
    assert "April" not in shown


def test_a_level_to_come_is_no_second_home(signed_in: SignedIn) -> None:
    change_level(signed_in("accommodation-officer"), SOON)
    shown = read(signed_in("young-person").get("/en/me").text)
    assert shown.count(f"{the_cast.CANARY} home,") == 1
    assert "since 5 January 2026" in shown


@HOW
def test_the_copy_of_the_data_has_one_stay_with_its_levels(
    signed_in: SignedIn, people_app: Flask, split: Split
) -> None:
    split(signed_in("accommodation-officer"), people_app)
    with people_app.app_context():
        person = young_people.find_by_number("C1")
        assert person
        (stay,) = held_about(person.id)
    assert (stay["from_day"], stay["to_day"]) == (BEGAN, None)
    levels = stay["levels_of_support"]
    assert isinstance(levels, list)
    assert [one["from_day"] for one in levels] == [BEGAN, CAME]


@HOW
def test_nobody_moved_in_or_out_in_between(signed_in: SignedIn, people_app: Flask, split: Split) -> None:
    officer = signed_in("accommodation-officer")
    split(officer, people_app)
    shown = read(officer.get("/en/desk/homes/home/timeline/1").text)
    assert shown.count("moved in") == 1
    assert ("The level changed for" in shown) is (split is level_changed)
    assert "ended" not in shown


def test_a_late_report_of_an_earlier_part_names_who_lives_there_still(
    signed_in: SignedIn, people_app: Flask
) -> None:
    """Only of somebody who has moved out the home's page says no name."""
    officer = signed_in("accommodation-officer")
    first = TODAY.replace(day=1) - timedelta(days=1)
    assert change_level(officer, first.replace(day=1)).status_code == 303
    shown = read(officer.get("/en/desk/homes/home").text)
    assert "A report for" not in shown


def test_who_came_back_is_there_since_they_came_back(signed_in: SignedIn, people_app: Flask) -> None:
    lines = "C1,H1,standard,2026-01-05,2026-03-30", "C1,H1,standard,2026-04-01,"
    assert import_rows(people_app, *lines) == []
    shown = read(signed_in("host").get("/en/host").text)
    assert "Since 1 April 2026" in shown
    assert "here since" not in shown


def test_a_stay_that_is_over_says_both_of_its_days(signed_in: SignedIn, people_app: Flask) -> None:
    lines = "C1,H1,standard,2026-01-05,2026-03-31", "C1,H1,complex,2026-04-01,2026-06-30"
    assert import_rows(people_app, *lines) == []
    shown = read(signed_in("service-manager").get(RECORD).text)
    assert (
        "This level from 5 January 2026 to 31 March 2026, here from 5 January 2026 to 30 June 2026" in shown
    )
    assert "here since" not in shown
