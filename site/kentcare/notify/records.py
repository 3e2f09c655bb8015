"""A message joins the queue in the same transaction as what it tells of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import delete, func, select

from kentcare.accounts.addresses import Address
from kentcare.accounts.records import Person
from kentcare.db.session import reading, writing
from kentcare.notify import wording
from kentcare.notify.models import OutgoingMessage
from kentcare.sealing import app_box

_PURPOSE = "kentcare outgoing message"
# A message that has waited longer than this has nobody who sends it.
_SENT_WITHIN = timedelta(minutes=15)
# An invitation that has reached nobody in a week is not sent any more: whoever invited asks again.
_INVITATION_OF_USE = timedelta(days=7)


_NOBODY = Address("text", "+440000000000")
_IS_OF_USE = OutgoingMessage.use_by > OutgoingMessage.made_at


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


def number_waiting(now: datetime) -> int:
    """How many messages nobody has sent for a while, of those that are of use or were a day ago."""
    late = select(func.count()).where(
        OutgoingMessage.sent_at.is_(None),
        _IS_OF_USE,
        OutgoingMessage.made_at < now - _SENT_WITHIN,
        OutgoingMessage.use_by > now - timedelta(days=1),
    )
    return reading().scalar(late.select_from(OutgoingMessage)) or 0


def invite(person: Person, *, site: str, now: datetime, before: Person | None = None) -> None:
    """Somebody may sign in at `site`, with the addresses that they have now.

    What they had `before` hears of the change only where they said that this is safe.
    """
    use_by = now + _INVITATION_OF_USE
    for address in person.addresses:
        queue(address, wording.invitation(person.language, site), now=now, use_by=use_by)
    if before and before.may_tell_old_address:
        tell_old_addresses(before, person, now=now)


def tell_old_addresses(before: Person, person: Person, *, now: datetime) -> None:
    """What somebody had before hears that it is theirs no more."""
    use_by = now + _INVITATION_OF_USE
    for address in before.addresses:
        if address not in person.addresses:
            queue(address, wording.address_changed(before.language), now=now, use_by=use_by)


def queue_for_nobody(text: str, *, now: datetime) -> None:
    """The same work as `queue`, for an address that nobody has. It is of no use from the start.

    Without it, how long an answer takes would tell who has an account.
    """
    with writing() as session:
        session.execute(
            delete(OutgoingMessage).where(~_IS_OF_USE, OutgoingMessage.made_at < now - _SENT_WITHIN)
        )
        queue(_NOBODY, text, now=now, use_by=now)


def latest(most: int) -> Sequence[tuple[datetime, Message]]:
    """The newest messages, for the page of a demonstration where they land."""
    box = app_box(_PURPOSE)
    rows = select(OutgoingMessage).where(_IS_OF_USE).order_by(OutgoingMessage.id.desc()).limit(most)
    return [
        (row.made_at, msgspec.json.decode(box.decrypt(row.sealed), type=Message))
        for row in reading().scalars(rows)
    ]
