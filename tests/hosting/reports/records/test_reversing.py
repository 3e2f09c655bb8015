"""What was decided of a report by a slip is taken back, and what hung on it is as it was before."""

import pytest
from flask import Flask

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
        assert "Taken back on" in text
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
    assert officer.get(desk).text.count("Taken back on") == 1
    assert "new report to read" not in officer.get("/en/desk").text


def test_it_needs_a_reason(desk: str, signed_in: SignedIn) -> None:
    officer = signed_in(OFFICER)
    press(officer, desk, "/read", _seen="0")
    response = take_back(officer, desk, why=" ")
    assert response.status_code == 422
    assert "Write in one line why you take it back" in response.text
    assert "new report" not in officer.get("/en/desk").text


# Whose it is


def test_the_service_manager_takes_it_back_and_a_cover_does_not(
    desk: str, signed_in: SignedIn, people_app: Flask
) -> None:
    press(signed_in(OFFICER), desk, "/read", _seen="0")
    manager = signed_in(MANAGER)
    assert take_back(manager, desk).status_code == 303
    assert "by <bdi>Canaryword service-manager</bdi>" in manager.get(desk).text
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
