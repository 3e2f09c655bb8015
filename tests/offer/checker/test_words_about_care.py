"""The words of the questions about care: of the past for somebody of age, of now for a child."""

from flask import Flask

from kentcare.offer.checker.question_words import words_for
from kentcare.offer.checker.questions import QUESTIONS
from kentcare.offer.checker.replies import Reply
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.checker.words_about_care import day_words, fostered
from support.checker_people import ENGINE, IN_CARE_AT_16, TODAY

BY_ID = {question.id: question for question in QUESTIONS}


def known(**more: Reply) -> RepliesSoFar:
    return RepliesSoFar({**IN_CARE_AT_16, **more}, TODAY, ENGINE)


def test_somebody_of_age_is_asked_about_the_past(app: Flask) -> None:
    grown = RepliesSoFar({**IN_CARE_AT_16, "born": "2005-05-01"}, TODAY, ENGINE)
    with app.test_request_context("/en/"):
        assert words_for(BY_ID["care_1.still"], known()).ask == "Are you still in care?"
        assert words_for(BY_ID["care_1.still"], grown).ask == "Were you in care until your 18th birthday?"


def test_private_fostering_is_asked_about_the_time_from_16_on_from_that_birthday(app: Flask) -> None:
    with app.test_request_context("/en/"):
        for born, ask in (
            ("2010-11-23", "Are you privately fostered?"),
            ("2010-11-22", "Were you privately fostered at any time after you turned 16?"),
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
