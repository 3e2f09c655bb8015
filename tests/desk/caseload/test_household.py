"""Homes by what is late in them, and one home's days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from conftest import SignedIn
from kentcare.accounts.accounts.addresses import in_words
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.records import stays_in
from kentcare.cases.homes import records as homes
from kentcare.core.clock import today
from kentcare.desk.reminders import records as reminders
from kentcare.hosting.arrangements import records as arrangements
from kentcare.hosting.arrangements.rules import Level
from kentcare.hosting.households import records as households
from kentcare.hosting.safeguarding import records as safeguarding
from kentcare.hosting.safeguarding.records import About
from support import the_cast
from support.long_forms import soup

LATE, TIMELINE, HOME = "/en/desk/homes/late/1", "/en/desk/homes/home/timeline/1", "/en/desk/homes/home"
UNAPPROVED = "/en/desk/homes/unapproved/1"


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
    assert "5 checks, 10 courses" in row.get_text()
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


def test_a_change_of_level_is_told_as_one(approved: Flask, signed_in: SignedIn) -> None:
    """And what is planned has not happened yet."""
    with approved.app_context():
        officer, level = the_cast.viewer(approved, "accommodation-officer"), Level.COMPLEX
        arrangements.change_level(officer, "stay", level=level, day=date(2026, 4, 1), today=today())
        [goes_on, _] = arrangements.of_home(officer, "home")
        later, level = today() + timedelta(days=30), Level.INTENSIVE
        arrangements.change_level(officer, goes_on.ref, level=level, day=later, today=today())
    page = soup(signed_in("accommodation-officer").get(TIMELINE))
    days = [row.get_text(" ", strip=True) for row in page.select(".rows li")]
    told = [day for day in days if "Canaryword young-person" in day and "Report on" not in day]
    assert told == [
        "1 April 2026 The level changed for Canaryword young-person: Complex support",
        "5 January 2026 Canaryword young-person moved in: Standard support",
    ]


def test_what_the_host_was_reminded_of_is_among_them(approved: Flask, signed_in: SignedIn) -> None:
    """All of a day together: a Host has one message."""
    with approved.test_request_context("/en/"):
        assert reminders.remind(datetime.now(UTC)) > 2
    page = soup(signed_in("accommodation-officer").get(TIMELINE))
    [told] = [row.get_text(" ", strip=True) for row in page.select(".rows li") if "reminded" in row.text]
    assert "DBS check of Canaryword host; " in told
    assert "Fire safety plan" in told
    assert "host-2" not in told


def test_a_report_that_was_halted_is_among_them(approved: Flask, signed_in: SignedIn) -> None:
    with approved.test_request_context("/en/host"):
        host = the_cast.viewer(approved, "host")
        [home] = homes.own(host, today())
        young_person = stays_in([home.id], today(), since=today())[0].young_person_id
        about = About(home.id, young_person, today().replace(day=1))
        safeguarding.note(host, about, [], datetime.now(UTC), pressed=True)
    officer = signed_in("accommodation-officer")
    assert "A report on Canaryword young-person was halted" in officer.get(TIMELINE).text
    page = soup(officer.get("/en/desk/stops"))
    assert page.select_one("main a[href^=tel]")["href"] == "tel:" + in_words(the_cast.mobile("host")).replace(
        " ", ""
    )


def test_homes_of_which_nothing_can_be_said_are_listed(people_app: Flask, signed_in: SignedIn) -> None:
    officer = signed_in("accommodation-officer")
    assert "1 home has no day of approval" in officer.get("/en/desk").text
    assert "Homes with no day of approval: 1" in officer.get(LATE).text
    [row] = soup(officer.get(UNAPPROVED)).select(".rows a")
    assert (row.text, row["href"]) == ("Canaryword home", "/en/desk/homes/home/household")
    manager = soup(signed_in("service-manager").get(UNAPPROVED))
    assert len(manager.select(".rows li")) == 2


def test_nor_is_one_with_a_day(approved: Flask, signed_in: SignedIn) -> None:
    officer = signed_in("accommodation-officer")
    assert "Each of your homes has its day of approval." in officer.get(UNAPPROVED).text
    assert "no day of approval" not in officer.get("/en/desk").text
    assert "no day of approval" not in officer.get(LATE).text
