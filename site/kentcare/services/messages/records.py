"""Queueing messages: one joins the queue in the transaction of what it is about, and the outbox sends it."""

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from cryptography.fernet import InvalidToken
from sqlalchemy import ColumnElement, and_, delete, exists, func, select, update

from kentcare.accounts.accounts import records as accounts
from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.models import Account, RoleGrant
from kentcare.accounts.accounts.records import Person
from kentcare.accounts.accounts.rules import ADVOCACY, Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.core.encryption import app_cipher
from kentcare.db.session import locked, reading, remove_where, sweep, writing
from kentcare.services.messages import labels
from kentcare.services.messages.models import OutgoingMessage

_PURPOSE = "kentcare outgoing message"
# An invitation that has reached nobody in a week is not sent any more: whoever invited asks again.
_INVITATION_LASTS = timedelta(days=7)
_REMINDER_LASTS = timedelta(days=1)
_ANSWER_LASTS = timedelta(days=7)
# How long a decoy is kept.
_DECOY_LASTS = timedelta(minutes=15)
# No telephone has this number.
_NOBODY = Address("text", "+440000000000")
_IS_DECOY = OutgoingMessage.use_by <= OutgoingMessage.made_at
# In the queue: neither sent nor given up.
IS_WAITING = OutgoingMessage.next_try_at.is_not(None)


@dataclass(frozen=True, slots=True)
class Message:
    """A message as its reader gets it. `channel` is "text" or "email"; a text message has no subject."""

    channel: str
    to: str
    text: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message that was given up, as staff see it: who it was for, and not a word of what it said."""

    ref: str
    kind: str
    name: str | None
    failed_at: datetime
    failure: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a message: when it was sent, or when it was given up. Neither: it waits, or was let go.

    `waits`: it is still in the queue.
    """

    channel: str
    sent_at: datetime | None
    failed_at: datetime | None
    waits: bool


def queue(
    to: Address,
    text: str,
    *,
    now: datetime,
    use_by: datetime,
    kind: str = "message",
    account: int | None = None,
    subject: str = labels.SUBJECT,
) -> str:
    """Queue a message inside the transaction of whoever calls, and return its ref.

    `use_by`: after this it is not sent. `account`: who it is for, if they have one. A text message is sent
    without its `subject`.
    """
    message, ref = Message(to.channel, to.value, text, subject), secrets.token_hex(16)
    with writing() as session:
        session.add(
            OutgoingMessage(
                channel=to.channel,
                encrypted=app_cipher(_PURPOSE).encrypt(msgspec.json.encode(message)),
                made_at=now,
                use_by=use_by,
                kind=kind,
                account_id=account,
                ref=ref,
                next_try_at=now if use_by > now else None,
            )
        )
    return ref


def open_message(row: OutgoingMessage) -> Message | None:
    """The message of a row; None where it cannot be decrypted or read."""
    try:
        return msgspec.json.decode(app_cipher(_PURPOSE).decrypt(row.encrypted), type=Message)
    except (InvalidToken, msgspec.MsgspecError):
        return None


def invite(
    person: Person, *, site: str, now: datetime, before: Person | None = None, is_safe: bool = False
) -> None:
    """Tell `person`, at every address of theirs, that they may sign in at `site`, an absolute URL.

    `before`: who they were until now. Their old addresses are told of the change where they have said that
    this is safe, or where whoever invites them says so: `is_safe`.
    """
    words, use_by = labels.invitation(person.language, site), now + _INVITATION_LASTS
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
    if before and (is_safe or before.may_tell_old_address):
        notify_old_addresses(before, person, now=now)


def notify_old_addresses(before: Person, person: Person, *, now: datetime) -> None:
    """Tell each address that `before` had and `person` no longer has that the account uses another now."""
    words, use_by = labels.address_changed(before.language), now + _INVITATION_LASTS
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


def tell_of_invited_again(person: Person, by: Viewer, now: datetime) -> None:
    """Tell every service manager but the inviter that somebody was invited again, so that they speak to them.

    Not of an advocate: the council does not learn who they are.
    """
    if not person.roles.isdisjoint(ADVOCACY):
        return
    for manager in accounts.with_role(Role.SERVICE_MANAGER):
        if manager.id not in (by.id, person.id) and manager.addresses:
            queue(
                manager.addresses[0],
                labels.invited_again(),
                now=now,
                use_by=now + _INVITATION_LASTS,
                kind="invited again",
                account=manager.id,
            )


def queue_reminder(account: int, now: datetime) -> bool:
    """Tell somebody that something is due on their page.

    Returns False, and queues nothing, where the account is closed or has no address.
    """
    return _queue_about_page(account, labels.something_is_due, "reminder", now, _REMINDER_LASTS)


def queue_answered(account: int, now: datetime) -> bool:
    """Tell somebody that they were answered, without a word of the answer.

    Returns False, and queues nothing, where the account is closed or has no address.
    """
    return _queue_about_page(account, labels.somebody_answered, "answer", now, _ANSWER_LASTS)


def _queue_about_page(
    account: int, words_in: Callable[[str], str], kind: str, now: datetime, lasts: timedelta
) -> bool:
    person = accounts.by_id(account)
    if person is None or person.state == "closed" or not person.addresses:
        return False
    words = words_in(person.language)
    queue(person.addresses[0], words, now=now, use_by=now + lasts, kind=kind, account=account)
    return True


def withdraw(account: int, made_at: datetime) -> bool:
    """Remove a message that something is due or was answered, queued at a moment and not sent yet.

    For a decision that is taken back. Returns False where it is gone already.
    """
    which = and_(
        OutgoingMessage.account_id == account,
        OutgoingMessage.kind.in_(("reminder", "answer")),
        OutgoingMessage.made_at == made_at,
        IS_WAITING,
    )
    return bool(remove_where(OutgoingMessage, which, write=True))


