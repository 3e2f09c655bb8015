"""What waits goes out: once, in time, whatever becomes of the sender, of the worker or of one message."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import pytest
from sqlalchemy import text

from kentcare.accounts.accounts.addresses import Address
from kentcare.config import Settings
from kentcare.db.attach import database_only
from kentcare.db.session import writing
from kentcare.services.messages import records
from kentcare.services.messages.models import OutgoingMessage
from kentcare.services.messages.records import Message
from kentcare.services.messages.rules import CODE, GIVEN_UP_AFTER, next_try
from kentcare.services.messages.senders import ByChannel, MailServer, NotNow, Refused, sender_of
from kentcare.services.messages.senders import Notify as NotifySender
from kentcare.services.messages.worker import Worker
from support.carriers import KEY, Notify, mail_server, notify_over_http
from support.patience import until

SECRET = "x" * 40
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TO = Address("email", "a@example.org")


@dataclass
class Carrier:
    """A sender in the test's own hands. `broken` is raised for each message until it is taken away."""

    broken: Exception | None = None
    carried: list[str] = field(default_factory=list)

    def send(self, message: Message, ref: str) -> None:
        if self.broken:
            raise self.broken
        self.carried.append(message.text)

    def has_sent(self, ref: str) -> bool:
        return False


@dataclass
class Clock:
    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def database(address: str) -> Iterator[str]:
    with database_only(address, secrets=(SECRET,)):
        yield address


def queue(words: str = "words", kind: str = "invitation", lasts: timedelta = timedelta(days=7)) -> None:
    records.queue(TO, words, now=NOW, use_by=NOW + lasts, kind=kind)


def test_f11_mail_that_is_down_for_three_hours(database: str) -> None:
    """It is tried less and less often, and goes once when the line is back."""
    carrier, clock = Carrier(NotNow("no line")), Clock()
    worker = Worker(carrier, clock)
    for number in range(3):
        queue(f"words {number}")
    tries = 0
    while clock.at < NOW + timedelta(hours=3):
        tries += worker.work()
        clock.at += timedelta(minutes=1)
    assert 3 * 15 < tries < 3 * 30
    assert records.number_undelivered() == 0
    carrier.broken = None
    clock.at += timedelta(minutes=11)
    while worker.work():
        pass
    assert sorted(carrier.carried) == ["words 0", "words 1", "words 2"]
    assert records.waiting(clock.at)[0] == 0


def test_f11_after_four_hours_somebody_is_told(database: str, caplog: pytest.LogCaptureFixture) -> None:
    carrier, clock = Carrier(NotNow("no line")), Clock()
    worker = Worker(carrier, clock)
    queue()
    queue("123456", kind=CODE, lasts=timedelta(minutes=10))
    while clock.at <= NOW + GIVEN_UP_AFTER:
        worker.work()
        clock.at += timedelta(minutes=1)
    # Nobody is told of a code: who waited for it has asked for another.
    assert records.number_undelivered() == 1
    assert records.waiting(clock.at)[0] == 0
    carrier.broken = None
    assert worker.work() == 0
    [told] = [record.getMessage() for record in caplog.records if record.name == "kentcare.outbox"]
    assert told == "a message of kind 'invitation' did not arrive: no line"


def test_what_is_of_no_use_any_more_is_not_sent(database: str) -> None:
    carrier = Carrier()
    queue("123456", kind=CODE, lasts=timedelta(minutes=10))
    Worker(carrier, Clock(NOW + timedelta(minutes=10))).work()
    assert (carrier.carried, records.number_undelivered(), records.waiting(NOW)[0]) == ([], 0, 0)


def test_an_address_that_is_none_is_given_up_at_once(database: str) -> None:
    queue()
    Worker(Carrier(Refused("the address was not taken")), Clock()).work()
    assert records.number_undelivered() == 1


