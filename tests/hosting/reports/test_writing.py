"""A month's report: begun from the last, sent once, kept as it was, answered."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from conftest import SignedIn
from hosting.reports.conftest import FORM, MONTH, WHOLE, Write
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db.session import reading
from kentcare.hosting.reports.models import MonthlyReport
from support.forms import token
from support.long_forms import Window, shown, soup


def stored(app: Flask) -> list[MonthlyReport]:
    with app.app_context():
        return list(reading().scalars(select(MonthlyReport)))


def test_what_is_due_stands_first_and_leads_to_the_form(signed_in: SignedIn) -> None:
    page = soup(signed_in("host").get("/en/host"))
    assert FORM in {link["href"] for link in page.select(".rows strong a")}


def test_it_is_written_sent_and_read(write: Write, sent: str, signed_in: SignedIn, people_app: Flask) -> None:
    page = write().client.get(sent).text
    assert "She cooked for all of us." in page
    assert "It is with your officer." in page
    [row] = stored(people_app)
    assert b"cooked" not in row.sealed
    officer = signed_in("accommodation-officer")
    assert "1 new report to read" in officer.get("/en/desk").text
    [link] = soup(officer.get("/en/desk/reports/new/1")).select(".rows strong a")
    read = officer.get(str(link["href"]))
    assert "She cooked for all of us." in read.text
    data = {"csrf_token": token(officer, str(link["href"]))}
    assert officer.post(f"{link['href']}/read", data=data).status_code == 303
    assert "Your officer has read it" in write().client.get(sent).text
    assert "new report" not in officer.get("/en/desk").text


def test_it_is_sent_once(write: Write, people_app: Flask) -> None:
    first, second = write(), write()
    for window in (first, first, second):
        assert window.press("send", **WHOLE).status_code == 303
    assert len(stored(people_app)) == 1


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("well", "", "Write what went well"),
        ("hours", "", "Write how many hours a week"),
        ("hours", "200", "Write a number of hours from 0 to 168"),
        ("hours", "many", "Write a whole number, like 14"),
        ("nights", "32", "Write a number of nights from 0 to 31"),
        ("level_money", "5", "Not a valid choice"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_is_kept(
    write: Write, name: str, value: str, words: str
) -> None:
    response = write().press("send", **(WHOLE | {name: value, "health": "Kept all the same"}))
    assert response.status_code == 422
    assert words in response.text
    assert "Kept all the same" in response.text
    assert "Kept all the same" in write().client.get(FORM).text


def test_the_next_begins_from_its_goals_and_levels(write: Write, people_app: Flask) -> None:
    assert write().press("send", **(WHOLE | {"goals": "Join the library."})).status_code == 303
    page = write(address=f"/en/host/reports/stay/{MONTH.after}").page
    assert page.select_one("[name=goals]").get_text().strip() == "Join the library."
    assert "With a lot of help" in page.get_text()
    assert page.select_one("[name=goals_went]") is not None


def test_what_is_added_stands_beside_it_and_the_officer_reads_again(
    write: Write, sent: str, signed_in: SignedIn, people_app: Flask
) -> None:
    host, officer = write().client, signed_in("accommodation-officer")
    desk = sent.replace("/host/sent/", "/desk/reports/")
    before = stored(people_app)[0].sealed
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
    assert stored(people_app)[0].sealed == before


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


# Whose it is


@pytest.mark.parametrize(
    "name", ["host-2", "young-person", "personal-adviser", "accommodation-officer", "advocate"]
)
def test_s4_nobody_else_writes_or_opens_it(sent: str, signed_in: SignedIn, name: str) -> None:
    client = signed_in(name)
    unknown = client.get("/en/host/sent/unknown")
    for address in (sent, f"{sent}/stop", FORM, f"{FORM}/stop"):
        response = client.get(address)
        assert response.status_code == unknown.status_code in {403, 404}
        assert "cooked" not in response.text


@pytest.mark.parametrize("name", ["accommodation-officer-2", "host", "personal-adviser"])
def test_s4_nobody_else_reads_it_on_the_desk(sent: str, signed_in: SignedIn, name: str) -> None:
    desk = sent.replace("/host/sent/", "/desk/reports/")
    client = signed_in(name)
    assert client.get(desk).status_code in {403, 404}
    assert "young-person" not in client.get("/en/desk/reports/new/1").text


@pytest.mark.parametrize("month", ["2026-09", "2031-01", "2026-13", "x"])
def test_a_month_for_which_there_is_none(signed_in: SignedIn, month: str) -> None:
    assert signed_in("host").get(f"/en/host/reports/stay/{month}").status_code == 404


def test_who_read_it_is_on_record(sent: str, signed_in: SignedIn, people_app: Flask) -> None:
    signed_in("accommodation-officer").get(sent.replace("/host/sent/", "/desk/reports/"))
    assert "accommodation-officer" in signed_in("young-person").get("/en/me/who-looked/1").text
    with people_app.app_context():
        assert [
            one.about for one in audit.events(most=20, action=Action.CHANGED) if one.kind == "report"
        ] == ["sent"]


def test_a_young_person_sees_the_skills_and_not_the_words(sent: str, signed_in: SignedIn) -> None:
    page = signed_in("young-person").get("/en/me/skills").text
    assert len(re.findall(": with a lot of help in", page)) == 6
    assert "cooked" not in page
    adviser = signed_in("personal-adviser").get("/en/desk/young-people/young-person/skills").text
    assert "With a lot of help" in adviser
    assert signed_in("personal-adviser-2").get("/en/desk/young-people/young-person/skills").status_code == 404


def test_what_is_missing_is_told_from_top_to_bottom_and_by_name(write: Write) -> None:
    page = soup(write().press("send", well="", hours="14,5"))
    told = [link["href"][1:] for link in page.select(".govuk-error-summary a")]
    stands = [box.get("id") for box in page.select("form.long [id]")]
    assert sorted(told, key=stands.index) == told
    assert len(told) == 9
    words = page.select_one(".govuk-error-summary").text
    assert "Money: choose how far they are" in words
    assert "Write a whole number, like 14" in words


@pytest.mark.parametrize("page", ["/en/host", "/en/host/reports"])
def test_what_is_begun_is_said_on_every_list(write: Write, page: str) -> None:
    assert "You have begun" not in write().client.get(page).text
    window = write()
    assert window.press("save", health="Half a sentence").status_code == 303
    assert "What you wrote is saved." in window.client.get(FORM).text
    assert "You have begun. It was saved on" in window.client.get(page).text
    assert write().press("send", **WHOLE).status_code == 303
    assert "You have begun" not in window.client.get(page).text


def test_a_page_that_is_opened_again_after_a_refusal_is_the_form(write: Write, people_app: Flask) -> None:
    window = write()
    refused = window.press("send", **(WHOLE | {"well": "", "health": "Kept all the same"}))
    assert refused.status_code == 422
    again = window.client.get(soup(refused).select_one("form.long")["action"])
    assert again.status_code == 200
    assert shown(soup(again))["health"] == "Kept all the same"
