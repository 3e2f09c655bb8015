"""What was decided of a report by a slip is taken back, and what hung on it is as it was before."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from support.export import taken
from support.html import page_of
from support.long_forms import Window
from support.reversals import WHY, choices, press, reminders_to_send, take_back, take_back_unasked, trail
from support.site import SignedIn

OFFICER, MANAGER = "accommodation-officer", "service-manager"


def test_that_it_is_read(desk: str, sent: str, signed_in: SignedIn, people_app: Flask) -> None:
    officer, host = signed_in(OFFICER), signed_in("host")
    assert choices(officer, desk) == []
    press(officer, desk, "/read", _seen="0")
    assert take_back(officer, desk, "read").status_code == 303
    assert "1 new report to read" in officer.get("/en/desk").text
    for client, page in ((officer, desk), (host, sent)):
        text = client.get(page).text
        assert "took it back on" in text
        assert WHY in text
        assert "I have read it" in text
    assert "Your officer has read it" not in host.get(sent).text
    assert "taken back: read" in trail(people_app)
    press(officer, desk, "/read", _seen="0")
    assert "new report to read" not in officer.get("/en/desk").text


def test_a_question(desk: str, sent: str, signed_in: SignedIn, people_app: Flask) -> None:
    officer, host = signed_in(OFFICER), signed_in("host")
    press(officer, desk, "/answer", text="How was college?", _do="ask", _seen="0")
    assert "asks for more" in host.get("/en/host").text
    assert reminders_to_send(people_app) == 1
    assert take_back(officer, desk, "question").status_code == 303
    # Nobody waits for an answer, nothing is sent that is still to be sent, and it is unread as before.
    assert "asks for more" not in host.get("/en/host").text
    assert reminders_to_send(people_app) == 0
    assert "1 new report to read" in officer.get("/en/desk").text
    text = host.get(sent).text
    assert "How was college?" in text
    assert WHY in text


def test_the_question_before_it_is_open_again(desk: str, signed_in: SignedIn, sent: str) -> None:
    officer, host = signed_in(OFFICER), signed_in("host")
    press(officer, desk, "/answer", text="How was college?", _do="ask", _seen="0")
    press(officer, desk, "/answer", text="And the weekend?", _do="ask", _seen="1")
    second = [one for one in choices(officer, desk) if one.startswith("question")][1]
    assert take_back(officer, desk, what=second).status_code == 303
    assert "asks for more" in host.get("/en/host").text
    assert take_back(officer, desk, "question").status_code == 303
    assert "asks for more" not in host.get("/en/host").text


def test_a_question_that_was_answered_stays_answered(desk: str, signed_in: SignedIn, sent: str) -> None:
    officer, host = signed_in(OFFICER), signed_in("host")
    press(officer, desk, "/answer", text="How was college?", _do="ask", _seen="0")
    assert Window.open(host, sent).press("send", text="College was fine.").status_code == 303
    assert take_back(officer, desk, "question").status_code == 303
    assert "College was fine." in officer.get(desk).text
    assert "1 new report to read" in officer.get("/en/desk").text


def test_an_answer_is_marked_and_the_report_stays_read_where_it_was(desk: str, signed_in: SignedIn) -> None:
    officer = signed_in(OFFICER)
    press(officer, desk, "/read", _seen="0")
    press(officer, desk, "/answer", text="Thank you.", _do="answer", _seen="0")
    assert take_back(officer, desk, "answer").status_code == 303
    text = officer.get(desk).text
    assert "Thank you." in text
    assert WHY in text
    assert "new report to read" not in officer.get("/en/desk").text


def test_it_is_taken_back_once_and_no_later_decision_with_it(desk: str, signed_in: SignedIn) -> None:
    officer = signed_in(OFFICER)
    press(officer, desk, "/read", _seen="0")
    [first] = choices(officer, desk)
    assert take_back(officer, desk, what=first).status_code == 303
    press(officer, desk, "/read", _seen="0")
    assert take_back(officer, desk, what=first).status_code == 303
    assert officer.get(desk).text.count("took it back on") == 1
    assert "new report to read" not in officer.get("/en/desk").text


def test_it_needs_a_reason(desk: str, signed_in: SignedIn) -> None:
    officer = signed_in(OFFICER)
    press(officer, desk, "/read", _seen="0")
    response = take_back(officer, desk, why=" ")
    assert response.status_code == 422
    assert "Write in one line why you take it back" in response.text
    assert "new report" not in officer.get("/en/desk").text


def test_the_answer_before_it_still_waits_on_the_first_page(
    desk: str, sent: str, signed_in: SignedIn
) -> None:
    officer, host = signed_in(OFFICER), signed_in("host")
    press(officer, desk, "/answer", text="Thank you.", _do="answer", _seen="0")
    press(officer, desk, "/answer", text="And well done.", _do="answer", _seen="1")
    second = [one for one in choices(officer, desk) if one.startswith("answer")][1]
    assert sent in host.get("/en/host").text
    assert "You were answered" in host.get("/en/host").text
    assert take_back(officer, desk, what=second).status_code == 303
    assert "You were answered" in host.get("/en/host").text
    host.get(sent)
    assert "You were answered" not in host.get("/en/host").text


# Meant for another home

FOR_ANOTHER = "Amal's mother has died."
BREACH = "this may be a breach"


def answered(officer: FlaskClient, desk: str, do: str = "answer") -> None:
    press(officer, desk, "/answer", text=FOR_ANOTHER, _do=do, _seen="0")


@pytest.mark.parametrize("do", ["answer", "ask"])
def test_words_for_another_home_are_gone_for_a_host_who_has_not_opened_them(
    desk: str, sent: str, signed_in: SignedIn, people_app: Flask, do: str
) -> None:
    officer, host = signed_in("accommodation-officer"), signed_in("host")
    answered(officer, desk, do)
    assert "We have no record that a Host opened it." in officer.get(desk).text
    kind = "question" if do == "ask" else "answer"
    assert take_back(officer, desk, kind, is_misdirected=True).status_code == 303
    text = host.get(sent).text
    assert escape(FOR_ANOTHER) not in text
    assert "It was sent to you by mistake" in text
    assert WHY in text
    assert FOR_ANOTHER not in taken(host).everything
    text = officer.get(desk).text
    assert escape(FOR_ANOTHER) in text
    assert "We have no record that a Host had opened it." in text
    assert BREACH not in text
    assert f"taken back: {kind}, meant for another home" in trail(people_app)
    # The Host goes on: what they add does not meet a note that they cannot see.
    assert Window.open(host, sent).press("send", text="It went on well.").status_code == 303


def test_words_that_a_host_has_opened_are_hidden_and_may_be_a_breach(
    desk: str, sent: str, signed_in: SignedIn
) -> None:
    officer, host = signed_in("accommodation-officer"), signed_in("host")
    answered(officer, desk)
    assert escape(FOR_ANOTHER) in host.get(sent).text
    assert "A Host opened it on" in officer.get(desk).text
    assert take_back(officer, desk, "answer", is_misdirected=True).status_code == 303
    text = host.get(sent).text
    assert escape(FOR_ANOTHER) not in text
    assert WHY in text
    assert "breach" not in text
    assert FOR_ANOTHER not in taken(host).everything
    text = officer.get(desk).text
    assert escape(FOR_ANOTHER) in text
    assert "A Host had opened it on" in text
    assert BREACH in text


def test_a_host_who_took_a_copy_has_read_it(desk: str, sent: str, signed_in: SignedIn) -> None:
    officer, host = signed_in("accommodation-officer"), signed_in("host")
    answered(officer, desk)
    assert FOR_ANOTHER in taken(host).everything
    assert take_back(officer, desk, "answer", is_misdirected=True).status_code == 303
    assert BREACH in officer.get(desk).text


def test_a_host_whose_page_was_shown_again_has_read_it(desk: str, sent: str, signed_in: SignedIn) -> None:
    officer, host = signed_in("accommodation-officer"), signed_in("host")
    window = Window.open(host, sent)
    answered(officer, desk)
    refused = window.press("send", text="")
    assert refused.status_code == 422
    assert escape(FOR_ANOTHER) in refused.text
    assert take_back(officer, desk, "answer", is_misdirected=True).status_code == 303
    assert BREACH in officer.get(desk).text


def test_words_are_hidden_also_after_they_were_taken_back(desk: str, sent: str, signed_in: SignedIn) -> None:
    officer, host = signed_in("accommodation-officer"), signed_in("host")
    answered(officer, desk)
    assert take_back(officer, desk, "answer").status_code == 303
    assert escape(FOR_ANOTHER) in host.get(sent).text
    assert "Taken back already" in officer.get(desk).text
    assert take_back(officer, desk, "answer", is_misdirected=True).status_code == 303
    assert escape(FOR_ANOTHER) not in host.get(sent).text
    assert not any(one.startswith("answer") for one in choices(officer, desk))
    assert officer.get(desk).text.count("took it back on") == 2


def test_that_it_is_read_has_no_words_to_hide(desk: str, signed_in: SignedIn) -> None:
    officer = signed_in("accommodation-officer")
    answered(officer, desk)
    response = take_back(officer, desk, "read", is_misdirected=True)
    assert response.status_code == 422
    assert "Choose above the words that were meant for another home" in response.text
    assert WHY in response.text


def test_who_said_what_comes_before_who_took_it_back_and_why(
    desk: str, sent: str, signed_in: SignedIn
) -> None:
    officer, host = signed_in("accommodation-officer"), signed_in("host")
    press(officer, desk, "/read", _seen="0")
    take_back(officer, desk)
    for client, page in ((officer, desk), (host, sent)):
        [told] = [one.text for one in page_of(client.get(page)).select(".told") if "Taken back" in one.text]
        order = [told.index(words) for words in ("I have read it", "had said it on", "took it back on", WHY)]
        assert order == sorted(order)


# Whose it is


def test_the_service_manager_takes_it_back_and_a_cover_does_not(
    desk: str, signed_in: SignedIn, people_app: Flask
) -> None:
    press(signed_in(OFFICER), desk, "/read", _seen="0")
    manager = signed_in(MANAGER)
    assert take_back(manager, desk).status_code == 303
    assert "<bdi>Canaryword service-manager</bdi> took it back on" in manager.get(desk).text
    press(manager, desk, "/read", _seen="0")
    [theirs] = choices(manager, desk)
    officer = signed_in(OFFICER)
    assert choices(officer, desk) == []
    assert take_back_unasked(officer, desk, theirs).status_code == 404


@pytest.mark.parametrize("name", ["accommodation-officer-2", "host", "personal-adviser", "young-person"])
def test_nobody_else_does(desk: str, signed_in: SignedIn, name: str) -> None:
    officer = signed_in(OFFICER)
    press(officer, desk, "/read", _seen="0")
    [theirs] = choices(officer, desk)
    assert take_back_unasked(signed_in(name), desk, theirs).status_code in {403, 404}