@pytest.mark.parametrize("poison", ["sealed", "sender"])
def test_f16_one_poisoned_message_holds_up_none(database: str, poison: str) -> None:
    for number in range(12):
        queue(f"words {number}")
    carrier = Carrier()
    if poison == "sealed":
        with writing() as session:
            row = session.get_one(OutgoingMessage, 1)
            row.sealed = b"not sealed by us"
    else:
        whole = carrier.send

        def send(message: Message, ref: str) -> None:
            if message.text == "words 0":
                raise ValueError(message.text)
            whole(message, ref)

        carrier.send = send
    worker = Worker(carrier, Clock())
    while worker.work():
        pass
    assert sorted(carrier.carried) == sorted(f"words {number}" for number in range(1, 12))


def test_f16_a_dead_worker_is_known_within_minutes(database: str) -> None:
    assert records.quiet_since(NOW) is None
    Worker(Carrier(), Clock()).work()
    queue()
    later = NOW + timedelta(minutes=4)
    assert records.quiet_since(NOW + timedelta(minutes=2)) is None
    assert records.quiet_since(later) == NOW
    Worker(Carrier(NotNow("no line")), Clock(later)).work()
    assert records.quiet_since(later) is None


def test_two_never_have_the_same(database: str) -> None:
    for number in range(8):
        queue(f"words {number}")
    first, second = records.take("one", NOW, 5), records.take("two", NOW, 5)
    assert [len(first), len(second), len(records.take("three", NOW, 5))] == [5, 3, 0]
    assert not {one.id for one in first} & {one.id for one in second}


def test_one_that_was_taken_for_dead_has_no_say_any_more(database: str) -> None:
    queue()
    [taken] = records.take("slow", NOW, 5)
    [again] = records.take("other", NOW + timedelta(minutes=3), 5)
    assert (taken.may_be_out, again.may_be_out) == (False, True)
    records.put_off(taken.id, "slow", "no line", NOW + timedelta(hours=1))
    records.mark_sent(again.id, "other", NOW)
    records.put_off(taken.id, "slow", "no line", NOW + timedelta(hours=1))
    assert records.waiting(NOW)[0] == 0


@pytest.mark.parametrize("tries", range(1, 40))
def test_a_pause_grows_and_never_runs_past_the_end(tries: int) -> None:
    then = next_try(tries, NOW, NOW + timedelta(days=7), NOW)
    assert then is not None
    assert timedelta(seconds=15) <= then - NOW <= timedelta(minutes=10)
    assert next_try(tries, NOW, NOW + timedelta(days=7), NOW + GIVEN_UP_AFTER) is None


# Over the line


def _by_notify(notify: Notify) -> NotifySender:
    return NotifySender(KEY, "text-template", "email-template", notify.address)


def test_notify_is_given_the_words_by_one_template_a_channel() -> None:
    with notify_over_http() as notify:
        _by_notify(notify).send(Message("text", "+447700900001", "Words"), "ref-1")
        _by_notify(notify).send(Message("email", "a@example.org", "Words", "Subject"), "ref-2")
        assert _by_notify(notify).has_sent("ref-1")
        assert not _by_notify(notify).has_sent("ref-3")
    text, letter = notify.taken
    assert (text["phone_number"], text["template_id"], text["personalisation"]) == (
        "+447700900001",
        "text-template",
        {"body": "Words"},
    )
    assert letter["personalisation"] == {"body": "Words", "subject": "Subject"}


