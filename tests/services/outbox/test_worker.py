"""What waits goes out: once, in time, whatever becomes of the sender, of the worker or of one message."""

from datetime import UTC, datetime, timedelta

import pytest

from kentcare.db.session import writing
from kentcare.services.messages import records as messages
from kentcare.services.messages.models import OutgoingMessage
from kentcare.services.messages.rules import CODE
from kentcare.services.outbox import records
from kentcare.services.outbox.rules import GIVEN_UP_AFTER
from kentcare.services.outbox.senders import MessageRefused, NotSentNow
from kentcare.services.outbox.worker import Worker
from support.carriers import notify_over_http
from support.outbox import NOW, FakeClock, FakeSender, database, notify_sender, queue, queue_now

__all__ = ["database"]


def test_mail_that_is_down_for_three_hours(database: str) -> None:
    """It is tried less and less often, and goes once when the connection is back."""
    sender, clock = FakeSender(NotSentNow("no connection")), FakeClock()
    worker = Worker(sender, clock)
    for number in range(3):
        queue(f"words {number}")
    tries = 0
    while clock.at < NOW + timedelta(hours=3):
        tries += worker.work()
        clock.at += timedelta(minutes=1)
    assert 3 * 15 < tries < 3 * 30
    assert messages.number_undelivered() == 0
    sender.error = None
    clock.at += timedelta(minutes=11)
    while worker.work():
        pass
    assert sorted(sender.sent) == ["words 0", "words 1", "words 2"]
    assert records.waiting(clock.at)[0] == 0


def test_after_four_hours_somebody_is_told(database: str, caplog: pytest.LogCaptureFixture) -> None:
    sender, clock = FakeSender(NotSentNow("no connection")), FakeClock()
    worker = Worker(sender, clock)
    queue()
    queue("123456", kind=CODE, lasts=timedelta(minutes=10))
    while clock.at <= NOW + GIVEN_UP_AFTER:
        worker.work()
        clock.at += timedelta(minutes=1)
    # Nobody is told of a code: who waited for it has asked for another.
    assert messages.number_undelivered() == 1
    assert records.waiting(clock.at)[0] == 0
    sender.error = None
    assert worker.work() == 0
    [told] = [record.getMessage() for record in caplog.records if record.name == "kentcare.outbox"]
    assert told == "a message of kind 'invitation' did not arrive: no connection"


def test_what_is_of_no_use_any_more_is_not_sent(database: str) -> None:
    sender = FakeSender()
    queue("123456", kind=CODE, lasts=timedelta(minutes=10))
    Worker(sender, FakeClock(NOW + timedelta(minutes=10))).work()
    assert (sender.sent, messages.number_undelivered(), records.waiting(NOW)[0]) == ([], 0, 0)


def test_an_address_that_is_none_is_given_up_at_once(database: str) -> None:
    queue()
    Worker(FakeSender(MessageRefused("the address was not taken")), FakeClock()).work()
    assert messages.number_undelivered() == 1


@pytest.mark.parametrize("poison", ["encryption", "sender"])
def test_one_poisoned_message_holds_up_none(database: str, poison: str) -> None:
    for number in range(12):
        queue(f"words {number}")
    sender = FakeSender(poison="words 0" if poison == "sender" else "")
    if poison == "encryption":
        with writing() as session:
            row = session.get_one(OutgoingMessage, 1)
            row.encrypted = b"not encrypted by us"
    worker = Worker(sender, FakeClock())
    while worker.work():
        pass
    assert sorted(sender.sent) == sorted(f"words {number}" for number in range(1, 12))


def test_killed_before_it_sent(database: str) -> None:
    """Somebody who took it and died is asked after, and then it goes."""
    queue_now(1)
    records.lease("dead", datetime.now(UTC), 5)
    with notify_over_http() as notify:
        Worker(notify_sender(notify), FakeClock(datetime.now(UTC) + timedelta(minutes=1))).work()
        assert notify.taken == []
        Worker(notify_sender(notify), FakeClock(datetime.now(UTC) + timedelta(minutes=3))).work()
        assert (len(notify.taken), len(notify.asked)) == (1, 1)
