"""What was planned of an arrangement does not come: it ends before, or is taken back."""

from datetime import date, timedelta

import pytest
from flask import Flask

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from support.arrangement_pages import CAME, END, PAGE, TODAY, begin, change_level, link_to, rows
from support.forms import post, typed
from support.site import SignedIn

BEGAN, SOON = date(2026, 1, 5), TODAY + timedelta(days=30)
YESTERDAY = TODAY - timedelta(days=1)
WHY = "Canary of a reason"


def changes(app: Flask) -> list[str | None]:
    """What was changed of the first young person's arrangements, the latest first."""
    with app.app_context():
        found = audit.events(most=9, action=Action.CHANGED)
        assert all(one.young_person_id for one in found)
        return [one.about for one in found if one.kind == "arrangement"]


def test_somebody_leaves_before_their_level_changes(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    assert change_level(officer, SOON).status_code == 303
    left = typed(YESTERDAY) | {"how": "unplanned", "why": WHY}
    assert post(officer, link_to("end", officer), left).headers["Location"] == PAGE
    assert rows(people_app) == [("standard", BEGAN, YESTERDAY, "unplanned")]
    page = officer.get(PAGE).text
    assert WHY in page
    assert "Went on at another level" not in page
    assert changes(people_app) == ["ended", "taken back", "level"]


def test_they_leave_before_two_changes(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    assert change_level(officer, CAME).status_code == 303
    again = typed(SOON) | {"level": "complex"}
    assert post(officer, link_to("level", officer), again).status_code == 303
    left = typed(CAME - timedelta(days=9)) | {"how": "planned", "why": ""}
    assert post(officer, link_to("end", officer), left).status_code == 303
    assert rows(people_app) == [("standard", BEGAN, CAME - timedelta(days=9), "planned")]


def test_an_end_before_all_of_it_changes_nothing(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    assert change_level(officer, SOON).status_code == 303
    before = rows(people_app)
    left = typed(BEGAN - timedelta(days=1)) | {"how": "planned", "why": ""}
    refused = post(officer, link_to("end", officer), left)
    assert refused.status_code == 422
    assert "This is before the first day" in refused.text
    assert rows(people_app) == before
    assert changes(people_app) == ["level"]


@pytest.mark.usefixtures("has_left")
def test_somebody_does_not_come_after_all(signed_in: SignedIn, people_app: Flask) -> None:
    officer = signed_in("accommodation-officer")
    assert begin(officer, TODAY + timedelta(days=5)).status_code == 303
    assert "From " in officer.get(PAGE).text
    ask = link_to("take-back", officer)
    assert "Do they not come to live there?" in officer.get(ask).text
    assert len(rows(people_app)) == 2
    assert post(officer, ask, {}).headers["Location"] == PAGE
    assert len(rows(people_app)) == 1
    assert "take-back" not in officer.get(PAGE).text
    assert changes(people_app) == ["taken back", "begun"]
    assert "accommodation-officer" in signed_in("young-person").get("/en/me/who-looked/1").text
    # Now they may come to another home.
    assert begin(signed_in("service-manager"), TODAY, home="home-2").status_code == 303


def test_their_level_does_not_change_after_all(signed_in: SignedIn, people_app: Flask) -> None:
    officer, last = signed_in("accommodation-officer"), TODAY + timedelta(days=90)
    assert post(officer, END, typed(last) | {"how": "planned", "why": WHY}).status_code == 303
    assert change_level(officer, SOON).status_code == 303
    ask = link_to("take-back", officer)
    assert "Does their level of support stay as it is?" in officer.get(ask).text
    assert post(officer, ask, {}).status_code == 303
    # How it will end is said of what goes on, as before.
    assert rows(people_app) == [("standard", BEGAN, last, "planned")]
    assert WHY in officer.get(PAGE).text


def test_what_has_begun_is_not_taken_back(signed_in: SignedIn, people_app: Flask) -> None:
    officer, ask = signed_in("accommodation-officer"), "/en/desk/arrangements/stay/take-back"
    assert "take-back" not in officer.get(PAGE).text
    assert officer.get(ask).status_code == 404
    assert post(officer, ask, {}).status_code == 404
    assert change_level(officer, TODAY).status_code == 303
    today_s = link_to("end", officer).replace("/end", "/take-back")
    assert post(officer, today_s, {}).status_code == 404
    assert len(rows(people_app)) == 2


@pytest.mark.parametrize("name", ["accommodation-officer-2", "host", "personal-adviser", "young-person"])
def test_nobody_else_takes_it_back(signed_in: SignedIn, people_app: Flask, name: str) -> None:
    officer = signed_in("accommodation-officer")
    assert change_level(officer, SOON).status_code == 303
    ask, client = link_to("take-back", officer), signed_in(name)
    assert client.get(ask).status_code in {403, 404}
    assert post(client, ask, {}).status_code in {403, 404}
    assert len(rows(people_app)) == 2
