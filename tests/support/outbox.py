"""Messages in a queue, and a sender in the test's own hands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from kentcare.accounts.accounts.addresses import Address
from kentcare.db.attach import database_only
from kentcare.services.messages import records as messages
from kentcare.services.messages.records import Message
from kentcare.services.outbox.senders import Notify as NotifySender
from support.carriers import KEY, FakeNotify

SECRET = "x" * 40
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TO = Address("email", "a@example.org")


@dataclass
class FakeSender:
    """Keeps what it is given. `error` is raised for each message; one with the words `poison` breaks it."""

    error: Exception | None = None
    poison: str = ""
    sent: list[str] = field(default_factory=list)

    def send(self, message: Message, ref: str) -> None:
        if self.error:
            raise self.error
        if self.poison and message.text == self.poison:
            raise ValueError(message.text)
        self.sent.append(message.text)

    def has_sent(self, message: Message, ref: str) -> bool:
        return False


@dataclass
class FakeClock:
    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def database(address: str) -> Iterator[str]:
    """The address of a database that is attached, with no messages in it: SQLite, then PostgreSQL."""
    with database_only(address, secrets=(SECRET,)):
        yield address


def queue(words: str = "words", kind: str = "invitation", lasts: timedelta = timedelta(days=7)) -> None:
    messages.queue(TO, words, now=NOW, use_by=NOW + lasts, kind=kind)


def queue_now(number: int) -> None:
    """So many messages that are due by the machine's own clock."""
    now = datetime.now(UTC)
    for one in range(number):
        messages.queue(TO, f"words {one}", now=now, use_by=now + timedelta(days=1))


def notify_sender(notify: FakeNotify) -> NotifySender:
    """The sender of the site in front of a Notify of the test's."""
    return NotifySender(KEY, "text-template", "email-template", notify.address)
