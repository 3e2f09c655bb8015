"""Which reports stand in the lists of a Host and of the desk, whatever is changed of an arrangement."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from kentcare.accounts.accounts.models import Account
from kentcare.cases.arrangements.models import Arrangement
from kentcare.cases.homes.models import Home
from kentcare.db.session import writing
from kentcare.hosting.reports.records import sent as sent_reports
from support.forms import token, typed
from support.host_report import FORM as LAST_FORM
from support.host_report import MONTH, WHOLE, Write, send_twice, stored
from support.html import href, page_of
from support.long_forms import Window
from support.site import SignedIn
from support.watching import statements

THIS = MONTH.after
FORM = f"/en/host/reports/stay/{THIS}"
LISTS = ("late", "new", "waiting", "read")
TIMELINE = "/en/desk/homes/home/timeline/1"


def change_level(officer: FlaskClient) -> None:
    data = typed(THIS.first) | {"level": "complex", "csrf_token": token(officer, "/en/account")}
    assert officer.post("/en/desk/arrangements/stay/level", data=data).status_code == 303


def end_before_it(officer: FlaskClient) -> None:
    data = typed(MONTH.last) | {"how": "planned", "why": "", "csrf_token": token(officer, "/en/account")}
    assert officer.post("/en/desk/arrangements/stay/end", data=data).status_code == 303


def addresses(client: FlaskClient, page: str, *, of: str = "/desk/reports/") -> set[str]:
    """Where the reports are that a page lists, but for the lists themselves."""
    links = {href(link) for link in page_of(client.get(page)).select("main .rows a")}
    return {link for link in links if of in link}


@pytest.fixture
def half_written(write: Write, signed_in: SignedIn) -> Window:
    """A report on this month, open while the officer changes the level of support."""
    window = write(address=FORM)
    assert window.autosave(well="First words.").status_code == 200
    change_level(signed_in("accommodation-officer"))
    return window


def test_a_form_that_is_open_while_the_level_changes_is_saved_and_sent(
    half_written: Window, people_app: Flask
) -> None:
    assert half_written.autosave(well="Half an hour of words.").status_code == 200
    assert "Half an hour of words." in half_written.client.get(FORM).text
    assert send_twice(half_written, **WHOLE).status_code == 303
    [row] = stored(people_app)
    assert row.level == "complex"
    location = half_written.client.get(FORM).headers["Location"]
    assert WHOLE["well"] in half_written.client.get(location).text


def test_nor_does_its_stop_depend_on_the_level(half_written: Window) -> None:
    assert half_written.press("stop").headers["Location"] == f"{FORM}/stop"
    page = page_of(half_written.client.get(f"{FORM}/stop"))
    assert page.select_one(f"form[action='{FORM}/stop']")
    data = {"csrf_token": token(half_written.client, f"{FORM}/stop"), "said": "told"}
    assert half_written.client.post(f"{FORM}/stop", data=data).headers["Location"] == FORM


def test_an_arrangement_leads_to_its_own_home_and_young_person_alone(
    half_written: Window, signed_in: SignedIn
) -> None:
    assert signed_in("host-2").get(FORM).status_code == 404
    assert half_written.client.get(FORM.replace("stay", "stay-2")).status_code == 404


def test_what_was_sent_stays_listed_when_its_month_is_owed_no_more(write: Write, signed_in: SignedIn) -> None:
    assert send_twice(write(address=FORM), **WHOLE).status_code == 303
    officer, host = signed_in("accommodation-officer"), signed_in("host")
    end_before_it(officer)
    [of_host] = addresses(host, "/en/host/reports", of="/host/sent/")
    of_desk = of_host.replace("/host/sent/", "/desk/reports/")
    assert addresses(officer, "/en/desk/reports/new/1") == {of_desk}
    assert of_desk in addresses(officer, TIMELINE)
    assert "1 new report to read" in officer.get("/en/desk").text
    assert host.get(FORM).headers["Location"] == of_host
    assert host.get(f"{FORM}/stop").status_code == 200


@pytest.mark.parametrize("is_read", [False, True])
def test_what_was_sent_stays_listed_after_a_year(
    sent: str, signed_in: SignedIn, people_app: Flask, is_read: bool
) -> None:
    desk = sent.replace("/host/sent/", "/desk/reports/")
    if is_read:
        officer = signed_in("accommodation-officer")
        officer.post(f"{desk}/read", data={"csrf_token": token(officer, desk)})
    with people_app.app_context(), writing() as session:
        for account in session.scalars(select(Account).where(Account.review_by.is_not(None))):
            account.review_by = date(MONTH.year + 3, 1, 1)
    later = MONTH.back(-14)
    with time_machine.travel(datetime(later.year, later.number, 2, 12, tzinfo=UTC), tick=True):
        officer, host = signed_in("accommodation-officer"), signed_in("host")
        assert sent in addresses(host, "/en/host/reports", of="/host/sent/")
        found = {which for which in LISTS if desk in addresses(officer, f"/en/desk/reports/{which}/1")}
        assert found == ({"read"} if is_read else {"new"})
        assert desk in addresses(officer, TIMELINE)
        assert ("1 new report to read" in officer.get("/en/desk").text) is not is_read


def test_many_that_are_owed_no_more_are_as_few_questions(
    write: Write, signed_in: SignedIn, people_app: Flask
) -> None:
    assert send_twice(write(address=FORM), **WHOLE).status_code == 303
    officer = signed_in("accommodation-officer")
    officer.get("/en/desk/reports/new/1")
    with statements(people_app) as before:
        officer.get("/en/desk/reports/new/1")
    end_before_it(officer)
    with statements(people_app) as after:
        officer.get("/en/desk/reports/new/1")
    assert len(after) <= len(before)


def test_of_two_homes_in_one_month_what_was_sent_last_counts(
    write: Write, people_app: Flask, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refs of reports say nothing of when they were sent."""
    with people_app.app_context(), writing() as session:
        stay = session.scalars(select(Arrangement).where(Arrangement.ref == "stay")).one()
        other = session.scalars(select(Home.id).where(Home.ref == "home-2")).one()
        person, level, first = stay.young_person_id, stay.level, stay.from_day
        session.add(
            Arrangement(ref="moved", young_person_id=person, home_id=other, level=level, from_day=first)
        )
    refs = iter(["zzzzzzzzzzzz", "aaaaaaaaaaaa"])
    monkeypatch.setattr(sent_reports, "new_ref", lambda: next(refs))
    moved = LAST_FORM.replace("/stay/", "/moved/")
    assert write().press("send", **WHOLE).status_code == 303
    assert write("host-2", moved).press("send", **(WHOLE | {"level_money": "4"})).status_code == 303
    assert ": alone in" in signed_in("young-person").get("/en/me/skills").text
