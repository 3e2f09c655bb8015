"""A message joins the queue in the same transaction as what it tells of, and a worker takes it from there."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from cryptography.fernet import InvalidToken
from sqlalchemy import ColumnElement, Update, and_, delete, exists, func, or_, select, update

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.rules import ADVOCACY, Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.core.encryption import app_cipher
from kentcare.db.session import reading, remove_where, writing
from kentcare.services.messages import labels
from kentcare.services.messages.models import Heartbeat, OutgoingMessage
from kentcare.services.messages.rules import QUIET_FOR, TAKEN_FOR

_PURPOSE = "kentcare outgoing message"
# An invitation that has reached nobody in a week is not sent any more: whoever invited asks again.
_INVITATION_OF_USE = timedelta(days=7)
_REMINDER_OF_USE = timedelta(days=1)
# What was queued for nobody is of no use from the start, and is cleared away after this.
_FOR_NOBODY = timedelta(minutes=15)
# What beats: the worker that sends, and the copies of everything.
OUTBOX, BACKUP, RETENTION = "outbox", "backup", "retention"

_NOBODY = Address("text", "+440000000000")
_IS_OF_USE = OutgoingMessage.use_by > OutgoingMessage.made_at
_WAITS = OutgoingMessage.next_try_at.is_not(None)


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody will read, and where. A text message has no subject."""

    channel: str
    to: str
    text: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that a worker has taken. `message` is None where it cannot be opened.

    `may_be_out`: another worker took it before and never said what became of it.
    """

    id: int
    ref: str
    kind: str
    message: Message | None
    tries: int
    made_at: datetime
    use_by: datetime
    may_be_out: bool


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message that was given up, for staff: whose it was, and not a word of what was in it."""

    ref: str
    kind: str
    name: str | None
    failed_at: datetime
    failure: str


def queue(
    to: Address,
    text: str,
    *,
    now: datetime,
    use_by: datetime,
    kind: str = "message",
    account: int | None = None,
    subject: str = labels.SUBJECT,
) -> None:
    """`use_by`: after that it is of no use, and is not sent. `account`: whose it is."""
    message = Message(to.channel, to.value, text, subject)
    with writing() as session:
        session.add(
            OutgoingMessage(
                channel=to.channel,
                sealed=app_cipher(_PURPOSE).encrypt(msgspec.json.encode(message)),
                made_at=now,
                use_by=use_by,
                kind=kind,
                account_id=account,
                ref=secrets.token_hex(16),
                next_try_at=now if use_by > now else None,
            )
        )


def invite(person: Person, *, site: str, now: datetime, before: Person | None = None) -> None:
    """Somebody may sign in at `site`, with the addresses that they have now.

    What they had `before` hears of the change only where they said that this is safe.
    """
    words, use_by = labels.invitation(person.language, site), now + _INVITATION_OF_USE
    for address in person.addresses:
        queue(
            address,
            words,
            now=now,
            use_by=use_by,
            kind="invitation",
            account=person.id,
            subject=labels.subject(person.language),
        )
    if before and before.may_tell_old_address:
        tell_old_addresses(before, person, now=now)


def tell_old_addresses(before: Person, person: Person, *, now: datetime) -> None:
    """What somebody had before hears that it is theirs no more."""
    words, use_by = labels.address_changed(before.language), now + _INVITATION_OF_USE
    for address in before.addresses:
        if address not in person.addresses:
            queue(
                address,
                words,
                now=now,
                use_by=use_by,
                kind="address changed",
                account=person.id,
                subject=labels.subject(before.language),
            )


def something_is_due(account: int, now: datetime) -> bool:
    """Tell somebody that something waits on their page. Answers whether they have an address."""
    person = accounts.by_id(account)
    if person is None or person.state == "closed" or not person.addresses:
        return False
    words, use_by = labels.something_is_due(person.language), now + _REMINDER_OF_USE
    queue(person.addresses[0], words, now=now, use_by=use_by, kind="reminder", account=account)
    return True