def queue_decoy(text: str, *, now: datetime) -> None:
    """Do the work of `queue` for an address that nobody has, with a message that is never sent.

    Without it, the time that an answer takes would tell who has an account.
    """
    with writing():
        sweep(OutgoingMessage, and_(_IS_DECOY, OutgoingMessage.made_at < now - _DECOY_LASTS))
        queue(_NOBODY, text, now=now, use_by=now)


def latest(limit: int) -> Sequence[tuple[datetime, Message]]:
    """The newest messages and when each was made, for the page on which a demonstration shows them."""
    rows = select(OutgoingMessage).where(~_IS_DECOY).order_by(OutgoingMessage.id.desc()).limit(limit)
    found = ((row.made_at, open_message(row)) for row in reading().scalars(rows))
    return [(at, message) for at, message in found if message]


def deliveries(refs: Collection[str]) -> dict[str, Delivery]:
    """What became of each of these messages, by its ref. What was removed since is missing."""
    rows = select(OutgoingMessage).where(OutgoingMessage.ref.in_(refs))
    return {
        row.ref: Delivery(
            channel=row.channel,
            sent_at=row.sent_at,
            failed_at=row.failed_at,
            waits=row.next_try_at is not None,
        )
        for row in reading().scalars(rows)
        if row.ref
    }


def lock(refs: Collection[str]) -> None:
    """Lock these messages until the transaction ends, as the decision to cancel them depends on others."""
    rows = select(OutgoingMessage.id).where(OutgoingMessage.ref.in_(refs)).order_by(OutgoingMessage.id)
    reading().scalars(locked(rows)).all()


def cancel(refs: Collection[str], now: datetime) -> None:
    """Take those of these messages that still wait out of the queue. Nobody is told that they did not go."""
    still_waits = and_(OutgoingMessage.ref.in_(refs), IS_WAITING)
    with writing() as session:
        session.execute(update(OutgoingMessage).where(still_waits).values(next_try_at=None, use_by=now))


# What did not arrive


def number_undelivered() -> int:
    """How many messages were given up, of those that staff have to know of."""
    rows = select(func.count()).where(OutgoingMessage.failed_at.is_not(None)).select_from(OutgoingMessage)
    return reading().scalar(rows) or 0


def undelivered(viewer: Viewer) -> Sequence[Undelivered]:
    """The messages given up of which `viewer` may know, the newest first."""
    rows = (
        select(OutgoingMessage, Account.name)
        .outerjoin(Account, Account.id == OutgoingMessage.account_id)
        .where(OutgoingMessage.failed_at.is_not(None), visible_to(viewer))
        .order_by(OutgoingMessage.failed_at.desc())
    )
    return [
        Undelivered(
            ref=row.ref or "", kind=row.kind, name=name, failed_at=row.failed_at, failure=row.failure or ""
        )
        for row, name in reading().execute(rows)
        if row.failed_at
    ]


def dismiss(viewer: Viewer, ref: str) -> bool:
    """Remove a message that did not arrive once `viewer` has taken care of it.

    Returns False where there is none of this ref that they may know of.
    """
    is_theirs = and_(OutgoingMessage.ref == ref, OutgoingMessage.failed_at.is_not(None), openable_by(viewer))
    with writing() as session:
        row = session.scalar(locked(select(OutgoingMessage).where(is_theirs)))
        if row is None:
            return False
        session.delete(row)
        audit.note(Action.CHANGED, viewer, kind="undelivered message", ref=ref[:30])
        return True


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Which messages the viewer's list of those that did not arrive may show.

    Advocacy isolation: messages to advocates are known to the advocacy lead, and to nobody else.
    """
    is_to_an_advocate = exists().where(
        RoleGrant.account_id == OutgoingMessage.account_id,
        RoleGrant.role.in_([role.value for role in ADVOCACY]),
    )
    return is_to_an_advocate if viewer.has(Role.ADVOCACY_LEAD) else ~is_to_an_advocate


def openable_by(viewer: Viewer) -> ColumnElement[bool]:
    """Which messages the viewer may take care of: today exactly those that their list shows."""
    return visible_to(viewer)


# What is kept, and for how long


def expire(before: datetime, *, keep: Collection[int], write: bool) -> int:
    """Remove messages made before a moment that are sent or given up, and return how many there are.

    Messages to the accounts of `keep` stay. Without `write` nothing is removed.
    """
    is_kept = and_(OutgoingMessage.account_id.is_not(None), OutgoingMessage.account_id.in_(keep))
    old = and_(OutgoingMessage.made_at < before, ~IS_WAITING, ~is_kept)
    return remove_where(OutgoingMessage, old, write=write)


def forget_account(account: int) -> None:
    """Remove every message to somebody whose account is removed, even one that still waits to be sent."""
    with writing() as session:
        session.execute(delete(OutgoingMessage).where(OutgoingMessage.account_id == account))


def held_about(account: int) -> list[dict[str, object]]:
    """The messages to somebody that are still kept, for the export of their data."""
    rows = select(OutgoingMessage).where(OutgoingMessage.account_id == account).order_by(OutgoingMessage.id)
    found: list[dict[str, object]] = []
    for row in reading().scalars(rows):
        message = open_message(row)
        words = {"to": message.to, "text": message.text} if message else {}
        found.append({"kind": row.kind, "made_at": row.made_at, "sent_at": row.sent_at, **words})
    return found
