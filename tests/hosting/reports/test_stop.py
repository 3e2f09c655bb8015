"""The stop: a button that depends on no word, and words that halt the form. Nothing typed is lost."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from conftest import SignedIn
from hosting.reports.conftest import (
    FORM,
    MONTH,
    SAFE,
    STOP,
    WHOLE,
    WORRYING,
    LivesThere,
    Write,
    write_location,
)
from kentcare.accounts.accounts.models import Account
from kentcare.cases.homes.models import Home
from kentcare.db.session import db, reading, writing
from kentcare.hosting.reports.desk import LISTS
from kentcare.hosting.safeguarding.models import StopShown
from kentcare.services.messages import records as messages
from support import the_cast
from support.forms import token
from support.long_forms import shown, soup

FORM_OF_THIS_MONTH = f"/en/host/reports/stay/{MONTH.after}"


def stops(app: Flask) -> list[StopShown]:
    with app.app_context():
        return list(reading().scalars(select(StopShown).order_by(StopShown.id)))


def test_the_button_is_on_every_part_of_the_form(write: Write) -> None:
    page = write().page
    for heading in page.select("form.long h2"):
        button = heading.find_next("button", value="stop")
        assert button is not None, heading
    assert (
        page.select_one("form.long button[value=stop]").get_text() == "Somebody is hurt, missing or at risk"
    )


def test_where_somebody_may_write_of_danger_it_says_that_nobody_watches(write: Write, sent: str) -> None:
    """Also where the line is cut, and no button can be pressed."""
    client = write().client
    for address in (FORM_OF_THIS_MONTH, sent):
        form = soup(client.get(address)).select_one("form.long")
        assert "This site is not watched all day and night. In danger, ring 999." in form.get_text()


def test_the_button_saves_and_says_whom_to_ring(write: Write, people_app: Flask) -> None:
    response = write().press("stop", health="Half a sentence")
    assert (response.status_code, response.headers["Location"]) == (303, STOP)
    page = write(address=STOP).client.get(STOP).text
    for words in ("999", "03000 41 91 91", "24 hours", "Ofsted"):
        assert words in page
    assert shown(write().page)["health"] == "Half a sentence"
    [row] = stops(people_app)
    assert (row.how, row.passed_at) == ("pressed", None)


@pytest.mark.parametrize("do", ["send", "save"])
@pytest.mark.parametrize("words", [WORRYING, "قالت إنها تريد أن تموت.", "ካብ ገዛ ሃዲማ"])
def test_words_halt_it_and_are_kept(write: Write, people_app: Flask, do: str, words: str) -> None:
    response = write().press(do, **(WHOLE | {"hard": words}))
    assert (response.status_code, response.headers["Location"]) == (303, STOP)
    assert shown(write().page)["hard"] == words
    assert [row.how for row in stops(people_app)] == ["words"]


def test_ordinary_words_do_not(write: Write, people_app: Flask) -> None:
    assert write().press("send", **(WHOLE | {"hard": SAFE})).headers["Location"] == FORM
    assert stops(people_app) == []


def test_as_somebody_types_the_page_says_so_once(write: Write, people_app: Flask) -> None:
    window = write()
    for text in ("He did not come home", "He did not come home last", WORRYING):
        response = window.autosave(hard=text)
        assert response.json["halted"] == STOP
    assert len(stops(people_app)) == 1


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
    assert window.autosave(health="Half a sen").json["halted"] == STOP
    assert len(stops(people_app)) == 1
    for text in ("She took an overdose", "She took an overdose in town"):
        assert window.autosave(health=text).json["halted"] == STOP
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


def test_another_officer_cannot_look_into_it(write: Write, people_app: Flask, signed_in: SignedIn) -> None:
    write().press("stop")
    other = signed_in("accommodation-officer-2")
    data = {"csrf_token": token(other, "/en/account")}
    assert other.post(f"/en/desk/stops/{stops(people_app)[0].ref}", data=data).status_code == 404


def _every_list(client: FlaskClient) -> str:
    return "".join(client.get(f"/en/desk/reports/{which}/1").text for which in LISTS)


def test_an_officer_who_lives_there_as_a_host_neither_sees_nor_answers_it(
    write: Write, people_app: Flask, signed_in: SignedIn, lives_there: LivesThere
) -> None:
    """Their own home is another officer's work."""
    lives_there("accommodation-officer-2")
    write().press("stop")
    both = signed_in("accommodation-officer-2")
    assert FORM in both.get("/en/host").text
    assert "No report was halted." in both.get("/en/desk/stops").text
    name = f">{the_cast.CANARY} young-person<"
    assert name in _every_list(signed_in("accommodation-officer"))
    assert name not in _every_list(both)
    data = {"csrf_token": token(both, "/en/account")}
    assert both.post(f"/en/desk/stops/{stops(people_app)[0].ref}", data=data).status_code == 404


