"""A stop is told to whoever looks after the home, once, and they alone look into it."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from kentcare.accounts.accounts.models import Account
from kentcare.cases.homes.models import Home
from kentcare.db.session import writing
from kentcare.services.messages import records as messages
from support import the_cast
from support.forms import token
from support.host_report import (
    STOP,
    WHOLE,
    WORRYING,
    Write,
    halted,
    stops,
)
from support.long_forms import soup
from support.site import SignedIn


def test_the_officer_is_told_at_once_and_reads_no_word(
    write: Write, people_app: Flask, signed_in: SignedIn
) -> None:
    write().press("send", **(WHOLE | {"hard": WORRYING}))
    officer = signed_in("accommodation-officer")
    assert "1 report was halted: somebody may be at risk" in officer.get("/en/desk").text
    page = officer.get("/en/desk/stops").text
    assert f"{the_cast.CANARY} young-person" in page
    assert "come home" not in page
    with people_app.app_context():
        account = the_cast.account_id(people_app, "accommodation-officer")
        texts = [one["text"] for one in messages.held_about(account)]
    assert texts
    assert set(texts) == {"Something on your desk cannot wait. Sign in and look at it now."}
    assert "No report was halted." in signed_in("accommodation-officer-2").get("/en/desk/stops").text
    ref = stops(people_app)[0].ref
    data = {"csrf_token": token(officer, "/en/desk/stops")}
    assert officer.post(f"/en/desk/stops/{ref}", data=data).status_code == 303
    assert officer.post(f"/en/desk/stops/{ref}", data=data).status_code == 404
    assert "was halted" not in officer.get("/en/desk").text


def _messages(app: Flask, name: str) -> int:
    """How many messages of a stop were queued for somebody."""
    with app.app_context():
        account = the_cast.account_id(app, name)
        return sum("cannot wait" in str(one["text"]) for one in messages.held_about(account))


def _look_into(officer: FlaskClient) -> None:
    [form] = soup(officer.get("/en/desk/stops")).select("form[action*='/desk/stops/']")
    data = {"csrf_token": token(officer, "/en/desk/stops")}
    assert officer.post(form["action"], data=data).status_code == 303
    assert "was halted" not in officer.get("/en/desk").text


def test_a_press_after_the_first_was_looked_into_is_told(
    write: Write, people_app: Flask, signed_in: SignedIn
) -> None:
    """Though the Host has not gone on after the first."""
    officer = signed_in("accommodation-officer")
    write().press("stop")
    told = _messages(people_app, "accommodation-officer")
    for _ in range(2):
        write().press("stop")  # nobody has looked into it yet: it is the same one
    assert _messages(people_app, "accommodation-officer") == told
    _look_into(officer)
    write().press("stop", hard="Another thing")
    assert "1 report was halted" in officer.get("/en/desk").text
    assert _messages(people_app, "accommodation-officer") == 2 * told
    assert [row.how for row in stops(people_app)] == ["pressed", "pressed"]


def test_new_words_after_that_are_told_and_the_same_are_not(
    write: Write, people_app: Flask, signed_in: SignedIn
) -> None:
    officer = signed_in("accommodation-officer")
    window = write()
    window.autosave(hard=WORRYING)
    told = _messages(people_app, "accommodation-officer")
    _look_into(officer)
    assert halted(window.autosave(health="Half a sen")) == STOP
    assert len(stops(people_app)) == 1
    for text in ("She took an overdose", "She took an overdose in town"):
        assert halted(window.autosave(health=text)) == STOP
    assert len(stops(people_app)) == 2
    assert _messages(people_app, "accommodation-officer") == 2 * told


def test_where_a_home_has_no_officer_the_service_manager_is_told(write: Write, people_app: Flask) -> None:
    with people_app.app_context(), writing() as session:
        session.scalars(select(Home).where(Home.ref == "home")).one().officer_id = None
    write().press("stop")
    assert _messages(people_app, "service-manager")
    assert not _messages(people_app, "accommodation-officer")


def test_nor_is_an_officer_who_has_left(write: Write, people_app: Flask) -> None:
    with people_app.app_context(), writing() as session:
        officer = the_cast.account_id(people_app, "accommodation-officer")
        session.get_one(Account, officer).state = "closed"
    write().press("stop")
    assert _messages(people_app, "service-manager")
    assert not _messages(people_app, "accommodation-officer")
