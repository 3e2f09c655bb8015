"""The headline of an answer, and what its status means: plain, and no more than is true."""

import pytest
from flask.testing import FlaskClient

from support.html import text_of
from support.visitor import STUDENT, Answers, CheckerVisitor, with_answers

pytestmark = pytest.mark.usefixtures("clock")


def test_the_headline_is_plain_and_the_word_of_the_law_beneath(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(true_now=[])).finish()
    assert visitor.heading == "Kent must help you until you are 25"
    assert text_of(visitor.page.select_one(".verdict > .quiet")) == (
        "The word of the law: You are a former relevant young person."
    )


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"authority": "other"}, "Your council must help you until you are 25"),
        ({"authority": "?"}, "Your council must help you until you are 25"),
        (
            {"born": ("1", "5", "2004"), "care_1.from": ("", "3", "2020")},
            "Kent must help you until you are 25, if you ask",
        ),
        # Whose course of the plan runs on need not ask.
        (
            {"born": ("1", "5", "2004"), "care_1.from": ("", "3", "2020"), "study.from": ("1", "9", "2024")},
            "Kent must help you until you are 25",
        ),
        (
            {"immigration": "appeal_rights_exhausted"},
            "Your council must look at your human rights before it stops any help",
        ),
    ],
)
def test_the_headline_promises_no_more_than_is_true(
    client: FlaskClient, changed: Answers, expected: str
) -> None:
    assert CheckerVisitor(client, STUDENT | changed).finish().heading == expected


@pytest.mark.parametrize("immigration", ["appeal_rights_exhausted", "no_leave"])
def test_nobody_without_permission_is_promised_help_to_25(client: FlaskClient, immigration: str) -> None:
    visitor = CheckerVisitor(client, with_answers(immigration=immigration, true_now=[])).finish()
    why = next(fold for fold in visitor.page.select("details") if "Why we say this" in text_of(fold))
    assert "must look at your human rights before it stops that" in text_of(why)
    assert "must keep helping you until you are 25" not in text_of(why)
