"""A message is with one worker alone, and a worker that is silent is known."""

from datetime import timedelta

from kentcare.services.outbox import records
from kentcare.services.outbox.senders import NotSentNow
from kentcare.services.outbox.worker import Worker
from support.outbox import NOW, FakeClock, FakeSender, database, queue

__all__ = ["database"]


def test_a_dead_worker_is_known_within_minutes(database: str) -> None:
    assert records.not_sending_since(NOW) is None
    Worker(FakeSender(), FakeClock()).work()
    queue()
    later = NOW + timedelta(minutes=4)
    assert records.not_sending_since(NOW + timedelta(minutes=2)) is None
    assert records.not_sending_since(later) == NOW
    Worker(FakeSender(NotSentNow("no connection")), FakeClock(later)).work()
    assert records.not_sending_since(later) is None


def test_two_never_have_the_same(database: str) -> None:
    for number in range(8):
        queue(f"words {number}")
    first, second = records.lease("one", NOW, 5), records.lease("two", NOW, 5)
    assert [len(first), len(second), len(records.lease("three", NOW, 5))] == [5, 3, 0]
    assert not {one.id for one in first} & {one.id for one in second}


def test_one_that_was_taken_for_dead_has_no_say_any_more(database: str) -> None:
    queue()
    [taken] = records.lease("slow", NOW, 5)
    [again] = records.lease("other", NOW + timedelta(minutes=3), 5)
    assert (taken.may_have_been_sent, again.may_have_been_sent) == (False, True)
    records.retry_at(taken.id, "slow", "no connection", NOW + timedelta(hours=1))
    records.mark_sent(again.id, "other", NOW)
    records.retry_at(taken.id, "slow", "no connection", NOW + timedelta(hours=1))
    assert records.waiting(NOW)[0] == 0
