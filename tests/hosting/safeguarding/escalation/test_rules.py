"""When the next step with a stop is due, and whose turn it is."""

from datetime import UTC, datetime, timedelta

import pytest

from kentcare.hosting.safeguarding.escalation.rules import AT_ONCE, LastTold, ToldAs, step_due, whom_to_tell

BEGAN = datetime(2026, 3, 29, 0, 45, tzinfo=UTC)  # the clocks go forward at one
AFTER = timedelta(minutes=30)


@pytest.mark.parametrize(
    ("minutes", "step"), [(0, None), (29, None), (30, 1), (59, 1), (60, 2), (300, 10), (-120, None)]
)
def test_a_step_is_due_each_half_hour_and_those_missed_are_one(minutes: int, step: int | None) -> None:
    assert step_due(LastTold(AT_ONCE, BEGAN), AFTER, BEGAN + timedelta(minutes=minutes)) == step


def test_another_time_moves_the_next_step_and_skips_none() -> None:
    last = LastTold(3, BEGAN)
    assert step_due(last, timedelta(hours=2), BEGAN + timedelta(minutes=119)) is None
    assert step_due(last, timedelta(hours=2), BEGAN + timedelta(minutes=120)) == 4


def test_where_nothing_arrived_the_next_are_told_at_once_until_the_managers_were() -> None:
    assert step_due(LastTold(0, BEGAN, has_failed=True), AFTER, BEGAN) == 1
    assert step_due(LastTold(1, BEGAN, has_failed=True), AFTER, BEGAN) == 2
    assert step_due(LastTold(2, BEGAN, has_failed=True), AFTER, BEGAN) is None


@pytest.mark.parametrize(
    ("before", "step", "posts"),
    [
        (0, 0, {ToldAs.OFFICER, ToldAs.COVER}),
        (0, 1, {ToldAs.COVER}),
        (1, 2, {ToldAs.MANAGER}),
        (0, 2, {ToldAs.COVER, ToldAs.MANAGER}),
        (2, 3, set(ToldAs)),
        (0, 7, set(ToldAs)),
    ],
)
def test_first_the_cover_then_the_managers_then_all(before: int, step: int, posts: set[ToldAs]) -> None:
    assert set(whom_to_tell(before, step)) == posts
