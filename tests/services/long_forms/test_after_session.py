"""A form that arrives when the session of whoever typed it is over."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from support import the_cast
from support.html import attribute, one, page_of
from support.long_forms import WHOLE, Open, Rows, Window, answered, cookie_of, shown
from support.site import SignedIn

HOURS = timedelta(hours=3)


def _later(by: timedelta = HOURS) -> time_machine.travel:
    return time_machine.travel(datetime.now(UTC) + by, tick=False)


def test_a_form_left_open_for_three_hours(opened: Open, report_app: Flask, rows: Rows) -> None:
    window = opened()
    with _later():
        response = window.press("send", **WHOLE, health="Well")
        assert (response.status_code, response.location) == (303, "/en/sign-in")
        assert rows() == []
        assert "What you wrote is saved" in window.client.get("/en/sign-in").text
        the_cast.sign_in(report_app, window.client, "host")
        again = opened(client=window.client)
        assert shown(again.page) == {**WHOLE, "health": "Well"}
        assert again.press("send").status_code == 303
    assert [well for _, well in rows()] == [WHOLE["well"]]


def test_what_is_typed_after_the_session_is_over_is_saved_too(opened: Open, report_app: Flask) -> None:
    window = opened()
    with _later():
        answer = window.autosave(health="Well")
        assert (answer.status_code, answered(answer)["where"]) == (401, "/en/sign-in")
        the_cast.sign_in(report_app, window.client, "host")
        assert shown(opened(client=window.client).page) == {"health": "Well"}


@pytest.mark.parametrize("how", ["signed out", "signed out elsewhere", "forged"])
def test_what_whoever_signed_out_typed_is_not_saved(
    opened: Open, report_app: Flask, signed_in: SignedIn, how: str
) -> None:
    window = opened()
    posted = window.posted() | {"_do": "save", "health": "Well"}
    token = cookie_of(window.client, "session")
    if how == "signed out":
        window.client.post("/en/sign-out", data={"csrf_token": posted["csrf_token"]})
    elif how == "signed out elsewhere":
        other = signed_in("host")
        page = page_of(other.get("/en/account"))
        data = {"csrf_token": attribute(one(page, "[name=csrf_token]"), "value")}
        other.post("/en/account/everywhere", data=data)
    else:
        posted |= {"csrf_token": "of another"}
    window.client.set_cookie("session", token)
    with _later():
        assert window.client.post(window.action, data=posted).status_code == 401
        assert shown(opened().page) == {}


def test_a_role_that_may_not_open_the_form_saves_nothing(report_app: Flask, signed_in: SignedIn) -> None:
    host, adviser = Window.open(signed_in("host")), signed_in("personal-adviser")
    with _later():
        response = adviser.post(host.action, data=host.posted() | {"_do": "save", "health": "Well"})
    assert response.status_code == 401
