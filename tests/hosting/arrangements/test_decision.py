"""Who decided, and when, that somebody may live in a home without a place, where nobody had before."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import update

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.models import Arrangement
from kentcare.db.session import writing
from support import the_cast
from support.arrangement_pages import TODAY, stored
from support.forms import post, typed
from support.html import href, page_of
from support.office import words
from support.places import DECIDED, TERMS, head, head_ref, places
from support.site import SignedIn

OVER = "/en/desk/arrangements/stay/over-places"
UNKNOWN = "Who decided it: nobody has said."


@pytest.fixture(autouse=True)
def _no_place(people_app: Flask) -> None:
    """One young person lives in the first home, which has none."""
    places(people_app, 0)


def decided(app: Flask) -> tuple[int | None, date | None]:
    row = stored(app)
    return row.over_places_by_id, row.over_places_on


@pytest.mark.parametrize("name", ["accommodation-officer", "service-manager"])
def test_it_stands_open_on_the_page_of_places_until_somebody_says_it(
    people_app: Flask, signed_in: SignedIn, name: str
) -> None:
    client = signed_in(name)
    page = page_of(client.get(TERMS))
    assert UNKNOWN in words(page.text)
    [link] = page.select("main a[href$='/over-places']")
    assert link.text == f"Say who decided it for {the_cast.CANARY} young-person"
    data = {"over_by": head_ref(people_app)} | typed(DECIDED, "decided_on")
    assert post(client, href(link), data).headers["Location"] == TERMS
    assert decided(people_app) == (head(people_app), DECIDED)
    said = words(client.get(TERMS).text)
    assert f"Decided by {the_cast.CANARY} head-of-service on 27 August 2025" in said
    assert UNKNOWN not in said
    with people_app.app_context():
        [last] = audit.events(most=1, action=Action.CHANGED)
        assert (last.kind, last.about) == ("arrangement", "over places")
    assert name in signed_in("young-person").get("/en/me/who-looked/1").text


def test_a_slip_is_put_right_and_nobody_is_an_answer(people_app: Flask, signed_in: SignedIn) -> None:
    manager = signed_in("service-manager")
    post(manager, OVER, {"over_by": head_ref(people_app)} | typed(DECIDED, "decided_on"))
    page = manager.get(OVER).text
    assert 'value="2025"' in page
    assert "Put right who decided it for" in manager.get(TERMS).text
    nobody = dict.fromkeys(typed(DECIDED, "decided_on"), "") | {"over_by": "nobody"}
    assert post(manager, OVER, nobody).headers["Location"] == TERMS
    assert decided(people_app) == (None, None)
    assert UNKNOWN in words(manager.get(TERMS).text)


@pytest.mark.parametrize(
    ("by", "on", "wrong"),
    [
        ("", None, "Choose who decided it"),
        ("head", None, "Write the day on which they decided it"),
        ("head", date(TODAY.year + 1, 1, 1), "This day has not come yet"),
        ("nobody", DECIDED, "Choose who decided it on that day, or leave the day empty"),
    ],
)
def test_half_a_decision_is_asked_back(
    people_app: Flask, signed_in: SignedIn, by: str, on: date | None, wrong: str
) -> None:
    data = {"over_by": head_ref(people_app) if by == "head" else by}
    answer = post(signed_in("service-manager"), OVER, data | (typed(on, "decided_on") if on else {}))
    assert answer.status_code == 422
    assert wrong in words(answer.text)
    if on:
        assert f'value="{on.year}"' in answer.text
    assert decided(people_app) == (None, None)


def test_whoever_decided_it_and_decides_no_more_can_still_be_named(
    people_app: Flask, signed_in: SignedIn
) -> None:
    with people_app.app_context(), writing() as session:
        before = the_cast.account_id(people_app, "service-manager")
        changes = {"over_places_by_id": before, "over_places_on": DECIDED}
        session.execute(update(Arrangement).where(Arrangement.ref == "stay").values(**changes))
    page = page_of(signed_in("service-manager").get(OVER))
    [chosen] = page.select("#over_by option[selected]")
    assert chosen.text == f"{the_cast.CANARY} service-manager"


def test_who_does_not_look_after_the_home_says_nothing(people_app: Flask, signed_in: SignedIn) -> None:
    other = signed_in("accommodation-officer-2")
    assert other.get(OVER).status_code == 404
    assert signed_in("host").get(OVER).status_code == 403
    assert post(other, OVER, {"over_by": head_ref(people_app)}).status_code == 404
    assert decided(people_app) == (None, None)


def test_a_home_with_places_enough_asks_nothing(people_app: Flask, signed_in: SignedIn) -> None:
    places(people_app, 2, first=TODAY)
    assert "over-places" not in signed_in("service-manager").get(TERMS).text
