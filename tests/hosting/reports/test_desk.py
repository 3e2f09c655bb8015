"""The lists of the desk, and a report that is read and answered there."""

import pytest
from flask import Flask

from kentcare.hosting.reports.models import MonthlyReport
from support.certificates import TODAY
from support.encrypted_columns import stored_bytes
from support.forms import token, typed
from support.host_report import WHOLE, Write, stored
from support.html import href, one, page_of
from support.long_forms import Window
from support.site import SignedIn

LIST, HOME = "/en/desk/reports/supervision/1", "/en/desk/homes/home"


def test_what_is_added_stands_beside_it_and_the_officer_reads_again(
    write: Write, sent: str, signed_in: SignedIn, people_app: Flask
) -> None:
    host, officer = write().client, signed_in("accommodation-officer")
    desk = sent.replace("/host/sent/", "/desk/reports/")
    [row] = stored(people_app)
    before = stored_bytes(people_app, MonthlyReport, "sealed", row.id)
    asked = {"csrf_token": token(officer, desk), "text": "How was college?", "_do": "ask"}
    assert officer.post(f"{desk}/answer", data=asked).status_code == 303
    assert "Your officer asks for more" in host.get(sent).text
    assert "asks for more" in host.get("/en/host").text
    assert Window.open(host, sent).press("send", text="College was fine.").status_code == 303
    page = host.get(sent).text
    assert "How was college?" in page
    assert "College was fine." in page
    assert "Your officer asks for more" not in page
    assert "1 new report to read" in officer.get("/en/desk").text
    assert stored_bytes(people_app, MonthlyReport, "sealed", row.id) == before


def test_an_answer_and_supervision(sent: str, signed_in: SignedIn) -> None:
    host, officer = signed_in("host"), signed_in("accommodation-officer")
    desk = sent.replace("/host/sent/", "/desk/reports/")
    csrf = token(officer, desk)
    assert officer.post(f"{desk}/answer", data={"csrf_token": csrf, "text": ""}).status_code == 422
    data = {"csrf_token": csrf, "text": "Thank you.", "_do": "answer"}
    assert officer.post(f"{desk}/answer", data=data).status_code == 303
    data = {"csrf_token": csrf, "keep": "yes"}
    assert officer.post(f"{desk}/supervision", data=data).status_code == 303
    page = host.get(sent).text
    assert "Thank you." in page
    assert "You will talk about it at your next supervision." in page


@pytest.mark.parametrize("name", ["accommodation-officer-2", "host", "personal-adviser"])
def test_nobody_else_reads_it_on_the_desk(sent: str, signed_in: SignedIn, name: str) -> None:
    desk = sent.replace("/host/sent/", "/desk/reports/")
    client = signed_in(name)
    assert client.get(desk).status_code in {403, 404}
    assert "young-person" not in client.get("/en/desk/reports/new/1").text


@pytest.mark.parametrize("page", [LIST, HOME])
def test_it_is_listed_until_it_is_taken_off(write: Write, signed_in: SignedIn, page: str) -> None:
    assert write().press("send", **WHOLE).status_code == 303
    officer = signed_in("accommodation-officer")
    address = href(one(page_of(officer.get("/en/desk/reports/new/1")), ".rows strong a"))

    def keep(said: str) -> None:
        data = {"csrf_token": token(officer, address), "keep": said}
        assert officer.post(f"{address}/supervision", data=data).status_code == 303

    assert address not in officer.get(page).text
    keep("yes")
    assert address in officer.get(page).text
    assert address not in signed_in("accommodation-officer-2").get(LIST).text
    keep("no")
    assert address not in officer.get(page).text


def test_to_write_the_supervision_down_takes_it_off(write: Write, signed_in: SignedIn) -> None:
    assert write().press("send", **WHOLE).status_code == 303
    officer = signed_in("accommodation-officer")
    address = href(one(page_of(officer.get("/en/desk/reports/new/1")), ".rows strong a"))
    data = {"csrf_token": token(officer, address), "keep": "yes"}
    assert officer.post(f"{address}/supervision", data=data).status_code == 303
    page = "/en/desk/seen/supervision/home"
    assert address in officer.get(page).text
    assert address not in officer.get("/en/desk/seen/annual_review/home").text
    data = {"csrf_token": token(officer, page), **typed(TODAY)}
    assert officer.post(page, data=data).status_code == 303
    assert address not in officer.get(LIST).text
    assert address not in officer.get(page).text
