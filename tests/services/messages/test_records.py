"""Messages in the queue: encrypted under the purpose that rows of older databases have."""

import json

from sqlalchemy import select, update

from kentcare.core.encryption import app_cipher
from kentcare.db.session import reading, writing
from kentcare.services.messages import records as messages
from kentcare.services.messages.models import OutgoingMessage
from support.outbox import TO, database, queue

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
