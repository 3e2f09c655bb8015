"""What goes wrong on the way, tried on the report itself: a session that is over, two windows, going back.

A process that is killed and a double click are in services/long_forms/test_killed.py; being offline is in
journeys/test_report.py.
"""

from datetime import UTC, datetime, timedelta
from typing import NoReturn

import pytest
import time_machine
from flask import Flask

from kentcare.db.refused import DatabaseAway
from kentcare.hosting.reports import writing
from support import the_cast
from support.host_report import FORM, WHOLE, Write, stored
from support.html import attribute, one, page_of
from support.long_forms import Window, shown
from support.site import SignedIn


def test_a_form_left_open_for_three_hours(write: Write, people_app: Flask) -> None:
    window = write()
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=3), tick=False):
        response = window.press("send", **WHOLE)
        assert (response.status_code, response.location) == (303, "/en/sign-in")
        assert stored(people_app) == []
        the_cast.sign_in(people_app, window.client, "host")
        again = Window.open(window.client, FORM)
        assert shown(again.page)["well"] == WHOLE["well"]
        assert again.press("send").status_code == 303
    assert len(stored(people_app)) == 1


def test_the_second_of_two_windows_sees_both_texts(write: Write, signed_in: SignedIn) -> None:
    client = signed_in("host")
    first, second = write(client=client), write(client=client)
    first.press("save", health="from the first", level_money="1")
    response = second.press("save", health="from the second", level_money="3")
    assert response.status_code == 409
    page = page_of(response)
    text = one(page, "main").text
    assert all(words in text for words in ("from the first", "from the second", "Not yet"))
    form = one(page, "main form")
    posted = {
        attribute(box, "name"): attribute(box, "value") for box in form.select("input[type=hidden]")
    } | {"_do": "choose"}
    chosen = {"_take-health": "both", "_take-level_money": "theirs"}
    assert client.post(attribute(form, "action"), data=posted | chosen).status_code == 303
    found = shown(write().page)
    assert (found["health"], found["level_money"]) == ("from the second\n\nfrom the first", ["1"])


def test_an_older_window_sends_no_second_one(write: Write, signed_in: SignedIn, people_app: Flask) -> None:
    client = signed_in("host")
    first, older = write(client=client), write(client=client)
    assert first.press("send", **WHOLE).status_code == 303
    response = older.press("send", **(WHOLE | {"well": "Something else went well."}))
    # What is different was not sent, and is shown, to be copied.
    assert response.status_code == 409
    assert "Something else went well." in one(page_of(response), "main").text
    [row] = stored(people_app)
    assert row.level == "standard"


def test_the_page_of_a_stop_has_the_numbers_while_the_database_is_away(
    write: Write, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The press was saved, and the database went away before the page to which it led."""
    client = signed_in("host")
    page = write(client=client).press("stop", health="Hurt").location
    assert page

    def gone(*_: object) -> NoReturn:
        raise DatabaseAway

    monkeypatch.setattr(writing, "_line", gone)
    response = client.get(page)
    assert response.status_code == 503
    assert one(page_of(response), "h1").text == "Ring now, not later"
    assert "999" in one(page_of(response), "main").text
