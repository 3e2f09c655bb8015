"""Messages in the queue: encrypted under the purpose that rows of older databases have."""

import json
from datetime import timedelta

from sqlalchemy import select, update

from kentcare.core.encryption import app_cipher
from kentcare.db.session import reading, writing
from kentcare.services.messages import records as messages
from kentcare.services.messages.models import OutgoingMessage
from kentcare.services.messages.records import Delivery
from kentcare.services.outbox.worker import Worker
from support.outbox import NOW, TO, FakeClock, FakeSender, database, queue

__all__ = ["database"]


def test_a_message_is_encrypted_and_opens_again(database: str) -> None:
    queue("123456 is your code")
    row = reading().scalars(select(OutgoingMessage)).one()
    assert b"123456" not in row.encrypted
    message = messages.open_message(row)
    assert message is not None
    assert (message.to, message.text, message.subject) == (
        TO.value,
        "123456 is your code",
        "A message for you",
    )


def test_a_row_of_an_older_database_opens(database: str) -> None:
    queue()
    words = {"channel": "text", "to": "+447700900001", "text": "Words", "subject": ""}
    old = app_cipher("kentcare outgoing message").encrypt(json.dumps(words).encode())
    with writing() as session:
        session.execute(update(OutgoingMessage).values(encrypted=old))
    ((_, message),) = messages.latest(1)
    assert message.text == "Words"


def test_what_became_of_a_message_is_known_by_its_ref(database: str) -> None:
    ref, other = (messages.queue(TO, "words", now=NOW, use_by=NOW + timedelta(days=1)) for _ in range(2))
    assert messages.deliveries([ref, "unknown"]) == {ref: Delivery("email", None, None, waits=True)}
    Worker(FakeSender(), FakeClock()).work()
    assert messages.deliveries([ref])[ref] == Delivery("email", NOW, None, waits=False)
    # What was sent stays sent, whoever lets go of it afterwards.
    messages.cancel([ref, other], NOW)
    assert messages.deliveries([other])[other].sent_at == NOW


def test_a_message_that_was_let_go_is_not_sent_and_nobody_hears_of_it(database: str) -> None:
    ref = messages.queue(TO, "a", now=NOW, use_by=NOW + timedelta(days=1))
    queue("b")
    messages.cancel([ref], NOW)
    sender = FakeSender()
    Worker(sender, FakeClock()).work()
    assert sender.sent == ["b"]
    assert messages.deliveries([ref])[ref] == Delivery("email", None, None, waits=False)
    assert messages.number_undelivered() == 0
