"""Every question has words, and a reply is shown as the person would say it."""

import pytest
from flask import Flask

from kentcare.offer.checker.question_words import reply_in_words, words_for
from kentcare.offer.checker.questions import QUESTIONS, Question
from kentcare.offer.checker.replies import NO_END, UNKNOWN, Reply
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from support.checker_people import ENGINE, IN_CARE_AT_16, TODAY

BY_ID = {question.id: question for question in QUESTIONS}


def known(**more: Reply) -> RepliesSoFar:
    return RepliesSoFar({**IN_CARE_AT_16, **more}, TODAY, ENGINE)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_question_has_words_and_a_choice_its_options(app: Flask, question: Question) -> None:
    month = {question.id.removesuffix(".day"): "2022-03"} if question.kind == "day" else {}
    with app.test_request_context("/en/"):
        words = words_for(question, known(**month))
    assert words.ask
    assert words.short
    if question.kind == "choice":
        assert words.choices


@pytest.mark.parametrize(
    ("question", "reply", "shown"),
    [
        ("care", "yes", "Yes"),
        ("care", UNKNOWN, "I don’t know"),
        ("care_1.from", "2022-03", "March 2022"),
        ("care_1.from", "2022-03-04", "4 March 2022"),
        ("true_now", ["expecting", "children"], "I am expecting a baby, I have a child"),
        ("true_now", [], "None of these"),
        ("weeks", "12", "12"),
        ("stays", ["hospital"], "A hospital, for three months or more"),
        ("stays", [], "None of these"),
        ("leave_to", NO_END, "It has no end"),
        ("leave_to", "2027-03", "March 2027"),
    ],
)
def test_a_reply_is_shown_in_words(app: Flask, question: str, reply: Reply, shown: str) -> None:
    with app.test_request_context("/en/"):
        assert str(reply_in_words(BY_ID[question], known(), reply)) == shown
