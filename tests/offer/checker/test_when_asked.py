"""Only what can still change the answer is asked: shown by asking everything, and by leaving nothing out."""

import random
from datetime import date

import pytest

from kentcare.offer.checker.questions import QUESTIONS, Question, walk
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from support.checker_people import (
    ENGINE,
    TODAY,
    births,
    fitting,
    go_on,
    known_after,
    value_of,
    walk_through,
)
from support.checker_unasked import first_difference
from support.every import EVERYTHING

# For each of the birthdays: how many people go through the checker.
PEOPLE = 60 if EVERYTHING else 10


@pytest.mark.parametrize("born", births(), ids=str)
def test_a_question_that_is_left_out_would_have_changed_nothing(born: date) -> None:
    for number in range(PEOPLE):
        person = walk_through(f"{number} {born}", born)
        assert walk(person.known.replies, TODAY, ENGINE).open is None
        assert first_difference(person) is None, person.known.replies


# Not in this proof: the first question; `alone`, whose two figures are the same on this day; times in care
# after the second, which are asked as the first two are; and days of months but those of a time in care.
PROVED = [
    *("care", "care_1.still", "care_1.to", "care_1.more", "care_2.more", "care_1.from.day", "care_1.to.day"),
    *("at_16", "home", "home.from", "home.still", "home.to", "guardianship", "fostered", "disabled"),
    *("runs_on", "stays", "housed", "authority", "living", "study", "full_time", "study.from", "study.to"),
    *("in_plan", "returning", "immigration", "extended", "leave_to", "true_now", "weeks", "benefit"),
    "claimed",
]


@pytest.mark.parametrize("question", PROVED)
def test_a_question_that_nobody_is_asked_any_more_is_found(question: str) -> None:
    people = (walk_through(f"{number} {born}", born, question) for number in range(60) for born in births())
    assert any(first_difference(person) for person in people)


def test_no_question_is_forgotten_in_that_proof() -> None:
    asked = {question.id for question in QUESTIONS}
    assert set(PROVED) <= asked
    others = {name for name in asked if not name.startswith("care_") and not name.endswith(".day")}
    assert others - set(PROVED) == {"born", "alone"}


@pytest.mark.parametrize("person", range(24))
def test_every_question_that_is_asked_can_still_change_the_answer(person: int) -> None:
    walked = go_on({}, f"person {person}")
    for position, question in enumerate(walked.asked):
        before = walked.before(position)
        assert can_change(question, before), (question.id, before.replies)


def can_change(question: Question, before: RepliesSoFar) -> bool:
    """Whether two replies lead to different answers, whatever is replied afterwards."""
    # The two figures that a lone parent may get have been the same since 2023; they may differ again.
    if question.id == "alone":
        return True
    # Whether an earlier time in care goes on is asked for its end, even where a later one answers it.
    if question.id.endswith(".still") and not before.with_reply(question.id, "yes").readings:
        return True
    for seed in range(60):
        rng = random.Random(f"luck {seed}")  # noqa: S311 - a test needs luck that can be repeated
        told = set()
        replies = fitting(question, before, rng)
        for reply in [*replies[:: len(replies) // 5 + 1], replies[-1]]:
            ended = known_after({**before.replies, question.id: reply}, f"later {seed}")
            told.add(tuple(value_of(reading.facts) for reading in ended.readings))
        if len(told) > 1 or question.id == "born":
            return True
    return False