def queue_for_nobody(text: str, *, now: datetime) -> None:
    """The same work as `queue`, for an address that nobody has. It is of no use from the start.

    Without it, how long an answer takes would tell who has an account.
    """
    with writing() as session:
        session.execute(
            delete(OutgoingMessage).where(~_IS_OF_USE, OutgoingMessage.made_at < now - _FOR_NOBODY)
        )
        queue(_NOBODY, text, now=now, use_by=now)


def latest(most: int) -> Sequence[tuple[datetime, Message]]:
    """The newest messages, for the page of a demonstration where they land."""
    rows = select(OutgoingMessage).where(_IS_OF_USE).order_by(OutgoingMessage.id.desc()).limit(most)
    found = ((row.made_at, _opened(row)) for row in reading().scalars(rows))
    return [(at, message) for at, message in found if message]


# What a worker does


def take(worker: str, now: datetime, most: int) -> Sequence[Outgoing]:
    """The messages that are due. They are with this worker alone, until it is taken for dead."""
    reading().rollback()  # to see the queue as it is now
    due = and_(OutgoingMessage.next_try_at <= now, or_(_IS_FREE, OutgoingMessage.taken_until < now))
    rows = (
        select(OutgoingMessage)
        .where(due)
        .order_by(OutgoingMessage.next_try_at, OutgoingMessage.id)
        .limit(most)
    )
    if reading().scalar(select(exists().where(due))) is not True:
        return []
    with writing() as session:
        found = []
        for row in session.scalars(rows):
            row.ref = row.ref or secrets.token_hex(16)  # one from before there were any
            found.append(_outgoing(row))
            row.taken_by, row.taken_until = worker, now + TAKEN_FOR
            row.tries += 1
        return found


_IS_FREE = OutgoingMessage.taken_by.is_(None)


def _outgoing(row: OutgoingMessage) -> Outgoing:
    return Outgoing(
        row.id,
        row.ref or "",
        row.kind,
        _opened(row),
        row.tries + 1,
        row.made_at,
        row.use_by,
        may_be_out=row.taken_by is not None,
    )


def _opened(row: OutgoingMessage) -> Message | None:
    try:
        return msgspec.json.decode(app_cipher(_PURPOSE).decrypt(row.sealed), type=Message)
    except (InvalidToken, msgspec.MsgspecError):
        return None


def mark_sent(message: int, worker: str, now: datetime) -> None:
    """It is on its way."""
    _say(message, worker, sent_at=now, next_try_at=None)


def put_off(message: int, worker: str, failure: str, until: datetime) -> None:
    """It is tried again."""
    _say(message, worker, failure=failure, next_try_at=until)


def give_up(message: int, worker: str, failure: str, failed_at: datetime | None) -> None:
    """It is not tried any more. Without `failed_at`, nobody has to know."""
    _say(message, worker, failure=failure, failed_at=failed_at, next_try_at=None)


def _say(message: int, worker: str, **what: object) -> None:
    """Only by the worker that has it: one that was taken for dead has no say any more."""
    is_theirs = and_(OutgoingMessage.id == message, OutgoingMessage.taken_by == worker)
    change: Update = update(OutgoingMessage).where(is_theirs).values(taken_by=None, taken_until=None, **what)
    with writing() as session:
        session.execute(change)


def hold_back(now: datetime) -> int:
    """Nothing that waits is sent: what comes out of an old copy has gone out meanwhile."""
    with writing() as session:
        number = session.scalar(select(func.count()).select_from(OutgoingMessage).where(_WAITS)) or 0
        session.execute(update(OutgoingMessage).where(_WAITS).values(next_try_at=None, use_by=now))
        return number


def beat(name: str, now: datetime) -> None:
    """Something that runs by itself says that it runs."""
    with writing() as session:
        session.merge(Heartbeat(name=name, at=now))


def last_beat(name: str) -> datetime | None:
    """When it last said so."""
    return reading().scalar(select(Heartbeat.at).where(Heartbeat.name == name))


