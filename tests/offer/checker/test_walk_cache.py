"""A walk from the cache is the walk that would have been made, and the cache holds no reply."""

import random
from datetime import date, timedelta

import pytest

from kentcare.offer.checker import walk_cache
from kentcare.offer.checker.choices import courses, fostered_ways, homes, things_true_now
from kentcare.offer.checker.questions import Walk, walk
from kentcare.offer.checker.replies import UNKNOWN, Reply
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from kentcare.offer.checker.walk_cache import cached_walk
from support.checker_people import ENGINE, TODAY, fitting


def told(walked: Walk) -> tuple[object, ...]:
    """All that a walk says."""
    before = [(known.replies, known.today, known.engine) for known in walked.known_before]
    return (walked.asked, walked.open, walked.known.replies, before)


def some_replies(seed: int) -> list[dict[str, Reply]]:
    """What one visitor has replied after each question, with unknown replies and changed ones among them."""
    rng = random.Random(f"visitor {seed}")  # noqa: S311 - a test needs luck that can be repeated
    replies: dict[str, Reply] = {}
    found = [dict(replies)]
    while (walked := walk(replies, TODAY, ENGINE)).open is not None and len(found) < 60:
        may_be_unknown = walked.open.may_be_unknown and rng.random() < 0.2
        replies[walked.open.id] = (
            UNKNOWN if may_be_unknown else rng.choice(fitting(walked.open, walked.known, rng))
        )
        found.append(dict(replies))
    for born in ("2012-05-01", "2001-11-22"):
        found.append({**replies, "born": born})
    return found


@pytest.mark.parametrize("seed", range(12))
def test_it_is_the_walk_that_would_have_been_made(seed: int) -> None:
    for replies in some_replies(seed):
        expected = walk(replies, TODAY, ENGINE)
        for _ in range(2):
            walked = cached_walk(replies, TODAY, ENGINE)
            assert told(walked) == told(expected)
            for choices_of in (courses, fostered_ways, homes, things_true_now):
                for known, other in zip(walked.known_before[1:], expected.known_before[1:], strict=True):
                    assert known.choices(choices_of) == choices_of(other)


def test_the_engine_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    replies: dict[str, Reply] = {"born": "2010-05-01", "care": "yes", "care_1.from": "2026-10"}
    expected = told(cached_walk(replies, TODAY, ENGINE))
    for asks in ("outcome", "readings", "columns"):
        monkeypatch.delattr(RepliesSoFar, asks)
    assert told(cached_walk(replies, TODAY, ENGINE)) == expected


def test_on_another_day_it_is_worked_out_again() -> None:
    replies: dict[str, Reply] = {"born": "2001-11-23", "care": UNKNOWN}
    turning_25 = date(2026, 11, 23)
    assert len(cached_walk(replies, turning_25 - timedelta(days=1), ENGINE).asked) > 1
    assert [question.id for question in cached_walk(replies, turning_25, ENGINE).asked] == ["born", "runs_on"]


def test_nothing_that_was_replied_is_in_it_and_it_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk_cache, "_MOST_ROUTES", 5)
    walk_cache._routes.clear()
    for year in range(2005, 2015):
        cached_walk({"born": f"{year}-05-17", "care": "yes", "care_1.from": "2016-02"}, TODAY, ENGINE)
    (routes,) = walk_cache._routes.values()
    assert 1 <= len(routes) <= 5
    assert "05-17" not in repr(routes)
    assert "2016-02" not in repr(routes)
    assert not any(b"05-17" in digest for digest in routes)


def test_it_goes_with_its_engine() -> None:
    from kentcare.offer.entitlements.engine import Engine

    engine = Engine(ENGINE.book)
    cached_walk({}, TODAY, engine)
    assert engine in walk_cache._routes
    size = len(walk_cache._routes)
    del engine
    assert len(walk_cache._routes) == size - 1
