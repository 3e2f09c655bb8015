"""The queue as a worker sees it: leasing messages, and writing down what became of each."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Update, and_, exists, func, or_, select, update

from kentcare.db.session import free, reading, writing
from kentcare.services.heartbeats import records as heartbeats
from kentcare.services.messages.models import OutgoingMessage
from kentcare.services.messages.records import IS_WAITING, Message, open_message
from kentcare.services.outbox.rules import LEASE_LASTS, SILENT_AFTER

_IS_FREE = OutgoingMessage.taken_by.is_(None)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that a worker has leased. `message` is None where it cannot be decrypted.

    `tries` counts this one. `may_have_been_sent`: it was tried before, and may have gone, whatever was heard
    then: an answer that did not come, or that told of a fault, says nothing of the message.
    """

    id: int
    ref: str
    kind: str
    message: Message | None
    tries: int
    made_at: datetime
    use_by: datetime
    may_have_been_sent: bool


def lease(worker: str, now: datetime, limit: int) -> Sequence[Outgoing]:
    """Take up to `limit` messages that are due. No other worker gets them until the lease is over."""
    reading().rollback()  # to see the queue as it is now
    due = and_(OutgoingMessage.next_try_at <= now, or_(_IS_FREE, OutgoingMessage.taken_until < now))
    rows = select(OutgoingMessage).where(due).order_by(OutgoingMessage.next_try_at, OutgoingMessage.id)
    if reading().scalar(select(exists().where(due))) is not True:
        return []
    with writing() as session:
        found = []
        for row in session.scalars(free(rows.limit(limit))):
            row.ref = row.ref or secrets.token_hex(16)  # a row from before there were refs
            found.append(_outgoing(row))
            row.taken_by, row.taken_until = worker, now + LEASE_LASTS
            row.tries += 1
        return found


def _outgoing(row: OutgoingMessage) -> Outgoing:
    return Outgoing(
        id=row.id,
        ref=row.ref or "",
        kind=row.kind,
        message=open_message(row),
        tries=row.tries + 1,
        made_at=row.made_at,
        use_by=row.use_by,
        may_have_been_sent=row.tries > 0,
    )


def mark_sent(message: int, worker: str, now: datetime) -> None:
    """Mark a message as sent. Does nothing if this worker has lost its lease."""
    _update_leased(message, worker, sent_at=now, next_try_at=None)


def retry_at(message: int, worker: str, failure: str, until: datetime) -> None:
    """Put a message back into the queue until a moment. Does nothing if this worker has lost its lease."""
    _update_leased(message, worker, failure=failure, next_try_at=until)


def give_up(message: int, worker: str, failure: str, failed_at: datetime | None) -> None:
    """Stop trying a message. Does nothing if this worker has lost its lease.

    `failed_at`: when it failed, if staff are to know of it; None where nobody has to.
    """
    _update_leased(message, worker, failure=failure, failed_at=failed_at, next_try_at=None)


def _update_leased(message: int, worker: str, **values: object) -> None:
    is_leased = and_(OutgoingMessage.id == message, OutgoingMessage.taken_by == worker)
    with writing() as session:
        session.execute(
            update(OutgoingMessage).where(is_leased).values(taken_by=None, taken_until=None, **values)
        )


def cancelling_waiting() -> Update:
    """The statement that takes every message out of the queue.

    For a database that is restored from a backup: what waits there was sent meanwhile.
    """
    return update(OutgoingMessage).where(IS_WAITING).values(next_try_at=None, use_by=func.now())


def waiting(now: datetime) -> tuple[int, timedelta]:
    """How many messages wait to be sent or tried again, and how long the oldest has waited."""
    columns = (func.count().label("number"), func.min(OutgoingMessage.made_at).label("oldest"))
    row = reading().execute(select(*columns).where(IS_WAITING)).one()
    return row.number, now - row.oldest if row.oldest else timedelta()


def not_sending_since(now: datetime) -> datetime | None:
    """Since when no worker has sent messages although some wait; None while one does."""
    late = select(func.min(OutgoingMessage.next_try_at)).where(
        OutgoingMessage.next_try_at < now - SILENT_AFTER,
        OutgoingMessage.use_by > now - timedelta(days=1),  # what was of no use long ago alarms nobody
    )
    oldest = reading().scalar(late)
    last_beat = heartbeats.last_beat(heartbeats.OUTBOX)
    if oldest is None or (last_beat is not None and last_beat > now - SILENT_AFTER):
        return None
    return last_beat or oldest
