"""What a Host adds to a report that was sent: kept as it is typed, taken once, halted as the report is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from kentcare.cases.homes.models import Home, HomeHost
from kentcare.db.session import writing
from support import the_cast
from support.forms import token
from support.host_report import (
    FORM,
    STOP,
    WHOLE,
    WORRYING,
    Write,
    halted,
    number_of_notes,
    says_whom_to_ring,
    stops,
    write_location,
)
from support.html import one
from support.long_forms import Window, shown
from support.site import SignedIn

Add = Callable[..., Window]


@pytest.fixture
def add(sent: str, signed_in: SignedIn) -> Add:
    """Open a report that was sent: `add("host")` is a window of a Host in which it is open."""

    def opened(name: str = "host") -> Window:
        return Window.open(signed_in(name), sent)

    return opened


def test_it_is_kept_as_it_is_typed(add: Add, people_app: Flask) -> None:
    window = add()
    assert window.autosave(text="College was").status_code == 200
    assert window.press("save", text="College was fine.").status_code == 303
    assert shown(add().page) == {"text": "College was fine."}
    assert number_of_notes(people_app) == 0


def test_it_is_taken_once_and_more_can_be_added(add: Add, people_app: Flask) -> None:
    window = add()
    for _ in range(2):
        assert window.press("send", text="College was fine.").status_code == 303
    assert number_of_notes(people_app) == 1
    assert shown(add().page) == {}
    assert add().press("send", text="And so was the weekend.").status_code == 303
    assert number_of_notes(people_app) == 2


def test_other_words_in_an_older_window_are_shown_to_be_copied(add: Add, people_app: Flask) -> None:
    older = add()
    add().press("send", text="College was fine.")
    response = older.press("send", text="College was not fine.")
    assert response.status_code == 409
    assert "College was not fine." in response.text
    assert number_of_notes(people_app) == 1


def test_nothing_and_too_much_are_refused(add: Add) -> None:
    assert "Write something first" in add().press("send").text
    window = add()
    assert window.press("send", text="x" * 4001).status_code == 422
    assert shown(window.page)["text"] == "x" * 4001


def test_each_host_of_a_home_adds_their_own(add: Add, people_app: Flask) -> None:
    with people_app.app_context(), writing() as session:
        home = session.scalars(select(Home).where(Home.ref == "home")).one()
        session.add(HomeHost(home_id=home.id, account_id=the_cast.account_id(people_app, "host-2")))
    assert add("host").press("send", text="Words of the first.").status_code == 303
    assert add("host-2").press("send", text="Words of the other.").status_code == 303
    page = add().page.text
    assert "Words of the first." in page
    assert "Words of the other." in page


@pytest.mark.parametrize("nth", ["0", "2", "999"])
def test_nobody_adds_before_their_turn(add: Add, sent: str, nth: str) -> None:
    window = add()
    one(window.page, "form.long").attrs["action"] = f"{sent}/{nth}/0"
    assert window.press("send", text="College was fine.").status_code == 404


# When somebody may be hurt, missing or at risk


def test_the_button_is_beside_the_box_and_keeps_the_words(add: Add, sent: str, people_app: Flask) -> None:
    window = add()
    response = window.press("stop", text="Half a sentence")
    assert (response.status_code, response.headers["Location"]) == (303, f"{sent}/stop")
    assert says_whom_to_ring(window.client.get(f"{sent}/stop"), words="nobody looks into it")
    assert shown(add().page) == {"text": "Half a sentence"}
    assert [row.how for row in stops(people_app)] == ["pressed"]
    assert number_of_notes(people_app) == 0


def test_words_halt_it_until_the_host_has_said_how_it_is(add: Add, sent: str, people_app: Flask) -> None:
    window = add()
    assert halted(window.autosave(text=WORRYING)) == f"{sent}/stop"
    assert window.press("send").headers["Location"] == f"{sent}/stop"
    assert number_of_notes(people_app) == 0
    data = {"csrf_token": token(window.client, f"{sent}/stop")}
    assert window.client.post(f"{sent}/stop", data=data).status_code == 422
    data["said"] = "told"
    assert window.client.post(f"{sent}/stop", data=data).headers["Location"] == sent
    again = Window.open(window.client, sent)
    assert shown(again.page) == {"text": WORRYING}
    assert again.press("send").headers["Location"] == sent
    assert number_of_notes(people_app) == 1
    [row] = stops(people_app)
    assert (row.how, row.passed_as) == ("words", "told")


def test_what_was_said_of_the_same_words_in_the_report_does_not_count(
    write: Write, people_app: Flask
) -> None:
    """Somebody who did not come home in May, and came, may not come home in June."""
    window = write()
    window.press("send", **(WHOLE | {"hard": WORRYING}))
    data = {"csrf_token": token(window.client, STOP), "said": "meant otherwise"}
    window.client.post(STOP, data=data)
    write().press("send")
    sent = write_location(write, FORM)
    for number in (2, 3):
        adding = Window.open(window.client, sent)
        assert adding.press("send", text=WORRYING).headers["Location"] == f"{sent}/stop"
        assert len(stops(people_app)) == number
        data = {"csrf_token": token(window.client, f"{sent}/stop"), "said": "told"}
        window.client.post(f"{sent}/stop", data=data)
        assert Window.open(window.client, sent).press("send").headers["Location"] == sent
    assert number_of_notes(people_app) == 2


def test_the_button_wins_here_too(add: Add, sent: str, people_app: Flask) -> None:
    older, late = add(), add()
    add().press("send", text="College was fine.")
    assert says_whom_to_ring(older.press("stop", text="He is gone."), words="He is gone.")
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=3), tick=False):
        assert says_whom_to_ring(late.press("stop", text="He is still gone."), words="He is still gone.")
    [row] = stops(people_app)  # nobody has looked into it yet
    assert row.how == "pressed"
