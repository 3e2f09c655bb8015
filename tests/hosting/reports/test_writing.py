"""A month's report: begun from the last, sent once, kept as it was, answered."""

import pytest
from flask import Flask

from kentcare.hosting.reports.models import MonthlyReport
from support.encrypted_columns import stored_bytes
from support.forms import token
from support.host_report import FORM, MONTH, WHOLE, Write, stored
from support.html import attribute, href, one, page_of
from support.long_forms import shown
from support.site import SignedIn


def test_what_is_due_stands_first_and_leads_to_the_form(signed_in: SignedIn) -> None:
    page = page_of(signed_in("host").get("/en/host"))
    assert FORM in {href(link) for link in page.select(".rows strong a")}


def test_it_is_written_sent_and_read(write: Write, sent: str, signed_in: SignedIn, people_app: Flask) -> None:
    page = write().client.get(sent).text
    assert "She cooked for all of us." in page
    assert "It is with your officer." in page
    [row] = stored(people_app)
    assert b"cooked" not in stored_bytes(people_app, MonthlyReport, "sealed", row.id)
    officer = signed_in("accommodation-officer")
    assert "1 new report to read" in officer.get("/en/desk").text
    [link] = page_of(officer.get("/en/desk/reports/new/1")).select(".rows strong a")
    read = officer.get(href(link))
    assert "She cooked for all of us." in read.text
    data = {"csrf_token": token(officer, href(link))}
    assert officer.post(f"{attribute(link, 'href')}/read", data=data).status_code == 303
    assert "Your officer has read it" in write().client.get(sent).text
    assert "new report" not in officer.get("/en/desk").text


def test_the_next_begins_from_its_goals_and_levels(write: Write, people_app: Flask) -> None:
    assert write().press("send", **(WHOLE | {"goals": "Join the library."})).status_code == 303
    page = write(address=f"/en/host/reports/stay/{MONTH.after}").page
    assert one(page, "[name=goals]").text.strip() == "Join the library."
    assert "With a lot of help" in page.text
    assert page.select_one("[name=goals_went]") is not None


# Whose it is


@pytest.mark.parametrize("month", ["2026-09", "2031-01", "2026-13", "x"])
def test_a_month_for_which_there_is_none(signed_in: SignedIn, month: str) -> None:
    assert signed_in("host").get(f"/en/host/reports/stay/{month}").status_code == 404


def test_a_page_that_is_opened_again_after_a_refusal_is_the_form(write: Write, people_app: Flask) -> None:
    window = write()
    refused = window.press("send", **(WHOLE | {"well": "", "health": "Kept all the same"}))
    assert refused.status_code == 422
    again = window.client.get(attribute(one(page_of(refused), "form.long"), "action"))
    assert again.status_code == 200
    assert shown(page_of(again))["health"] == "Kept all the same"
