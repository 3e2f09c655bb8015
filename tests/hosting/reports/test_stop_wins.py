"""The red button wins: whom to ring comes first, whatever else is wrong with what was sent."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete
from werkzeug.test import TestResponse

from kentcare.cases.homes.models import HomeHost
from kentcare.db.session import writing
from kentcare.hosting.safeguarding import records as safeguarding
from kentcare.sign_in.sessions import records as sessions
from support import the_cast
from support.host_report import FORM, WHOLE, Write, says_whom_to_ring, stops, write_location
from support.html import one, page_of
from support.long_forms import Window, answered, shown
from support.sessions import is_in, session_of
from support.site import SignedIn

HOURS = timedelta(hours=3)
TYPED = "He did not come home."


@pytest.mark.parametrize("typed", [{}, {"hard": TYPED}])
def test_in_a_window_that_is_older_than_what_was_sent(
    write: Write, people_app: Flask, typed: dict[str, str]
) -> None:
    first, older = write(), write()
    assert first.press("send", **WHOLE).status_code == 303
    words = WHOLE | typed
    assert says_whom_to_ring(older.press("stop", **words), words=[*words.values()][-1])
    assert [row.how for row in stops(people_app)] == ["pressed"]
    assert "/host/sent/" in write_location(write, FORM)


def test_with_more_than_is_kept(write: Write, people_app: Flask) -> None:
    assert says_whom_to_ring(write().press("stop", hard=TYPED + "x" * 200_001), words=TYPED)
    assert [row.how for row in stops(people_app)] == ["pressed"]


def test_on_a_page_of_before_signing_in_again(write: Write, people_app: Flask, signed_in: SignedIn) -> None:
    window = write()
    window.client = signed_in("host")
    assert says_whom_to_ring(window.press("stop", hard=TYPED), words=TYPED)
    assert [row.how for row in stops(people_app)] == ["pressed"]


def test_from_an_address_that_nobody_could_have_reached(write: Write, people_app: Flask) -> None:
    window = write()
    one(window.page, "form.long").attrs["action"] = f"{FORM}/{10**30}"
    assert says_whom_to_ring(window.press("stop", hard=TYPED), words=TYPED)
    assert len(stops(people_app)) == 1


@pytest.mark.parametrize("too_much", ["", "x" * 100_001])
def test_when_the_session_is_over(
    write: Write, people_app: Flask, signed_in: SignedIn, too_much: str
) -> None:
    window = write()
    with time_machine.travel(datetime.now(UTC) + HOURS, tick=False):
        response = window.press("stop", hard=TYPED, health=too_much)
        assert says_whom_to_ring(response, words=TYPED)
        assert page_of(response).select_one("main a[href='/en/sign-in']")
        [row] = stops(people_app)
        assert row.how == "pressed"
        assert "1 report was halted" in signed_in("accommodation-officer").get("/en/desk").text
        the_cast.sign_in(people_app, window.client, "host")
        kept = shown(Window.open(window.client, FORM).page)
    assert kept == ({} if too_much else {"hard": TYPED})


def test_when_they_signed_out_themselves(write: Write, people_app: Flask) -> None:
    """Then nobody is known to have pressed it, and nothing is kept."""
    window = write()
    window.client.post("/en/sign-out", data={"csrf_token": window.posted()["csrf_token"]})
    assert says_whom_to_ring(window.press("stop", hard=TYPED), words=TYPED)
    assert stops(people_app) == []
    assert shown(write().page) == {}


def press_after_exit(
    window: Window, press: str = "1", *, keeps_press: bool = True, **headers: str
) -> TestResponse:
    """Press the red button as stops.js does, with the session of a browser that has left by the exit."""
    token = str(session_of(window.client))
    if keeps_press:
        window.client.set_cookie("stops", "1")
    assert window.client.get("/exit").status_code == 303
    assert session_of(window.client) == (token if keeps_press else None)
    window.client.set_cookie("session", token)
    return press_by_script(window, press, **headers)


def press_by_script(window: Window, press: str = "1", **headers: str) -> TestResponse:
    data = window.posted() | {"_do": "stop", "_press": press, "hard": TYPED}
    return window.client.post(window.action, data=data, headers={"Accept": "application/json"} | headers)


def test_when_the_exit_overtakes_it(write: Write, people_app: Flask) -> None:
    """The press is theirs, and nothing that came with it is kept: who leaves wants no trace of it."""
    response = press_after_exit(write())
    assert answered(response)["noted"]
    assert [row.how for row in stops(people_app)] == ["pressed"]
    assert shown(write().page) == {}


def test_the_cookie_of_the_session_stays_for_those_seconds_and_no_longer(write: Write) -> None:
    window = write()
    window.client.set_cookie("stops", "1")
    kept = window.client.get("/exit").headers.getlist("Set-Cookie")
    assert [one for one in kept if one.startswith("session=") and "Max-Age=10;" in one]


def test_when_the_mark_of_having_left_overtakes_it(write: Write, people_app: Flask) -> None:
    """The page has left, and the exit itself has not arrived yet."""
    window = write()
    for name in ("stops", "left"):
        window.client.set_cookie(name, "1")
    assert answered(press_by_script(window))["noted"]
    assert [row.how for row in stops(people_app)] == ["pressed"]
    assert window.client.get("/en/host").status_code == 303
    assert not is_in(window.client)


@pytest.mark.parametrize("how", ["no press was kept", "without scripts"])
def test_the_exit_leaves_no_other_way_to_press_it(write: Write, people_app: Flask, how: str) -> None:
    window = write()
    if how == "without scripts":
        assert says_whom_to_ring(press_after_exit(window, Accept="text/html"), words=TYPED)
    else:
        assert says_whom_to_ring(press_after_exit(window, keeps_press=False), words=TYPED)
    assert stops(people_app) == []


def test_the_exit_waits_ten_seconds_for_it_and_leaving_again_makes_it_no_longer(
    write: Write, people_app: Flask
) -> None:
    window = write()
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        assert press_after_exit(window, "1").status_code == 401
        clock.shift(9)
        assert answered(press_after_exit(window, "2"))["noted"]
        clock.shift(2)
        assert says_whom_to_ring(press_after_exit(window, "3"), words=TYPED)
    assert len(stops(people_app)) == 1


def test_a_session_that_waits_for_a_press_opens_nothing(write: Write, people_app: Flask) -> None:
    """Neither a page nor a draft; nor is it in the list of where its owner is signed in."""
    window = write()
    press_after_exit(window)
    assert not is_in(window.client)
    assert window.autosave(hard=TYPED).status_code == 401
    assert window.press("save", hard=TYPED).status_code == 401
    assert shown(write().page) == {}
    with people_app.test_request_context("/en/"):
        assert len(sessions.sessions_of(the_cast.viewer(people_app, "host"), datetime.now(UTC))) == 1


def test_when_somebody_else_is_signed_in_by_now(write: Write, people_app: Flask, signed_in: SignedIn) -> None:
    window = write()
    window.client = signed_in("host-2")
    assert says_whom_to_ring(window.press("stop", hard=TYPED), words=TYPED)
    assert stops(people_app) == []


def test_when_it_is_their_home_no_more(write: Write, people_app: Flask) -> None:
    """It is not noted: a Host cannot write on a home that is not theirs."""
    window = write()
    with people_app.app_context(), writing() as session:
        account = the_cast.account_id(people_app, "host")
        session.execute(delete(HomeHost).where(HomeHost.account_id == account))
    assert says_whom_to_ring(window.press("stop", hard=TYPED), words=TYPED)
    assert stops(people_app) == []


def test_when_the_site_itself_is_broken(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError

    window = write()
    monkeypatch.setattr(safeguarding, "halt", break_down)
    response = window.press("stop", hard=TYPED)
    assert response.status_code == 500
    assert says_whom_to_ring(response, words=TYPED)


@pytest.mark.parametrize("do", ["save", "send"])
def test_any_other_button_shows_the_error_as_it_is(write: Write, do: str) -> None:
    window = write()
    one(window.page, "form.long").attrs["action"] = f"{FORM}/{10**30}"
    response = window.press(do, hard=TYPED)
    assert response.status_code == 404
    assert TYPED not in response.text


def test_another_site_puts_no_words_onto_the_page(write: Write, people_app: Flask) -> None:
    window = write()
    data = window.posted() | {"_do": "stop", "hard": "Ring 0900 instead"}
    for client in (window.client, people_app.test_client()):
        response = client.post(window.action, data=data, headers={"Sec-Fetch-Site": "cross-site"})
        assert "0900" not in response.text
    assert stops(people_app) == []
