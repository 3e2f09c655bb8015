"""The one fact that decides a status, who can tell somebody, and what to ask."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.offer.checker.deciding import deciding_fact
from support.checker_people import ENGINE
from support.html import text_of
from support.visitor import UNKNOWN, CheckerVisitor, with_answers

pytestmark = pytest.mark.usefixtures("clock")


def test_a_reply_that_nobody_knows_becomes_one_screen(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(care=UNKNOWN)).finish()
    screen = visitor.page.select_one(".deciding")
    assert screen is not None
    said = text_of(screen)
    assert "What decides it: the days on which you were in care" in said
    assert "Say: “Please send me the dates on which I was in care, in writing.”" in said
    assert screen.select_one("a.tel") is not None
    page = visitor.response.text
    assert page.index("deciding") < page.index("Somebody decides")


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("care_2.to.day", "the days on which you were in care"),
        ("at_16", "where you were on your 16th birthday"),
        ("home.from", "how long you lived with your family after care"),
        ("guardianship", "whether a court made a special guardianship order for you"),
        ("something new", "the reply that you did not know"),
    ],
)
def test_each_question_has_words_of_its_own_or_those_of_all(app: Flask, question: str, what: str) -> None:
    with app.test_request_context("/en/checker"):
        assert deciding_fact([question], ENGINE.book).what == what