# What is told of the queue


def waiting(now: datetime) -> tuple[int, timedelta]:
    """How many messages are due or being tried again, and how long the oldest has waited."""
    row = reading().execute(select(func.count(), func.min(OutgoingMessage.made_at)).where(_WAITS)).one()
    number, oldest = row
    return number, now - oldest if oldest else timedelta()


def quiet_since(now: datetime) -> datetime | None:
    """Since when nobody sends messages although some wait; None while somebody does."""
    late = select(func.min(OutgoingMessage.next_try_at)).where(
        OutgoingMessage.next_try_at < now - QUIET_FOR,
        OutgoingMessage.use_by > now - timedelta(days=1),  # what was of no use long ago alarms nobody
    )
    oldest = reading().scalar(late)
    beaten = last_beat(OUTBOX)
    if oldest is None or (beaten is not None and beaten > now - QUIET_FOR):
        return None
    return beaten or oldest


def number_undelivered() -> int:
    """How many messages were given up, of those that somebody has to know of."""
    rows = select(func.count()).where(OutgoingMessage.failed_at.is_not(None)).select_from(OutgoingMessage)
    return reading().scalar(rows) or 0


def undelivered(viewer: Viewer) -> Sequence[Undelivered]:
    """Those that `viewer` may know of, the newest first."""
    rows = (
        select(OutgoingMessage, Account.name)
        .outerjoin(Account, Account.id == OutgoingMessage.account_id)
        .where(OutgoingMessage.failed_at.is_not(None), _may_know(viewer))
        .order_by(OutgoingMessage.failed_at.desc())
    )
    return [
        Undelivered(row.ref or "", row.kind, name, row.failed_at, row.failure or "")
        for row, name in reading().execute(rows)
        if row.failed_at
    ]


def have_seen(viewer: Viewer, ref: str) -> bool:
    """Somebody has taken care of one that did not arrive. Answers False where there is none of theirs."""
    of_theirs = and_(OutgoingMessage.ref == ref, OutgoingMessage.failed_at.is_not(None), _may_know(viewer))
    with writing() as session:
        row = session.scalar(select(OutgoingMessage).where(of_theirs))
        if row is None:
            return False
        session.delete(row)
        audit.note(Action.CHANGED, viewer, kind="undelivered message", ref=ref[:30])
        return True


def _may_know(viewer: Viewer) -> ColumnElement[bool]:
    """The wall: the advocacy lead knows of messages to advocates, and nobody else does."""
    is_to_an_advocate = exists().where(
        RoleGrant.account_id == OutgoingMessage.account_id,
        RoleGrant.role.in_([role.value for role in ADVOCACY]),
    )
    return is_to_an_advocate if viewer.has(Role.ADVOCACY_LEAD) else ~is_to_an_advocate


def expire(before: datetime, *, keep: Collection[int], write: bool) -> int:
    """Remove messages made before, sent or not, or say how many; those to accounts of `keep` stay."""
    is_kept = and_(OutgoingMessage.account_id.is_not(None), OutgoingMessage.account_id.in_(keep))
    old = and_(OutgoingMessage.made_at < before, ~_WAITS, ~is_kept)
    return remove_where(OutgoingMessage, old, write=write)


def forget_account(account: int) -> None:
    """Every message to somebody whose account goes, also one that waits."""
    with writing() as session:
        session.execute(delete(OutgoingMessage).where(OutgoingMessage.account_id == account))


def held_about(account: int) -> list[dict[str, object]]:
    """The messages to somebody that are still kept."""
    rows = select(OutgoingMessage).where(OutgoingMessage.account_id == account).order_by(OutgoingMessage.id)
    found: list[dict[str, object]] = []
    for row in reading().scalars(rows):
        message = _opened(row)
        words = {"to": message.to, "text": message.text} if message else {}
        found.append({"kind": row.kind, "made_at": row.made_at, "sent_at": row.sent_at, **words})
    return found
