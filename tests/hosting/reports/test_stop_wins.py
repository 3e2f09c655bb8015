"""The red button wins: whom to ring comes first, whatever else is wrong with what was sent."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete

from kentcare.cases.homes.models import HomeHost
from kentcare.db.session import writing
from kentcare.hosting.safeguarding import records as safeguarding
from support import the_cast
from support.host_report import FORM, WHOLE, Write, says_whom_to_ring, stops, write_location
from support.html import one, page_of
from support.long_forms import Window, shown
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
