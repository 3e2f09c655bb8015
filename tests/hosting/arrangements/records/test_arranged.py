"""Who reads of an arrangement, and of how and why it ended."""

import pytest
from flask import Flask

from kentcare.cases.young_people import records as young_people
from kentcare.hosting.arrangements.records.arranged import held_about
from kentcare.operations.data_export.labels import shown
from support.arrangement_pages import (
    END,
    LEFT,
    PAGE,
    RECORD,
    TODAY,
    UNPLANNED,
    begin,
    change_level,
    stored,
)
from support.forms import post, token, typed
from support.site import SignedIn


def test_how_and_why_is_read_on_the_record_by_those_with_a_reason(signed_in: SignedIn) -> None:
    data = typed(TODAY) | {"how": "unplanned", "why": "Canary of a reason"}
    post(signed_in("accommodation-officer"), END, data)
    for name in ("personal-adviser", "accommodation-officer", "service-manager"):
        page = signed_in(name).get(RECORD).text
        assert "Not planned" in page, name
        assert "Canary of a reason" in page, name
    assert signed_in("personal-adviser-2").get(RECORD).status_code == 404


@pytest.mark.usefixtures("has_left")
def test_the_next_officer_reads_that_it_ended_and_not_why(signed_in: SignedIn) -> None:
    first, second = signed_in("accommodation-officer"), signed_in("accommodation-officer-2")
    post(first, END, typed(LEFT) | {"how": "unplanned", "why": "Canary of a reason"})
    assert begin(second, home="home-2").status_code == 303
    page = second.get(RECORD).text
    assert "31 March 2026" in page
    assert "Not planned" not in page
    assert "Canary of a reason" not in page


def test_a_young_person_reads_that_they_stayed(signed_in: SignedIn, people_app: Flask) -> None:
    change_level(signed_in("accommodation-officer"))
    with people_app.test_request_context("/en/account/everything"):
        person = young_people.find_by_number("C1")
        assert person
        (stay,) = held_about(person.id)
        assert stay["ending"] is None
        assert shown("lived_on", stay["lived_on"]) == "You stayed there, with more or less support"


def test_a_host_reads_neither_how_nor_why(signed_in: SignedIn) -> None:
    officer = signed_in("accommodation-officer")
    officer.post(END, data=UNPLANNED | {"csrf_token": token(officer, END)})
    for address in ("/en/host", "/en/host/reports"):
        page = signed_in("host").get(address).text
        assert "Canary of a reason" not in page
        assert "Not planned" not in page


@pytest.mark.parametrize(
    "name", ["accommodation-officer-2", "host", "young-person", "personal-adviser", "advocate"]
)
def test_nobody_without_a_reason_sees_or_ends_one(signed_in: SignedIn, people_app: Flask, name: str) -> None:
    client = signed_in(name)
    for address in (PAGE, END):
        assert client.get(address).status_code in {403, 404}
    data = UNPLANNED | {"csrf_token": token(client, "/en/account")}
    assert client.post(END, data=data).status_code in {403, 404}
    assert stored(people_app).ended_how is None
