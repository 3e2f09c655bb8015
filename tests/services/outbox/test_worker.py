"""What waits goes out: once, in time, whatever becomes of the sender, of the worker or of one message."""

from datetime import UTC, datetime, timedelta

import pytest

from kentcare.db.session import writing
from kentcare.services.messages import records as messages
from kentcare.services.messages.models import OutgoingMessage
from kentcare.services.messages.rules import CODE
from kentcare.services.outbox import records, senders
from kentcare.services.outbox.rules import GIVEN_UP_AFTER, LEASE_LASTS
from kentcare.services.outbox.senders import MessageRefused, NotSentNow
from kentcare.services.outbox.worker import Worker
from support.carriers import FakeNotify, Then, notify_over_http
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


def work_until_sent(notify: FakeNotify, clock: FakeClock) -> None:
    """Workers try, minute by minute, until nothing waits."""
    for _ in range(20):
        Worker(notify_sender(notify), clock).work()
        clock.at += timedelta(minutes=1)
    assert records.waiting(clock.at)[0] == 0


@pytest.mark.parametrize("then", ["500", "502", "503", "504", "cuts", "half"])
def test_what_notify_took_without_saying_so_goes_once(database: str, then: Then) -> None:
    clock = FakeClock()
    queue()
    with notify_over_http() as notify:
        notify.then = then
        Worker(notify_sender(notify), clock).work()
        assert (len(notify.taken), records.waiting(clock.at)[0]) == (1, 1)
        work_until_sent(notify, clock)
        assert (len(notify.taken), notify.asked) == (1, notify.references())
    assert messages.number_undelivered() == 0


def test_what_notify_took_and_confirmed_too_late_goes_once(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = FakeClock()
    queue()
    with notify_over_http() as notify:
        monkeypatch.setattr(senders, "_TIMEOUT", 0.2)
        notify.holds.clear()
        Worker(notify_sender(notify), clock).work()
        assert (len(notify.taken), records.waiting(clock.at)[0]) == (1, 1)
        monkeypatch.undo()
        work_until_sent(notify, clock)
        notify.holds.set()
        assert (len(notify.taken), notify.asked) == (1, notify.references())


def test_while_nobody_can_say_whether_it_went_it_waits(database: str) -> None:
    clock = FakeClock()
    queue()
    with notify_over_http() as notify:
        notify.then, notify.says_of_taken = "500", 500
        for _ in range(10):
            Worker(notify_sender(notify), clock).work()
            clock.at += timedelta(minutes=1)
        assert len(notify.taken) == 1
        assert len(notify.asked) > 2
        notify.says_of_taken = 200
        work_until_sent(notify, clock)
        assert len(notify.taken) == 1


def test_what_notify_did_not_take_is_sent_after_it_was_asked(database: str) -> None:
    clock = FakeClock()
    queue()
    with notify_over_http() as notify:
        notify.says = 503
        Worker(notify_sender(notify), clock).work()
        notify.says = 201
        work_until_sent(notify, clock)
        assert (len(notify.taken), notify.asked) == (1, notify.references())


def test_a_worker_that_is_slow_leaves_to_others_what_it_cannot_send_in_time(database: str) -> None:
    """Else two would have it at once, and each would send it."""
    clock = FakeClock()

    class Slow(FakeSender):
        def send(self, message: messages.Message, ref: str) -> None:
            super().send(message, ref)
            clock.at += LEASE_LASTS / 2

    for number in range(5):
        queue(f"words {number}")
    slow, other = Slow(), FakeSender()
    Worker(slow, clock).work()
    assert len(slow.sent) < 3
    clock.at += LEASE_LASTS
    Worker(other, clock).work()
    assert sorted(slow.sent + other.sent) == [f"words {number}" for number in range(5)]


def test_a_letter_that_waits_does_not_ask_for_those_by_text(database: str) -> None:
    """A mail server is no business of Notify's, nor does its mail wait for Notify."""
    clock = FakeClock()
    queue()
    sender = FakeSender(NotSentNow("no connection"))
    with notify_over_http() as notify:
        notify.says_of_taken = 500
        by_channel = senders.ByChannel(notify_sender(notify), sender)
        Worker(by_channel, clock).work()
        sender.error = None
        clock.at += timedelta(minutes=1)
        Worker(by_channel, clock).work()
        assert (sender.sent, notify.asked) == (["words"], [])
