"""The way through the questions: whatever somebody replies or changes, it leads on."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from kentcare.offer.checker.outcome import outcome_of
from kentcare.offer.checker.questions import walk
from support.checker_people import ENGINE, TODAY, fitting, go_on


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
