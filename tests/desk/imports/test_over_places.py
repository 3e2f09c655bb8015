"""A list that fills a home over its places is written only once somebody has said who decided it."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.models import Arrangement
from kentcare.config import Settings
from kentcare.db.session import reading
from kentcare.desk.imports.rules import ListKind
from support import the_cast
from support.html import href, page_of
from support.lists import ADDRESS, STAYS, by_command, can_write, hand_in, listed, shown, text_in_the_box
from support.office import words
from support.places import head, head_ref, places
from support.site import SignedIn

ARRANGEMENTS = ADDRESS[ListKind.ARRANGEMENTS]
# The second young person leaves the second home for the first, where one lives already.
MOVED = listed(STAYS, "C1-2,H1-2,standard,2026-01-05,2026-01-31", "C1-2,H1,standard,2026-02-01,")
CAME = date(2026, 2, 1)
QUESTION = "Who decided that they may live there?"


@pytest.fixture
def browser(people_app: Flask, signed_in: SignedIn) -> FlaskClient:
    places(people_app, 1)
    return signed_in("administrator")


def moved(app: Flask) -> list[int | None]:
    """Who decided it, for the arrangement that the list begins; empty while it has not begun."""
    with app.app_context():
        found = reading().query(Arrangement).filter_by(from_day=CAME)
        return [row.over_places_by_id for row in found]


def test_the_page_names_who_has_no_place_and_where(browser: FlaskClient) -> None:
    page = hand_in(browser, ARRANGEMENTS, MOVED)
    assert page.status_code == 200
    said = words(page.text)
    assert f"{the_cast.CANARY} young-person-2 (C1-2) {the_cast.CANARY} home (H1) On 1 February 2026" in said
    assert "this home has 1 place, and others who live there: 1." in said
    assert QUESTION in said
    assert can_write(page)


def test_a_list_that_leaves_places_asks_nothing(people_app: Flask, browser: FlaskClient) -> None:
    places(people_app, 2, home="home-2")
    assert QUESTION not in hand_in(browser, ARRANGEMENTS, listed(STAYS, "C1-2,H1-2,complex,2026-01-05,")).text


def test_nothing_is_written_without_an_answer_and_the_list_stays(
    people_app: Flask, browser: FlaskClient
) -> None:
    page = hand_in(browser, ARRANGEMENTS, MOVED, button="write")
    assert page.status_code == 422
    errors = page_of(page.text).select(".govuk-error-summary li a")
    assert [(one.text, href(one)) for one in errors] == [("Choose who decided it", "#over_by")]
    assert text_in_the_box(page) == MOVED
    assert moved(people_app) == []


def test_who_decided_it_is_kept_as_on_the_page(
    people_app: Flask, browser: FlaskClient, signed_in: SignedIn
) -> None:
    done = hand_in(browser, ARRANGEMENTS, MOVED, button="write", over_by=head_ref(people_app))
    assert done.status_code == 303
    assert moved(people_app) == [head(people_app)]
    home = words(signed_in("accommodation-officer").get("/en/desk/homes/home").text)
    assert "Decided by Canaryword head-of-service" in home
    with people_app.app_context():
        about = [event.about for event in audit.events(most=20, action=Action.CHANGED)]
    assert "over places" in about


def test_what_nobody_has_decided_comes_in_and_stands_on_the_first_page(
    people_app: Flask, browser: FlaskClient, signed_in: SignedIn
) -> None:
    """The case system says where somebody lives, whoever has decided it."""
    assert hand_in(browser, ARRANGEMENTS, MOVED, button="write", over_by="nobody").status_code == 303
    assert moved(people_app) == [None]
    officer = signed_in("accommodation-officer")
    assert "1 home has more young people than places" in officer.get("/en/desk").text
    assert "nobody has said" in words(officer.get("/en/desk/homes/without-a-place/1").text)


def test_a_place_that_goes_meanwhile_is_asked_about_before_it_is_written(
    people_app: Flask, browser: FlaskClient
) -> None:
    seen = shown(hand_in(browser, ARRANGEMENTS, MOVED))
    places(people_app, 3, first=CAME)
    late = hand_in(browser, ARRANGEMENTS, MOVED, button="write", shown=seen, over_by=head_ref(people_app))
    assert late.status_code == 409
    assert QUESTION not in late.text
    assert moved(people_app) == []


def test_a_command_names_who_decided_it_or_that_nobody_has(
    people_app: Flask, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places(people_app, 1)
    run = by_command(monkeypatch, settings, tmp_path / "list.csv", ListKind.ARRANGEMENTS, MOVED)
    refused = run()
    assert refused.exit_code == 1
    assert (
        "Lines for which a home has no place: 1. Say who decided it with --over-places-by" in refused.output
    )
    assert the_cast.CANARY not in refused.output
    assert "no Head of Service has this address" in run("--over-places-by", "x@example.org").output
    assert moved(people_app) == []
    assert run("--over-places-by", the_cast.email("head-of-service")).exit_code == 0
    assert moved(people_app) == [head(people_app)]
