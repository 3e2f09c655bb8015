"""Homes by what is late in them, and one home's days."""

from datetime import date

import pytest
from flask import Flask

import the_cast
from conftest import SignedIn
from drafts.conftest import soup
from kentcare.audit import records as audit
from kentcare.audit.actions import Action
from kentcare.homes import records as homes
from kentcare.households import records as households
from kentcare.web.formats import today

LATE, TIMELINE, HOME = "/en/desk/homes/late/1", "/en/desk/homes/home/timeline/1", "/en/desk/homes/home"


@pytest.fixture
def approved(people_app: Flask) -> Flask:
    """The home was approved long ago, has no gas, and drives nobody."""
    with people_app.app_context():
        officer = the_cast.viewer(people_app, "accommodation-officer")
        home = homes.one(officer, "home", today())
        households.change(officer, home, approved_on=date(2020, 1, 1), has_gas=False, drives=False)
    return people_app


def test_homes_stand_by_how_much_is_late(approved: Flask, signed_in: SignedIn) -> None:
    page = soup(signed_in("accommodation-officer").get(LATE))
    [row] = page.select(".rows li")
    # DBS of the Host and of the other adult, fire plan, review, supervision. What was sent is not late.
    assert "5 checks, 10 trainings" in row.get_text()
    assert "Canaryword home" in row.get_text()
    both = soup(signed_in("service-manager").get(LATE)).select(".rows li")
    assert "Canaryword home" in both[0].get_text()
    page = signed_in("accommodation-officer").get(HOME).text
    assert "Fire safety plan" in page
    assert "Nothing is late here" not in page


def test_s4_the_days_of_a_home(approved: Flask, signed_in: SignedIn) -> None:
    page = soup(signed_in("accommodation-officer").get(TIMELINE))
    days = [row.get_text(" ", strip=True) for row in page.select(".rows li")]
    assert any("Canaryword young-person moved in" in day for day in days)
    assert any("Gas Safety Certificate" in day for day in days)
    moved = [time["datetime"] for time in page.select(".rows time")]
    assert moved == sorted(moved, reverse=True)
    with approved.app_context():
        seen = [one for one in audit.events(most=9, action=Action.VIEWED) if one.kind == "home"]
        assert len(seen) == 1
    for name, status in (("accommodation-officer-2", 404), ("host", 403), ("personal-adviser", 403)):
        assert signed_in(name).get(TIMELINE).status_code == status
    assert signed_in("accommodation-officer").get(TIMELINE[:-1] + "2").status_code == 404
