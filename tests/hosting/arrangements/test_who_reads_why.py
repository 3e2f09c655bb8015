"""Why an arrangement ended is read by exactly those whom the form names, wherever it is shown."""

from datetime import date

import pytest
from flask import Flask

from support.arrangement_pages import END, LEFT, PAGE, RECORD, TODAY, UNPLANNED
from support.export import taken
from support.forms import post, typed
from support.site import SignedIn

REASON = UNPLANNED["why"]
HOME, DAY_BY_DAY = "/en/desk/homes/home", "/en/desk/homes/home/timeline/1"
PLACES = (PAGE, DAY_BY_DAY, HOME, RECORD, "/en/host", "/en/me", "/en/desk", "/en/host/reports")
READS = {
    "accommodation-officer": {PAGE, RECORD},
    "service-manager": {PAGE, RECORD},
    "personal-adviser": {RECORD},
    "young-person": {"copy"},
}
NOT = ("accommodation-officer-2", "personal-adviser-2", "host", "host-2", "young-person-2", "administrator")


@pytest.fixture(params=[TODAY, LEFT], ids=["ends today", "has long moved out"])
def ended(people_app: Flask, signed_in: SignedIn, request: pytest.FixtureRequest) -> date:
    """The day on which it ended. The officer has said why, on a form that says who reads it."""
    officer = signed_in("accommodation-officer")
    assert (
        "Whoever looks after the home and the young person’s adviser read it here, "
        "and the young person in their copy of what we hold." in officer.get(END).text
    )
    day: date = request.param
    assert post(officer, END, UNPLANNED | typed(day)).status_code == 303
    return day


@pytest.mark.parametrize("name", [*READS, *NOT])
def test_those_read_it_who_are_named_on_the_form_and_nobody_else(
    signed_in: SignedIn, ended: date, name: str
) -> None:
    """After they have moved out the officer reads it on the page of the home."""
    client = signed_in(name)
    found = {place for place in PLACES if REASON in client.get(place, follow_redirects=True).text}
    if REASON in taken(client).everything:
        found.add("copy")
    moved_out = name == "accommodation-officer" and ended == LEFT
    assert found == READS.get(name, set()) - ({RECORD} if moved_out else set())
