"""What is said of a report after it was sent: seen before it is answered, taken once, and on record."""

from collections import Counter
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db.session import reading
from kentcare.hosting.reports.models import ReportNote
from kentcare.services.messages import records as messages
from support import the_cast
from support.forms import token
from support.host_report import MONTH, WHOLE, Write
from support.html import Page, attribute, href, one, page_of
from support.site import SignedIn

MORE = "Something was said since you opened this page."


@dataclass
class Opened:
    """A report as it stands open in a window: what is posted from it is what that page held."""

    client: FlaskClient
    address: str
    page: Page

    @classmethod
    def open(cls, client: FlaskClient, address: str) -> "Opened":
        return cls(client, address, page_of(client.get(address)))

    def press(self, what: str = "", **typed: str) -> TestResponse:
        """Send a form of the page. `what`: the last part of its address; nothing for a Host's own form."""
        form = one(self.page, f"form[action='{self.address}{what}']" if what else "form.long")
        hidden = {
            attribute(box, "name"): attribute(box, "value") for box in form.select("input[type=hidden]")
        }
        return self.client.post(attribute(form, "action"), data={"_do": "send"} | hidden | typed)

    @property
    def now(self) -> Page:
        return page_of(self.client.get(self.address))


@pytest.fixture
def host(write: Write, sent: str) -> Opened:
    return Opened.open(write().client, sent)


@pytest.fixture
def officer(sent: str, signed_in: SignedIn) -> Opened:
    return Opened.open(signed_in("accommodation-officer"), sent.replace("/host/sent/", "/desk/reports/"))


def notes(app: Flask) -> list[str]:
    with app.app_context():
        return list(reading().scalars(select(ReportNote.kind).order_by(ReportNote.id)))


def written_down(app: Flask, action: Action) -> Counter[str | None]:
    """What stands in the trail of reports, by what it was about."""
    with app.app_context():
        return Counter(each.about for each in audit.events(most=50, action=action) if each.kind == "report")


# Seen before it is answered


def test_nobody_has_read_what_was_added_since(host: Opened, officer: Opened) -> None:
    assert host.press(text="He was not at college on Friday.").status_code == 303
    response = officer.press("/read")
    assert response.status_code == 409
    assert MORE in response.text
    assert "He was not at college on Friday." in response.text
    assert "1 new report to read" in officer.client.get("/en/desk").text
    officer.page = page_of(response)
    assert officer.press("/read").status_code == 303
    assert "new report to read" not in officer.client.get("/en/desk").text


@pytest.mark.parametrize("do", ["answer", "ask"])
def test_an_answer_to_what_was_not_seen_waits_and_its_words_stay(
    host: Opened, officer: Opened, people_app: Flask, do: str
) -> None:
    host.press(text="He was not at college on Friday.")
    response = officer.press("/answer", text="All is well, then.", _do=do)
    assert response.status_code == 409
    officer.page = page_of(response)
    assert one(officer.page, "textarea").text.strip() == "All is well, then."
    assert "He was not at college on Friday." in officer.page.text
    assert notes(people_app) == ["amendment"]
    assert officer.press("/answer", text="Why was that?", _do=do).status_code == 303
    assert len(notes(people_app)) == 2


def test_nor_does_a_host_answer_a_question_that_they_have_not_seen(host: Opened, officer: Opened) -> None:
    officer.press("/answer", text="How was college?", _do="ask")
    response = host.press(text="The boiler is mended.")
    assert response.status_code == 409
    host.page = page_of(response)
    assert "How was college?" in host.page.text
    assert one(host.page, "textarea").text.strip() == "The boiler is mended."
    assert "You asked for more" in officer.now.text
    assert host.press(text="College was fine, and the boiler is mended.").status_code == 303
    assert "You asked for more" not in officer.now.text


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 5000])
def test_a_page_that_says_nonsense_of_what_was_seen_is_none(host: Opened, officer: Opened, seen: str) -> None:
    host.press(text="He was not at college on Friday.")
    assert officer.press("/read", _seen=seen).status_code == 409


# Taken once


def test_a_second_press_is_the_same_note(host: Opened, officer: Opened, people_app: Flask) -> None:
    for _ in range(2):
        assert host.press(text="College was fine.").status_code == 303
    officer.page = officer.now
    for do in ("answer", "ask"):
        for _ in range(2):
            assert officer.press("/answer", text="Thank you.", _do=do).status_code == 303
        officer.page = officer.now
    for _ in range(2):
        assert officer.press("/supervision").status_code == 303
    assert notes(people_app) == ["amendment", "answer", "question"]


def test_the_same_words_to_something_new_are_another_note(
    host: Opened, officer: Opened, people_app: Flask
) -> None:
    for _ in range(2):
        assert host.press(text="I will ask her.").status_code == 303
        officer.page = officer.now
        assert officer.press("/answer", text="How was college?", _do="ask").status_code == 303
        host.page = host.now
    assert notes(people_app) == ["amendment", "question"] * 2


# On record


def test_reading_it_and_keeping_it_for_supervision_are_on_record_once(
    officer: Opened, people_app: Flask
) -> None:
    for _ in range(2):
        officer.press("/read")
        officer.press("/supervision")
    found = written_down(people_app, Action.CHANGED)
    assert (found["read"], found["supervision"]) == (1, 1)


def test_a_form_that_shows_the_last_report_is_a_look_and_typing_is_none(
    write: Write, people_app: Flask
) -> None:
    write().press("send", **(WHOLE | {"goals": "Join the library."}))
    before = written_down(people_app, Action.VIEWED).total()
    window = write(address=f"/en/host/reports/stay/{MONTH.after}")
    assert "Join the library." in window.page.text
    for words in ("One", "One word", "One word more"):
        assert window.autosave(well=words).status_code == 200
    assert written_down(people_app, Action.VIEWED).total() == before + 1


ASKED, ANSWERED = (
    "Something is due on your page. Sign in to see what.",
    "Somebody has answered you. Sign in to read it.",
)


@pytest.mark.parametrize(("do", "hears"), [("ask", ASKED), ("answer", ANSWERED)])
def test_a_host_hears_that_they_were_asked_or_answered(
    write: Write, people_app: Flask, signed_in: SignedIn, do: str, hears: str
) -> None:
    """By a message without a word of it, and on their first page until they have opened or answered it."""
    assert write().press("send", **WHOLE).status_code == 303
    officer = signed_in("accommodation-officer")
    address = href(one(page_of(officer.get("/en/desk/reports/new/1")), ".rows strong a"))
    data = {"csrf_token": token(officer, address), "text": "Canary of a question", "_do": do, "_seen": "0"}
    assert officer.post(f"{address}/answer", data=data).status_code == 303
    with people_app.app_context():
        texts = [each["text"] for each in messages.held_about(the_cast.account_id(people_app, "host"))]
    assert texts == [hears]
    host = signed_in("host")
    page = page_of(host.get("/en/host"))
    assert "Canary of a question" not in page.text
    assert ("An answer to your report on" in page.text) == (do == "answer")
    link = next(link for link in page.select(".rows a") if "/host/sent/" in href(link))
    assert "Canary of a question" in host.get(href(link)).text
    assert "An answer to your report" not in host.get("/en/host").text