def test_once_the_host_has_said_how_it_is_the_report_goes(write: Write, people_app: Flask) -> None:
    window = write()
    assert window.press("send", **(WHOLE | {"hard": WORRYING})).headers["Location"] == STOP
    data = {"csrf_token": token(window.client, STOP)}
    assert window.client.post(STOP, data=data).status_code == 422
    data["said"] = "told"
    assert window.client.post(STOP, data=data).headers["Location"] == FORM
    again = write(client=window.client)
    assert again.press("send").headers["Location"] == FORM
    assert "/host/sent/" in write_location(write, FORM)
    [row] = stops(people_app)
    assert row.passed_as == "told"


def test_other_words_halt_it_again(write: Write, people_app: Flask) -> None:
    window = write()
    window.press("send", **(WHOLE | {"hard": WORRYING}))
    data = {"csrf_token": token(window.client, STOP), "said": "meant otherwise"}
    window.client.post(STOP, data=data)
    again = write(client=window.client)
    assert again.press("send", health="She took an overdose").headers["Location"] == STOP
    assert len(stops(people_app)) == 2


def test_the_button_wins_where_another_window_has_saved(write: Write, people_app: Flask) -> None:
    """Two texts are a question for later: whom to ring comes first, and the words stand below it."""
    first, second = write(), write()
    first.press("save", health="In the first window")
    response = second.press("stop", health="In the second window")
    assert response.status_code == 409
    page = soup(response)
    assert "999" in page.get_text()
    assert "In the second window" in page.get_text()


def test_the_button_wins_where_nothing_can_be_saved(write: Write, people_app: Flask) -> None:
    window = write()
    with people_app.app_context():
        engine = db.engine

    def refuse(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("INSERT", "UPDATE")):
            raise people_app.extensions["test_full"]

    from kentcare.db.refused import DiskFull

    people_app.extensions["test_full"] = DiskFull("no room")
    event.listen(engine, "before_cursor_execute", refuse)
    try:
        response = window.press("stop", health="Typed as the disk was full")
    finally:
        event.remove(engine, "before_cursor_execute", refuse)
        del people_app.extensions["test_full"]
    assert response.status_code == 409
    assert "999" in response.text
    assert "Typed as the disk was full" in response.text


def test_words_that_halt_it_do_not_choose_between_two_texts(write: Write, people_app: Flask) -> None:
    """The Host takes both, and is halted with both."""
    first, second = write(), write()
    first.press("save", health="In the first window")
    form = soup(second.press("save", health="In the second window", hard=WORRYING)).select_one("main form")
    posted = {box["name"]: box["value"] for box in form.select("input[type=hidden]")} | {"_do": "choose"}
    chosen = {"_take-health": "both", "_take-hard": "mine"}
    response = second.client.post(form["action"], data=posted | chosen)
    assert (response.status_code, response.headers["Location"]) == (303, STOP)
    assert shown(write().page)["health"] == "In the second window\n\nIn the first window"
    assert [row.how for row in stops(people_app)] == ["words"]
