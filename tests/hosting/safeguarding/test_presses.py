"""A press of the red button that arrives again is the same one, and another leaves a trace."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from kentcare.core import clock
from kentcare.db.session import reading
from kentcare.hosting.safeguarding import records as safeguarding
from kentcare.hosting.safeguarding.models import StopPress, StopShown
from kentcare.hosting.safeguarding.records import FormSubject
from support import the_cast
from support.host_report import WHOLE, Write, stops
from support.html import one, page_of, text_of
from support.long_forms import Window, answered
from support.site import SignedIn
from support.stops import MANAGER, OFFICER, changed, halt, look_into, number_of_messages, open_again, told

NOW = clock.now()


def _tell(window: Window, press: str, waited: int = 0) -> TestResponse:
    """Tell the service of a press, as the script of the page does."""
    data = {"_do": "stop", "_press": press, "_waited": str(waited), "_whose": window.posted()["_whose"]}
    headers = {"Accept": "application/json"}
    return window.client.post(window.action, data=data, headers=headers)


def _officer_s_page(people_app: Flask, officer: FlaskClient) -> str:
    page = page_of(officer.get(f"/en/desk/stops/{stops(people_app)[-1].ref}"))
    return text_of(one(page, "main"))


def test_a_press_whose_answer_was_lost_is_no_second_stop_though_somebody_has_looked(
    write: Write, people_app: Flask, signed_in: SignedIn
) -> None:
    window = write()
    first = _tell(window, "one press")
    look_into(signed_in(OFFICER), stops(people_app)[0].ref)
    messages = number_of_messages(people_app, OFFICER)
    again = _tell(window, "one press", waited=30)
    assert (again.status_code, answered(again)) == (first.status_code, answered(first))
    assert len(stops(people_app)) == 1
    assert number_of_messages(people_app, OFFICER) == messages
    assert _tell(window, "another press").status_code == 200
    assert len(stops(people_app)) == 2


def test_nor_is_one_that_a_browser_without_scripts_sends_again(
    write: Write, people_app: Flask, signed_in: SignedIn
) -> None:
    window = write()
    window.press("stop")
    look_into(signed_in(OFFICER), stops(people_app)[0].ref)
    window.press("stop")
    assert len(stops(people_app)) == 1


def _press(app: Flask, minutes: int, press_id: str, *, repeats: bool = False) -> None:
    """The Host of the first stop presses the button of its form again, some minutes later."""
    with app.app_context(), app.test_request_context("/en/"):
        row = reading().scalars(select(StopShown)).first()
        assert row is not None
        safeguarding.halt(
            the_cast.viewer(app, "host"),
            FormSubject(row.home_id, row.young_person_id, row.month),
            [],
            NOW + timedelta(minutes=minutes),
            pressed=True,
            press_id=press_id,
            repeats_for=timedelta(minutes=5) if repeats else None,
        )


def test_a_page_without_scripts_that_is_gone_back_to_can_be_pressed_anew(
    people_app: Flask, signed_in: SignedIn
) -> None:
    """It has one id for every press; what comes minutes later is nobody's browser that tries again."""
    look_into(signed_in(OFFICER), halt(people_app, now=NOW))
    _press(people_app, 1, "a page", repeats=True)
    look_into(signed_in(OFFICER), stops(people_app)[-1].ref)
    _press(people_app, 5, "a page", repeats=True)
    assert len(stops(people_app)) == 2
    for minutes in (7, 11):  # again, and sent once more
        _press(people_app, minutes, "a page", repeats=True)
    assert len(stops(people_app)) == 3
    with people_app.app_context():
        assert len(reading().scalars(select(StopPress)).all()) == 3


def test_another_press_while_the_first_waits_is_counted(
    write: Write, people_app: Flask, signed_in: SignedIn
) -> None:
    window, officer = write(), signed_in(OFFICER)
    _tell(window, "first")
    assert "Pressed" not in _officer_s_page(people_app, officer)
    for press in ("second", "second", "third"):
        _tell(window, press)
    assert len(stops(people_app)) == 1
    assert "Pressed 3 times, the last time on" in _officer_s_page(people_app, officer)


