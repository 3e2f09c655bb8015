"""What a request says of itself: the script that saves, the button pressed, the token of the form."""

import pytest
from flask import Flask, session
from flask_wtf.csrf import generate_csrf

from kentcare.services.long_forms import posted

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [("application/json", True), (BROWSER, False), ("*/*", False), ("", False)],
)
def test_only_the_script_of_the_page_asks_for_json(app: Flask, accept: str, expected: bool) -> None:
    with app.test_request_context("/en/report", method="POST", headers={"Accept": accept}):
        assert posted.is_autosave() is expected


@pytest.mark.parametrize("do", ["stop", "send", "choose", "save"])
def test_the_button_that_was_pressed_is_one_of_them(app: Flask, do: str) -> None:
    with app.test_request_context("/en/report", method="POST", data={"_do": do}):
        pressed = (posted.is_stop(), posted.is_send(), posted.is_choice())
    assert pressed == (do == "stop", do == "send", do == "choose")


@pytest.mark.parametrize("sent", ["own", "none", "forged"])
def test_only_this_browsers_own_token_counts(app: Flask, sent: str) -> None:
    with app.test_request_context("/en/report"):
        own = generate_csrf()
        kept = dict(session)
    data = {"own": {"csrf_token": own}, "none": {}, "forged": {"csrf_token": own[:-2] + "xx"}}[sent]
    with app.test_request_context("/en/report", method="POST", data=data):
        session.update(kept)
        assert posted.has_own_token() is (sent == "own")
