"""The words for the status of a requirement."""

from flask import Flask

from support.certificates import TODAY
from support.forms import token, typed
from support.html import page_of
from support.site import SignedIn


def test_a_meeting_does_not_run_out_but_the_next_one_comes(approved: Flask, signed_in: SignedIn) -> None:
    officer, page = signed_in("accommodation-officer"), "/en/desk/seen/supervision/home"
    assert "The day on which you met" in officer.get(page).text
    assert officer.post(page, data={"csrf_token": token(officer, page), **typed(TODAY)}).status_code == 303
    checks = page_of(officer.get("/en/desk/homes/home/checks"))
    [row] = [row.text for row in checks.select(".rows li") if "Supervision" in row.text]
    assert "The next one by" in row
    assert "Good until" not in row
