"""A message joins the queue in the same transaction as what it tells of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import select

from kentcare.accounts.addresses import Address
from kentcare.db.session import reading, writing
from kentcare.notify.models import OutgoingMessage
from kentcare.sealing import app_box

_PURPOSE = "kentcare outgoing message"


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody will read, and where."""

    channel: str
    to: str
    text: str


def queue(to: Address, text: str, *, now: datetime, use_by: datetime) -> None:
    """`use_by`: after that it is of no use, and is not sent."""
    sealed = app_box(_PURPOSE).encrypt(msgspec.json.encode(Message(to.channel, to.value, text)))
    with writing() as session:
        session.add(OutgoingMessage(channel=to.channel, sealed=sealed, made_at=now, use_by=use_by))


def latest(most: int) -> Sequence[tuple[datetime, Message]]:
    """The newest messages, for the page of a demonstration where they land."""
    box = app_box(_PURPOSE)
    rows = select(OutgoingMessage).order_by(OutgoingMessage.id.desc()).limit(most)
    return [
        (row.made_at, msgspec.json.decode(box.decrypt(row.sealed), type=Message))
        for row in reading().scalars(rows)
    ]