@pytest.mark.parametrize(("says", "why"), [(500, NotNow), (429, NotNow), (403, NotNow), (400, Refused)])
def test_what_notify_answers_says_whether_to_try_again(
    says: int, why: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with notify_over_http() as notify:
        notify.says = says
        with pytest.raises(why):
            _by_notify(notify).send(Message("email", "canary@example.org", "Words", "Subject"), "ref")
    assert "canary" not in caplog.text


def test_notify_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(NotNow):
        NotifySender(KEY, "a", "b", "http://127.0.0.1:1").send(Message("text", "+447700900001", "W"), "ref")


def test_a_letter_by_mail_server_tells_nothing_but_its_words() -> None:
    with mail_server() as post:
        sender = MailServer(f"smtp://127.0.0.1:{post.port}", "Hello <hello@offer.example>")
        for _ in range(2):
            sender.send(Message("email", "a@example.org", "Öffne العربية", "A message"), "ref-1")
    letters = [message_from_bytes(letter) for letter in post.letters]
    assert {letter["Message-ID"] for letter in letters} == {"<ref-1@offer.example>"}
    assert letters[0]["From"] == "Hello <hello@offer.example>"
    assert letters[0].get_payload(decode=True).decode().strip() == "Öffne العربية"


@pytest.mark.parametrize(
    ("to", "says", "why"),
    [("refused@example.org", "250 OK", Refused), ("a@example.org", "451 Later", NotNow)],
)
def test_what_a_mail_server_answers_says_whether_to_try_again(
    to: str, says: str, why: type[Exception]
) -> None:
    with mail_server() as post:
        post.says = says
        with pytest.raises(why):
            MailServer(f"smtp://127.0.0.1:{post.port}", "hello@offer.example").send(
                Message("email", to, "Words", "Subject"), "ref"
            )


def test_who_carries_what(settings: Settings) -> None:
    from dataclasses import replace

    production = replace(settings, production=True)
    assert sender_of(production) is None
    assert type(sender_of(settings)).__name__ == "Page"
    by_post = replace(production, smtp_url="smtp://localhost", mail_from="a@b.example")
    with pytest.raises(NotNow):
        sender_of(by_post).send(Message("text", "+447700900001", "Words"), "ref")
    both = sender_of(
        replace(by_post, notify_api_key=KEY, notify_text_template="t", notify_email_template="e")
    )
    assert isinstance(both, ByChannel)
    assert isinstance(both.email, MailServer)


# Real processes


@contextmanager
def process(database: str, notify: Notify) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {
        "DATABASE_URL": database,
        "SECRET_KEY": SECRET,
        "NOTIFY_API_KEY": KEY,
        "NOTIFY_TEXT_TEMPLATE": "text",
        "NOTIFY_EMAIL_TEMPLATE": "email",
        "NOTIFY_URL": notify.address,
    }
    command = [sys.executable, "-c", "from kentcare.cli import main; main()", "outbox", "run"]
    running = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def _fresh(number: int) -> None:
    now = datetime.now(UTC)
    for one in range(number):
        records.queue(TO, f"words {one}", now=now, use_by=now + timedelta(days=1))


def _number_waiting() -> int:
    with writing() as session:
        return session.execute(text("SELECT count(*) FROM outgoing_message WHERE sent_at IS NULL")).scalar()


def test_two_real_workers_side_by_side_send_each_once(database: str) -> None:
    _fresh(40)
    with notify_over_http() as notify, process(database, notify) as one, process(database, notify) as two:
        until(lambda: _number_waiting() == 0)
        assert (one.poll(), two.poll()) == (None, None)
        for running in (one, two):
            running.send_signal(signal.SIGTERM)
        assert [one.wait(20), two.wait(20)] == [0, 0]
    assert len(notify.taken) == len(set(notify.references())) == 40


def test_killed_after_it_sent_and_before_it_said_so(database: str) -> None:
    """The next one asks Notify, and does not send it again."""
    _fresh(1)
    with notify_over_http() as notify:
        notify.holds.clear()
        with process(database, notify) as running:
            until(lambda: notify.taken)
            running.kill()
            running.wait()
        notify.holds.set()
        later = Clock(datetime.now(UTC) + timedelta(minutes=3))
        Worker(_by_notify(notify), later).work()
        assert notify.asked == notify.references()
        assert _number_waiting() == 0
    assert len(notify.taken) == 1


def test_killed_before_it_sent(database: str) -> None:
    """Somebody who took it and died is asked after, and then it goes."""
    _fresh(1)
    records.take("dead", datetime.now(UTC), 5)
    with notify_over_http() as notify:
        Worker(_by_notify(notify), Clock(datetime.now(UTC) + timedelta(minutes=1))).work()
        assert notify.taken == []
        Worker(_by_notify(notify), Clock(datetime.now(UTC) + timedelta(minutes=3))).work()
        assert (len(notify.taken), len(notify.asked)) == (1, 1)
