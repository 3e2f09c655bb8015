"""The words of the questions about care: of the past for somebody of age, of now for a child."""

from flask import Flask
from flask.testing import FlaskClient

from kentcare.offer.checker.question_words import words_for
from kentcare.offer.checker.questions import QUESTIONS
from kentcare.offer.checker.replies import Reply
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.checker.words_about_care import day_words, fostered
from support.checker_people import ENGINE, IN_CARE_AT_16, TODAY
from support.html import one
from support.visitor import CheckerVisitor

BY_ID = {question.id: question for question in QUESTIONS}


def known(**more: Reply) -> RepliesSoFar:
    return RepliesSoFar({**IN_CARE_AT_16, **more}, TODAY, ENGINE)


def test_somebody_of_age_is_asked_about_the_past(app: Flask) -> None:
    grown = RepliesSoFar({**IN_CARE_AT_16, "born": "2005-05-01"}, TODAY, ENGINE)
    with app.test_request_context("/en/"):
        assert words_for(BY_ID["care_1.still"], known()).ask == "Are you still in care?"
        assert words_for(BY_ID["care_1.still"], grown).ask == "Were you in care until your 18th birthday?"


def test_somebody_without_papers_is_told_which_date_to_write(client: FlaskClient) -> None:
    """It is in what is folded away below the question, and open where a reply was wrong."""
    visitor = CheckerVisitor(client, {})
    below = one(visitor.page, "main details:has(a)")
    assert "You have no papers?" in below.text
    assert "open" not in below.attrs
    visitor.reply(("", "", ""))
    assert visitor.page.select_one("main details[open]:has(a)") is not None


def test_private_fostering_is_asked_about_the_time_from_16_on_after_that_birthday(app: Flask) -> None:
    with app.test_request_context("/en/"):
        for born, ask in (
            ("2010-11-22", "Are you privately fostered?"),
            ("2010-11-21", "Were you privately fostered at any time after you turned 16?"),
        ):
            assert fostered(known(born=born)).ask == ask


def test_a_day_is_asked_for_by_the_month_that_was_given(app: Flask) -> None:
    replies: dict[str, Reply] = {"care_1.from": "2022-03", "care_1.to": "2024-09", "claimed": "2026-10"}
    with app.test_request_context("/en/"):
        asked = [day_words(name, known(**replies)).ask for name in replies]
    assert asked == [
        "Which day in March 2022 did it begin?",
        "Which day in September 2024 did it end?",
        "Which day in October 2026 did you claim?",
    ]


def test_whoever_is_not_believed_is_told_how_to_go_on(app: Flask) -> None:
    with app.test_request_context("/en/"):
        explained = words_for(BY_ID["born"], known()).explained
    assert explained is not None
    assert "does not believe your age" in explained.summary
    assert "You can go on with it" in explained.lines[0][1]
    assert explained.helper is not None
    assert "Age Dispute Project" in explained.helper.name


def test_a_stay_and_a_place_from_the_council_are_asked_of_the_past_for_somebody_of_age(app: Flask) -> None:
    grown = RepliesSoFar({"born": "2007-05-01", "care": "no"}, TODAY, ENGINE)
    child = RepliesSoFar({"born": "2009-05-01", "care": "no"}, TODAY, ENGINE)
    with app.test_request_context("/en/"):
        assert words_for(BY_ID["stays"], grown).ask.startswith("When you were 16 or 17,")
        assert words_for(BY_ID["stays"], child).ask.startswith("After you turned 16,")
        assert words_for(BY_ID["housed"], grown).ask.startswith("Before you were 18,")
        assert words_for(BY_ID["housed"], child).ask.startswith("Has a council")
