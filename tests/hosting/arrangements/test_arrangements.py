"""How an arrangement ended: said by whoever looks after the home, read by those with a reason."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select, text

from conftest import SignedIn
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.arrangements.models import Arrangement
from kentcare.db.session import reading
from support.forms import token

PAGE, END = "/en/desk/homes/home/arrangements", "/en/desk/arrangements/stay/end"
TODAY = datetime.now(UTC).date()
FORM = {
    "day-day": str(TODAY.day),
    "day-month": str(TODAY.month),
    "day-year": str(TODAY.year),
    "how": "unplanned",
    "why": "Canary of a reason",
}


def stored(app: Flask) -> Arrangement:
    with app.app_context():
        return reading().scalars(select(Arrangement).where(Arrangement.ref == "stay")).one()


def test_how_and_why_are_said_sealed_and_read(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    data = FORM | {"csrf_token": token(officer, END)}
    assert officer.post(END, data=data).headers["Location"] == PAGE
    page = officer.get(PAGE).text
    assert "Not planned" in page
    assert "Canary of a reason" in page
    row = stored(people_app)
    assert (row.to_day, row.ended_how) == (TODAY, "unplanned")
    assert row.why == "Canary of a reason"
    with people_app.app_context():
        written = reading().scalar(text("SELECT sealed_why FROM arrangement WHERE ref = 'stay'"))
    assert b"Canary" not in bytes(written)
    assert "Canary of a reason" in signed_in("service-manager").get(PAGE).text
    with people_app.app_context():
        ended = [one for one in audit.events(most=9, action=Action.CHANGED) if one.kind == "arrangement"]
        assert [one.about for one in ended] == ["ended"]
    assert "accommodation-officer" in signed_in("young-person").get("/en/me/who-looked/1").text


@pytest.mark.parametrize(
    "name", ["accommodation-officer-2", "host", "young-person", "personal-adviser", "advocate"]
)
def test_s4_nobody_without_a_reason_sees_or_ends_one(
    signed_in: SignedIn, people_app: Flask, name: str
) -> None:
    client = signed_in(name)
    for address in (PAGE, END):
        assert client.get(address).status_code in {403, 404}
    data = FORM | {"csrf_token": token(client, "/en/account")}
    assert client.post(END, data=data).status_code in {403, 404}
    assert stored(people_app).ended_how is None


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
    typed = FORM | change
    response = officer.post(END, data=typed | {"csrf_token": token(officer, END)})
    assert response.status_code == 422
    assert words in response.text
    assert typed["why"] in response.text
    assert stored(people_app).to_day is None


def test_a_host_reads_neither_how_nor_why(signed_in: SignedIn) -> None:
    officer = signed_in("accommodation-officer")
    officer.post(END, data=FORM | {"csrf_token": token(officer, END)})
    for address in ("/en/host", "/en/host/reports"):
        page = signed_in("host").get(address).text
        assert "Canary of a reason" not in page
        assert "Not planned" not in page


def test_one_that_ended_owes_no_report_after_it(signed_in: SignedIn) -> None:
    officer = signed_in("accommodation-officer")
    data = FORM | {"day-day": "30", "day-month": "9", "day-year": "2026", "csrf_token": token(officer, END)}
    officer.post(END, data=data)
    assert "You owe no report." in signed_in("host").get("/en/host/reports").text
    assert date(2026, 9, 30) < TODAY