def test_another_press_after_the_host_has_gone_on_is_no_second_stop_while_nobody_has_looked(
    write: Write, people_app: Flask, signed_in: SignedIn
) -> None:
    window, officer = write(), signed_in(OFFICER)
    _tell(window, "first")
    messages = number_of_messages(people_app, OFFICER)
    with people_app.app_context(), people_app.test_request_context("/en/"):
        [row] = reading().scalars(select(StopShown)).all()
        subject = FormSubject(row.home_id, row.young_person_id, row.month)
        viewer = the_cast.viewer(people_app, "host")
        safeguarding.pass_stop(viewer, subject, safeguarding.TOLD, NOW)
        assert not safeguarding.is_halted(viewer, subject)
    _tell(window, "second")
    with people_app.app_context():
        assert safeguarding.is_halted(viewer, subject)
    assert len(stops(people_app)) == 1
    assert number_of_messages(people_app, OFFICER) == messages
    assert "Pressed 2 times, the last time on" in _officer_s_page(people_app, officer)


def test_it_is_told_again_but_not_to_whoever_was_told_just_now(people_app: Flask) -> None:
    ref = halt(people_app, now=NOW)
    first = number_of_messages(people_app, OFFICER)
    _press(people_app, 4, "second")
    assert number_of_messages(people_app, OFFICER) == first
    _press(people_app, 6, "third")
    assert number_of_messages(people_app, OFFICER) == 2 * first
    _press(people_app, 7, "fourth")
    assert number_of_messages(people_app, OFFICER) == 2 * first
    assert told(people_app, ref) == [(0, OFFICER, None)] * 2


def test_where_nobody_can_be_told_the_host_reads_so(write: Write, people_app: Flask) -> None:
    window = write()
    for name in (OFFICER, MANAGER):
        changed(people_app, name, mobile=None, email=None)
    said = answered(_tell(window, "one press"))["said"]
    assert said.startswith("We could tell nobody that you pressed the red button for the report for")


def _page_without_scripts(window: Window) -> str:
    return window.client.get(window.press("stop").headers["Location"]).text


def test_the_page_without_scripts_says_who_was_told(write: Write) -> None:
    page = _page_without_scripts(write())
    assert "Canaryword accommodation-officer can see here that this page was shown to you" in page


def test_the_page_without_scripts_says_where_nobody_could_be_told(write: Write, people_app: Flask) -> None:
    for name in (OFFICER, MANAGER):
        changed(people_app, name, mobile=None, email=None)
    page = _page_without_scripts(write())
    assert "We could tell nobody that this page was shown to you. Ring now." in page


def test_a_report_that_was_sent_after_the_press_was_not_sent_before_it(write: Write) -> None:
    window, other = write(), write()
    assert other.press("send", **WHOLE).status_code == 303
    said = answered(_tell(window, "of this morning", waited=3600))["said"]
    assert said.endswith("It was sent, so they can read it.")


def test_whoever_pressed_has_each_press_in_their_copy(people_app: Flask) -> None:
    halt(people_app, now=NOW)
    _press(people_app, 6, "second")
    with people_app.app_context():
        held = safeguarding.held_about(the_cast.account_id(people_app, "host"), None)
    assert held == [
        {"at": NOW, "how": "pressed"},
        {"at": NOW + timedelta(minutes=6), "how": "pressed again"},
    ]


def test_the_page_says_that_they_were_told_again(people_app: Flask, signed_in: SignedIn) -> None:
    halt(people_app, now=NOW)
    _press(people_app, 6, "second")
    assert "Pressed again: Canaryword accommodation-officer" in _officer_s_page(
        people_app, signed_in(OFFICER)
    )


def test_whoever_presses_takes_no_id_from_somebody_else(write: Write, people_app: Flask) -> None:
    assert _tell(write(), "the same").status_code == 200
    window = write("host-2", "/en/host/reports/stay-2/" + write().action.split("/")[-2])
    assert _tell(window, "the same").status_code == 200
    assert len(stops(people_app)) == 2


def test_a_press_of_hours_ago_has_both_times_and_waits_since_then(
    write: Write, people_app: Flask, signed_in: SignedIn
) -> None:
    _tell(write(), "offline", waited=3 * 3600)
    officer = signed_in(OFFICER)
    page = _officer_s_page(people_app, officer)
    assert "It waits for somebody to look into it: 3 hours" in page
    for words in ("pressed the button on", "It reached us later: on"):
        assert words in page
    ref = stops(people_app)[0].ref
    look_into(officer, ref)
    open_again(officer, ref)
    again = _officer_s_page(people_app, officer)
    assert "It waits for somebody to look into it: 3 hours" in again
    assert "opened again" in again
