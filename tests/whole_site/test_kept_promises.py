"""Promises that concern several rooms, each done as the page says it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cases.young_people import records as young_people
from kentcare.core.clock import now, today
from kentcare.db.model import Model
from kentcare.db.session import reading
from kentcare.hosting.reports.records import lists, notes
from kentcare.hosting.reports.rules import Month
from kentcare.services.long_forms import records as long_forms
from support import the_cast
from support.arrangement_pages import PAGE, RECORD
from support.export import taken
from support.forms import post
from support.host_report import FORM, MONTH, WHOLE, Write, stored, write, write_location
from support.html import attribute, page_of, text_of
from support.site import SignedIn
from support.visitor import STUDENT, CheckerVisitor

__all__ = ["write"]

HOME = "/en/desk/homes/home"
TOLD = "can read that you opened this page."
# Where on the page “What we keep about you” each chapter of a young person's copy stands.
ON_THE_PRIVACY_PAGE = {
    "account": "the mobile number or e-mail address",
    "roles": "If you have an account",
    "record": "your name, the day you were born, your number at the council",
    "lived": "where you live",
    "reports": "writes about you each month",
    "skills": "writes about you each month",
    "halted": "writes about you each month",
    "advocacy": "What you tell an",
    "messages": "For about a month, what we sent there",
    "sessions": "the kind of browser too",
    "attempts": "we also keep how often it was tried",
    "looks": "who opened your record, and when",
    "done_to_account": "when you signed in and out",
    "did": "when you signed in and out",
}


def _numbers_of_rows() -> dict[str, int]:
    return {
        table.name: reading().scalar(select(func.count()).select_from(table)) or 0
        for table in Model.metadata.tables.values()
    }


def test_an_answer_leaves_nothing_in_the_database(people_app: Flask) -> None:
    """Whoever answers every question is in no table afterwards, not even as a number."""
    with people_app.app_context():
        before = _numbers_of_rows()
    visitor = CheckerVisitor(people_app.test_client(), STUDENT).finish()
    assert visitor.client.get("/en/checker/answer").status_code == 200
    assert "search" in visitor.client.post("/en/search", data={"q": "money"}).text
    with people_app.app_context():
        assert _numbers_of_rows() == before


def test_the_page_on_cookies_names_each_that_a_browser_gets(people_app: Flask) -> None:
    """Whoever answers, chooses a language and signs in has these three, and the last says nothing of them."""
    client = people_app.test_client()
    page = page_of(client.get("/en/cookies"))
    named = {name.text for name in page.select("main bdi.name")}
    assert "We use three cookies." in page.text
    CheckerVisitor(client, STUDENT).finish()
    client.get("/ar/money", headers={"Sec-Fetch-Site": "same-origin", "Referer": "http://localhost/en/money"})
    sessions = {the_cast.new_session(people_app, "young-person") for _ in range(2)}
    assert len(sessions) == 2
    for value in sessions:
        assert the_cast.CANARY not in value
        assert "young" not in value
    the_cast.sign_in(people_app, client, "young-person")
    assert {name for name in ("answers", "language", "session") if client.get_cookie(name)} == named


# Figures that held before the paper that we read them in.
BEGAN_EARLIER = {"junior_isa", "maternity_grant"}


def test_every_figure_of_an_answer_says_since_when_and_where_it_is_written(people_app: Flask) -> None:
    """On the page of everything, to which each row of the answer leads."""
    client = people_app.test_client()
    page = CheckerVisitor(client, STUDENT).finish().page
    rows = [row for row in page.select(".offers > li") if row.select_one(".amount")]
    everything = page_of(client.get("/en/checker/everything"))
    assert rows
    for row in rows:
        assert row.select(f"a[href$='/checker/everything#{attribute(row, 'data-id')}']")
        proof = everything.find(id=attribute(row, "data-id"))
        assert proof
        words = text_of(proof)
        assert "Where this is written" in words
        assert "We check it again by" in words
        # Of one that began before its paper, no day of a beginning is known.
        said = ("took effect on", "the last one that we know, from")
        assert any(one in words for one in said) or attribute(row, "data-id") in BEGAN_EARLIER


def test_what_is_kept_of_a_young_person_stands_on_the_page_about_it(
    write: Write, people_app: Flask, signed_in: SignedIn
) -> None:
    assert write().press("send", **WHOLE).status_code == 303
    client = signed_in("young-person")
    signed_in("personal-adviser").get(RECORD)
    held = {chapter for chapter, rows in taken(client).held.items() if rows and chapter != "made_at"}
    assert held <= ON_THE_PRIVACY_PAGE.keys()
    assert {"record", "reports", "lived", "looks", "sessions"} <= held
    page = " ".join(page_of(client.get("/en/privacy")).text.split())
    assert not [words for words in ON_THE_PRIVACY_PAGE.values() if words not in page]


@pytest.mark.parametrize("page", [HOME, f"{HOME}/timeline/1", PAGE, RECORD, "report"])
def test_where_it_says_so_a_young_person_can_read_who_opened_the_page(
    write: Write, people_app: Flask, signed_in: SignedIn, page: str
) -> None:
    assert write().press("send", **WHOLE).status_code == 303
    if page == "report":
        page = f"/en/desk/reports/{stored(people_app)[0].ref}"
    with people_app.app_context():
        person = young_people.find_by_number("C1")
        before = len(audit.events(most=99, action=Action.VIEWED))
    assert TOLD in signed_in("accommodation-officer").get(page).text
    with people_app.app_context():
        seen = audit.events(most=99, action=Action.VIEWED)
    assert len(seen) > before
    assert person
    assert seen[0].young_person_id == person.id
    assert (
        f"{the_cast.CANARY} accommodation-officer"
        in signed_in("young-person").get("/en/me/who-looked/1").text
    )


def test_what_a_colleague_wrote_stays_when_their_account_is_closed(
    write: Write, people_app: Flask, signed_in: SignedIn
) -> None:
    assert write().press("send", **WHOLE).status_code == 303
    with people_app.test_request_context("/en/"):
        officer, heir = (the_cast.viewer(people_app, f"accommodation-officer{one}") for one in ("", "-2"))
        notes.answer(officer, stored(people_app)[0].ref, "Thank you.", now(), is_question=False, seen=0)
    close = f"/en/desk/people/{officer.ref}/close"
    chosen = {"close-sure": "yes", "close-homes": heir.ref}
    assert post(signed_in("administrator"), close, chosen).status_code == 303
    read = signed_in("host").get(write_location(write, FORM)).text
    assert "Thank you." in read
    assert officer.name in read


def test_the_note_that_a_form_was_sent_goes_and_what_was_sent_stays(write: Write, people_app: Flask) -> None:
    assert write().press("send", **WHOLE).status_code == 303
    with people_app.app_context():
        assert long_forms.expire_sent(now() + timedelta(days=1), keep=(), write=True) == 1
    assert [Month.of(report.month) for report in stored(people_app)] == [MONTH]


def test_nobody_is_told_that_nothing_is_kept_whose_draft_is_kept(write: Write, people_app: Flask) -> None:
    """A page that is not there says so to a stranger alone."""
    window = write()
    window.autosave(well="Canary of a draft.")
    nothing = "We have not kept anything you typed."
    gone = window.client.get("/en/nowhere")
    assert gone.status_code == 404
    assert nothing not in gone.text
    assert "Canary of a draft." in window.client.get(FORM).text
    assert nothing in people_app.test_client().get("/en/nowhere").text


def test_a_report_of_more_than_a_year_ago_is_not_looked_for(people_app: Flask) -> None:
    """The list of what is missing goes twelve months back, however long somebody has lived there."""
    with people_app.test_request_context("/en/"):
        in_two_years = today().replace(year=today().year + 2, day=1)
        host = the_cast.viewer(people_app, "host")
        months = {line.month for line in lists.of_host(host, in_two_years)}
    assert min(months) == Month.of(in_two_years).back(12)
