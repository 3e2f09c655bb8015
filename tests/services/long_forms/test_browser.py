"""A form that nobody has to sign in for: kept behind a cookie, for a day."""

from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask

from kentcare.services.long_forms import records as long_forms
from support.html import page_of
from support.long_forms import WHOLE, Rows, Window, cookie_of, shown


def test_an_open_form_is_kept_behind_a_cookie_and_says_so(report_app: Flask, rows: Rows) -> None:
    client = report_app.test_client()
    response = client.get("/en/open-report")
    [cookie] = [value for value in response.headers.getlist("Set-Cookie") if value.startswith("draft=")]
    assert "HttpOnly" in cookie
    assert "Max-Age=86400" in cookie
    assert "24 hours" in response.text
    window = Window(client, page_of(response))
    assert window.press("save", health="Well").status_code == 303
    assert shown(Window.open(client, "/en/open-report").page) == {"health": "Well"}
    # Another browser has nothing of it.
    assert shown(Window.open(report_app.test_client(), "/en/open-report").page) == {}
    window = Window.open(client, "/en/open-report")
    assert window.press("send", **WHOLE).status_code == 303
    assert len(rows()) == 1


def test_an_open_form_is_kept_for_a_day_and_no_longer(report_app: Flask) -> None:
    client, other = report_app.test_client(), report_app.test_client()
    Window.open(client, "/en/open-report").press("save", health="Well")
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=23), tick=False):
        assert shown(Window.open(client, "/en/open-report").page) == {"health": "Well"}
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=25), tick=False):
        assert shown(Window.open(client, "/en/open-report").page) == {}
        # Whoever comes next clears away what is over.
        Window.open(other, "/en/open-report").press("save", health="Another")
    with report_app.app_context():
        assert long_forms.number_of_drafts() == 1


def test_leaving_in_a_hurry_leaves_nothing_of_an_open_form(report_app: Flask) -> None:
    client = report_app.test_client()
    Window.open(client, "/en/open-report").press("save", health="Well")
    token = cookie_of(client, "draft")
    client.get("/exit")
    assert client.get_cookie("draft") is None
    client.set_cookie("draft", token)
    assert shown(Window.open(client, "/en/open-report").page) == {}
