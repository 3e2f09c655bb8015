"""A list of places asks what the page of a home asks: whether there are really none, or so few."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.config import Settings
from kentcare.desk.imports.rules import ListKind
from kentcare.hosting.terms.records import said as terms
from support import the_cast
from support.lists import ADDRESS, TERMS, by_command, can_write, hand_in, listed, shown
from support.office import words
from support.places import SINCE, places
from support.site import SignedIn

PLACES = ADDRESS[ListKind.TERMS]
NONE = listed(TERMS, f"H1,0,{SINCE},,,")
QUESTION = "Fewer places than live there"


@pytest.fixture
def browser(signed_in: SignedIn) -> FlaskClient:
    return signed_in("administrator")


def stored(app: Flask) -> list[int]:
    with app.app_context():
        return [one.places for one in terms.every()]


def test_a_home_with_fewer_places_than_live_there_is_named_before_it_is_written(
    people_app: Flask, browser: FlaskClient
) -> None:
    page = hand_in(browser, PLACES, NONE)
    said = words(page.text)
    assert QUESTION in said
    assert f"{the_cast.CANARY} home (H1) 0 places" in said
    assert "1 young person lives there on" in said
    assert "A home without a place takes nobody from 1 September 2025 on." in said
    assert can_write(page)
    assert stored(people_app) == []
    assert hand_in(browser, PLACES, NONE, button="write").status_code == 303
    assert stored(people_app) == [0]


def test_enough_places_and_a_number_that_stands_already_ask_nothing(
    people_app: Flask, browser: FlaskClient
) -> None:
    assert QUESTION not in hand_in(browser, PLACES, listed(TERMS, f"H1,1,{SINCE},,,")).text
    places(people_app, 0)
    ended = listed(TERMS, f"H1,0,{SINCE},2030-01-01,,")
    assert QUESTION not in hand_in(browser, PLACES, ended).text


def test_places_that_become_few_meanwhile_are_asked_about_before_they_are_written(
    people_app: Flask, browser: FlaskClient
) -> None:
    """The list was shown while the home had the same number of places."""
    places(people_app, 0, SINCE)
    changed = listed(TERMS, f"H1,0,{SINCE},2030-01-01,,")
    seen = shown(hand_in(browser, PLACES, changed))
    with people_app.app_context():
        [before] = terms.every()
    assert hand_in(browser, PLACES, listed(TERMS, f"H1,3,{SINCE},,,"), button="write").status_code == 303
    assert before.places == 0
    late = hand_in(browser, PLACES, changed, button="write", shown=seen)
    assert late.status_code == 409
    assert QUESTION in late.text
    assert stored(people_app) == [3]


def test_a_command_says_that_few_places_are_right(
    people_app: Flask, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = by_command(monkeypatch, settings, tmp_path / "list.csv", ListKind.TERMS, NONE)
    refused = run()
    assert refused.exit_code == 1
    assert "no place, or fewer than live there: 1. Where that is right, add --few-places" in refused.output
    assert the_cast.CANARY not in refused.output
    assert stored(people_app) == []
    assert run("--few-places").exit_code == 0
    assert stored(people_app) == [0]
