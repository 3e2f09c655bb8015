"""How an arrangement ended: said by whoever looks after the home, read by those with a reason."""

from datetime import date

import pytest
from flask import Flask

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.models import Arrangement
from support.arrangement_pages import END, PAGE, TODAY, UNPLANNED, stored
from support.encrypted_columns import stored_bytes
from support.forms import token
from support.site import SignedIn


def test_how_and_why_are_said_sealed_and_read(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    data = UNPLANNED | {"csrf_token": token(officer, END)}
    assert officer.post(END, data=data).headers["Location"] == PAGE
    page = officer.get(PAGE).text
    assert "Not planned" in page
    assert "Canary of a reason" in page
    row = stored(people_app)
    assert (row.to_day, row.ended_how) == (TODAY, "unplanned")
    assert b"Canary" not in stored_bytes(people_app, Arrangement, "sealed_why", row.id)
    assert "Canary of a reason" in signed_in("service-manager").get(PAGE).text
    with people_app.app_context():
        ended = [one for one in audit.events(most=9, action=Action.CHANGED) if one.kind == "arrangement"]
        assert [one.about for one in ended] == ["ended"]
    assert "accommodation-officer" in signed_in("young-person").get("/en/me/who-looked/1").text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"how": ""}, "Choose one"),
        ({"day-day": ""}, "Add the day"),
        ({"day-year": "2025"}, "This is before the first day"),
        ({"why": "x" * 2001}, "2,000 letters or fewer"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    signed_in: SignedIn, people_app: Flask, change: dict[str, str], words: str
) -> None:
    officer = signed_in("accommodation-officer")
    typed = UNPLANNED | change
    response = officer.post(END, data=typed | {"csrf_token": token(officer, END)})
    assert response.status_code == 422
    assert words in response.text
    assert typed["why"] in response.text
    assert stored(people_app).to_day is None


def test_one_that_ended_owes_no_report_after_it(signed_in: SignedIn) -> None:
    officer = signed_in("accommodation-officer")
    data = UNPLANNED | {
        "day-day": "30",
        "day-month": "9",
        "day-year": "2026",
        "csrf_token": token(officer, END),
    }
    officer.post(END, data=data)
    assert "You owe no report." in signed_in("host").get("/en/host/reports").text
    assert date(2026, 9, 30) < TODAY
