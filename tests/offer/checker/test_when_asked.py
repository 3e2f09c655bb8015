"""Only what can still change the answer is asked: shown by asking everything, and by leaving nothing out."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentcare.offer.checker.choices import things_true_now
from kentcare.offer.checker.questions import Question, Walk
from kentcare.offer.checker.replies import MOST_PERIODS
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.entitlements.days import Span, add_months, without
from kentcare.offer.entitlements.facts import CarePeriod, Facts, Period, Study
from kentcare.offer.entitlements.timeline import timeline
from support.replies import CHOICES, ENGINE, TODAY, facts_of, fitting, go_on

Value = tuple[object, ...]


def value_of(facts: Facts) -> Value:
    """What the person would be told: status, what comes next, each answer with its amount, and the dates."""
    answer = ENGINE.explain(facts)
    dates = timeline(facts, ENGINE.life(facts), ENGINE.book).milestones
    return (
        answer.status,
        answer.next and (answer.next.on, answer.next.status),
        tuple(
            (line.entitlement.id, line.entitlement.answer, line.entitlement.amount) for line in answer.lines
        ),
        tuple((milestone.id, milestone.on) for milestone in dates),
    )


def left_out(walked: Walk) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every fact that was not asked for, with other values that it could have had."""
    asked = {question.id for question in walked.asked}
    facts, known = facts_of(walked), walked.known
    life = ENGINE.life(facts)
    day_that_counts = date.fromordinal(min(TODAY.toordinal(), life.at_18 - 1))
    course = facts.study
    others: dict[str, list[dict[str, Any]]] = {
        "at_16": [{"at_16": value} for value in ("detained", "hospital")]
        if life.at_16 <= TODAY.toordinal()
        else [],
        # Somebody who leaves care today cannot say yet where they will live tomorrow.
        "home": []
        if life.looked_after_on(TODAY.toordinal())
        else [{"at_home": (Period(day_that_counts - timedelta(days=300)),)}],
        # Where a disability counts by itself, it is asked about by itself.
        "fostered": [
            {
                "privately_fostered": Period(day_that_counts),
                "disabled": facts.disabled or "disabled" not in things_true_now(known),
            }
        ],
        "authority": [{"authority": "other"}],
        # Staying Put begins at 18.
        "living": [
            {"living": value}
            for value in CHOICES["living"]
            if value != "staying_put" or life.at_18 <= TODAY.toordinal()
        ],
        "study": [
            {"study": Study(level, day, None, full)}
            # Nobody is in higher education before 16.
            for level in (("further", "higher") if life.at_16 <= TODAY.toordinal() else ("further",))
            for full in (True, False)
            for day in (TODAY, max(facts.date_of_birth, TODAY - timedelta(days=900)))
        ],
        "full_time": [{"study": msgspec.structs.replace(course, full_time=False)}] if course else [],
        "study.from": [{"study": msgspec.structs.replace(course, from_=TODAY)}] if course else [],
        "study.to": [{"study": msgspec.structs.replace(course, to=TODAY)}] if course else [],
        "returning": [{"returning_to_study": True}],
        "immigration": [{"immigration": value} for value in CHOICES["immigration"]],
        "weeks": [{"pregnant_weeks": 30}] if facts.pregnant_weeks is not None else [],
        "alone": [{"lone_parent": True}] if facts.children or facts.pregnant_weeks is not None else [],
        "benefit": [{"benefit_claim": "waiting", "benefit_claimed_on": TODAY}, {"benefit_claim": "paid"}]
        if TODAY.toordinal() >= add_months(life.at_18, -1)
        else [],  # a claim can begin a month before 18
    }
    # An order counts only where it followed on care.
    if facts.care:
        others["guardianship"] = [{"special_guardianship": Period(day_that_counts)}]
    for name, changes in others.items():
        if name not in asked:
            yield from ((name, change) for change in changes)
    offered = things_true_now(known)
    ticks: dict[str, dict[str, Any]] = {
        "moving": {"moving_to_own_tenancy": True},
        "expecting": {"pregnant_weeks": 12},
        "children": {"children": 1},
        "no_clothes": {"no_suitable_clothes": True},
        "disabled": {"disabled": True},
    }
    if "disabled" in asked:
        offered = [*offered, "disabled"]
    yield from ((name, change) for name, change in ticks.items() if name not in offered)
    # The form takes ten times in care; nobody is asked for an eleventh.
    if 0 < len(facts.care) < MOST_PERIODS and not any(
        question.id == f"care_{len(facts.care)}.more" for question in walked.asked
    ):
        yield from _more_care(facts)


def _more_care(facts: Facts) -> Iterator[tuple[str, dict[str, Any]]]:
    life = ENGINE.life(facts)
    until = min(TODAY.toordinal(), life.at_18 - 1)
    for first, last in without([Span(life.born, until)], life.care):
        for part in (Span(first, last), Span(first, (first + last) // 2), Span((first + last) // 2, last)):
            added = CarePeriod(date.fromordinal(part.first), date.fromordinal(part.last))
            yield "another time in care", {"care": (*facts.care, added)}


@settings(max_examples=250, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_a_question_that_is_left_out_would_have_changed_nothing(seed: int) -> None:
    walked = go_on({}, f"person {seed}")
    facts = facts_of(walked)
    told = value_of(facts)
    for name, change in left_out(walked):
        other = msgspec.structs.replace(facts, **change)
        assert value_of(other) == told, (name, change, facts)


@pytest.mark.parametrize("person", range(24))
def test_every_question_that_is_asked_can_still_change_the_answer(person: int) -> None:
    walked = go_on({}, f"person {person}")
    for position, question in enumerate(walked.asked):
        before = walked.before(position)
        assert can_change(question, before), (question.id, before.replies)


def can_change(question: Question, before: RepliesSoFar) -> bool:
    """Whether two replies lead to different answers, whatever is replied afterwards."""
    for seed in range(60):
        rng = random.Random(f"luck {seed}")  # noqa: S311 - a test needs luck that can be repeated
        told = set()
        for reply in fitting(question, before, rng):
            ended = go_on({**before.replies, question.id: reply}, f"later {seed}")
            told.add(value_of(facts_of(ended)))
        if len(told) > 1 or question.id == "born":
            return True
    return False
