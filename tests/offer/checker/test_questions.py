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
from kentcare.offer.checker.outcome import outcome_of
from kentcare.offer.checker.questions import Question, Walk, walk
from kentcare.offer.checker.replies import MOST_PERIODS, Reply
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.entitlements.days import Span, add_months, birthday, without
from kentcare.offer.entitlements.engine import engine
from kentcare.offer.entitlements.facts import CarePeriod, Facts, Period, Study
from kentcare.offer.entitlements.timeline import timeline
from kentcare.paths import CONTENT

TODAY = date(2026, 11, 22)
ENGINE = engine(CONTENT)
Value = tuple[object, ...]

CHOICES: dict[str, tuple[str, ...]] = {
    "care": ("yes", "short_breaks", "no"),
    "still": ("yes", "no"),
    "more": ("no", "yes"),
    "at_16": ("none", "detained", "hospital"),
    "home": ("no", "yes"),
    "guardianship": ("no", "yes"),
    "fostered": ("no", "yes"),
    "disabled": ("no", "yes"),
    "authority": ("kent", "other"),
    "living": ("other", "foster_care", "semi_independent", "staying_put", "custody", "supported_lodgings"),
    "study": ("no", "further", "higher"),
    "full_time": ("yes", "no"),
    "returning": ("no", "yes"),
    "immigration": ("none", "waiting", "appeal_rights_exhausted"),
    "alone": ("no", "yes"),
    "benefit": ("none", "waiting", "paid"),
    "weeks": ("12", "30"),
}


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


def possible_replies(question: Question, known: RepliesSoFar, rng: random.Random) -> list[Reply]:
    """Some replies to a question, among them those that are most unlike each other."""
    part = question.id.rpartition(".")[2]
    if question.kind == "several":
        offered = things_true_now(known)
        return [[], offered, [name for name in offered if rng.random() < 0.5]]
    if question.kind in ("choice", "number"):
        some = CHOICES.get(part, CHOICES.get(question.id, ()))
        return [value for value in some if question.offered is None or value in question.offered(known)]
    if question.id == "born":
        return [(TODAY - timedelta(days=rng.randint(14 * 365, 26 * 365))).isoformat()]
    return [day.isoformat() for day in possible_days(question, known, rng)]


def possible_days(question: Question, known: RepliesSoFar, rng: random.Random) -> list[date]:
    """Days that fit with what was replied before."""
    born = date.fromisoformat(str(known.replies["born"]))
    last = min(TODAY, date.fromordinal(birthday(born.toordinal(), 18) - 1))
    if question.id == "study.to":
        return [TODAY + timedelta(days=days) for days in (20, 400, 3000)]
    if question.id in ("study.from", "claimed"):
        at_18 = date.fromordinal(birthday(born.toordinal(), 18))
        return [at_18, TODAY - timedelta(days=rng.randint(0, 60)), TODAY]
    if question.kind == "day":
        month = date.fromisoformat(f"{known.replies[question.id.removesuffix('.day')]}-01")
        return [month, month.replace(day=28)]
    if question.id.endswith(".to"):
        first = date.fromisoformat(str(known.replies[question.id.replace(".to", ".from")]))
        spans = [Span(first.toordinal(), max(first, last).toordinal())]
    else:
        whole = Span(born.toordinal(), (TODAY if question.id.startswith("home") else last).toordinal())
        spans = without([whole], ENGINE.life(known.readings[0].facts).care)
    if question.id == "home.to":
        spans = [Span(first.toordinal(), TODAY.toordinal())]
    numbers = {day for span in spans for day in (span.first, rng.randint(*span), span.last)}
    return [date.fromordinal(number) for number in sorted(numbers)]


def fitting(question: Question, known: RepliesSoFar, rng: random.Random) -> list[Reply]:
    """The replies among these that do not contradict what was said before."""
    return [
        reply
        for reply in possible_replies(question, known, rng)
        if known.with_reply(question.id, reply).readings
    ]


def go_on(replies: dict[str, Reply], seed: str) -> Walk:
    """Answer what is open, each question as its seed says, until nothing is."""
    replies = dict(replies)
    while (walked := walk(replies, TODAY, ENGINE)).open is not None:
        assert walked.open.id not in replies, "it asks the same again and again"
        rng = random.Random(f"{seed} {walked.open.id}")  # noqa: S311 - a test needs luck that can be repeated
        replies[walked.open.id] = rng.choice(fitting(walked.open, walked.known, rng))
    return walked


def facts_of(walked: Walk) -> Facts:
    assert len(walked.known.readings) == 1
    return walked.known.readings[0].facts


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
    ticks = {
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


@settings(max_examples=150, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_a_changed_answer_leaves_the_person_with_an_open_question_or_an_answer(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - a test needs luck that can be repeated
    walked = go_on({}, f"person {seed}")
    changed = rng.choice(walked.asked)
    before = walked.before(walked.asked.index(changed))
    reply = rng.choice(fitting(changed, before, rng))
    again = walk({**walked.known.replies, changed.id: reply}, TODAY, ENGINE)
    assert again.known.readings
    outcome_of(again.known)
    for position, question in enumerate(again.asked):
        if question.offered and question.id in again.known.replies:
            replied = again.known.replies[question.id]
            offered = question.offered(again.before(position))
            assert set(replied if isinstance(replied, list) else [replied]) <= set(offered)


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
