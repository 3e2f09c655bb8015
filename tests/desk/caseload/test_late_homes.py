"""Homes stand by what is late in them, and those without a day of approval are listed."""

from flask import Flask

from support.html import href, page_of
from support.site import SignedIn

LATE, HOME, UNAPPROVED = "/en/desk/homes/late/1", "/en/desk/homes/home", "/en/desk/homes/unapproved/1"


def test_homes_stand_by_how_much_is_late(approved: Flask, signed_in: SignedIn) -> None:
    page = page_of(signed_in("accommodation-officer").get(LATE))
    [row] = page.select(".rows li")
    # DBS of the Host and of the other adult, fire plan, review, supervision. What was sent is not late.
    assert "5 checks, 10 courses" in row.text
    assert "Canaryword home" in row.text
    both = page_of(signed_in("service-manager").get(LATE)).select(".rows li")
    assert "Canaryword home" in both[0].text
    home = signed_in("accommodation-officer").get(HOME).text
    assert "Fire safety plan" in home
    assert "Nothing is late here" not in home


def test_homes_of_which_nothing_can_be_said_are_listed(people_app: Flask, signed_in: SignedIn) -> None:
    officer = signed_in("accommodation-officer")
    assert "1 home has no day of approval" in officer.get("/en/desk").text
    assert "Homes with no day of approval: 1" in officer.get(LATE).text
    [row] = page_of(officer.get(UNAPPROVED)).select(".rows a")
    assert (row.text, href(row)) == ("Canaryword home", "/en/desk/homes/home/household")
    manager = page_of(signed_in("service-manager").get(UNAPPROVED))
    assert len(manager.select(".rows li")) == 2


def test_nor_is_one_with_a_day(approved: Flask, signed_in: SignedIn) -> None:
    officer = signed_in("accommodation-officer")
    assert "Each of your homes has its day of approval." in officer.get(UNAPPROVED).text
    assert "no day of approval" not in officer.get("/en/desk").text
    assert "no day of approval" not in officer.get(LATE).text
