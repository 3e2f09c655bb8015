"""Counts that all processes of the site share, and the state of the site as the database knows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, delete
from sqlalchemy.exc import SQLAlchemyError

from kentcare.db import migrate, subjects
from kentcare.db.refused import CannotSave
from kentcare.db.session import reading, remove_where, sweep, writing
from kentcare.db.writable import is_writable
from kentcare.operations.monitoring.models import Throttle
from kentcare.services.file_inspection import records as inspection
from kentcare.services.heartbeats import records as heartbeats
from kentcare.services.long_forms import records as long_forms
from kentcare.services.messages import records as messages
from kentcare.services.outbox import records as outbox

_COUNT_WAITS = 0.2  # seconds


@dataclass(frozen=True, slots=True)
class SiteHealth:
    """What an alarm can be raised on. An age is None where the thing has never happened.

    `waiting`: messages that are due. `oldest_waiting`: how long the oldest of them has waited. `undelivered`:
    messages that were given up. `outbox_beat`: since a process that sends said that it runs. `backup`: since
    the last backup. `drafts`: forms that were begun and not sent. `files_waiting`: files that nobody has
    looked at yet. `oldest_file_waiting`: how long the oldest of them has waited.
    """

    waiting: int
    oldest_waiting: timedelta
    undelivered: int
    outbox_beat: timedelta | None
    backup: timedelta | None
    drafts: int
    files_waiting: int
    oldest_file_waiting: timedelta


def site_health(now: datetime) -> SiteHealth | None:
    """The state at a moment; None where the database does not answer."""
    try:
        waiting, oldest = outbox.waiting(now)
        files_waiting, oldest_file = inspection.waiting(now)
        return SiteHealth(
            waiting=waiting,
            oldest_waiting=oldest,
            undelivered=messages.number_undelivered(),
            outbox_beat=_age(heartbeats.OUTBOX, now),
            backup=_age(heartbeats.BACKUP, now),
            drafts=long_forms.number_of_drafts(),
            files_waiting=files_waiting,
            oldest_file_waiting=oldest_file,
        )
    except (CannotSave, SQLAlchemyError):
        return None


def _age(name: str, now: datetime) -> timedelta | None:
    beaten = heartbeats.last_beat(name)
    return now - beaten if beaten else None


def what_is_wrong() -> str | None:
    """Why the database cannot be used; None where it can be.

    “database” where it does not answer, “migration” where it is too old, “storage” where it takes no changes.
    """
    try:
        connection = reading().connection()
        stands_at, writable = migrate.version_on(connection), is_writable(connection)
    except (CannotSave, SQLAlchemyError):
        return "database"
    if not migrate.is_enough(stands_at):
        return "migration"
    return None if writable else "storage"


def count(key_hash: str, now: datetime, *, lasts: timedelta, more: int) -> int:
    """Add to the count under a key, and return how many that makes. Counts whose time is over are removed.

    `lasts`: for how long a new count is kept. Raises CannotSave after a moment: nobody waits to be counted.
    """
    with writing(subjects.counter(key_hash), wait=_COUNT_WAITS) as session:
        session.execute(delete(Throttle).where(Throttle.key_hash == key_hash, Throttle.until <= now))
        sweep(Throttle, and_(Throttle.key_hash != key_hash, Throttle.until <= now))
        row = session.get(Throttle, key_hash)
        if row is None:
            row = Throttle(key_hash=key_hash, number=0, until=now + lasts)
            session.add(row)
        row.number += more
        return row.number


def counted(key_hash: str, now: datetime) -> tuple[int, datetime]:
    """The count under a key, and until when it is kept; 0 and `now` where there is none."""
    row = reading().get(Throttle, key_hash)
    return (row.number, row.until) if row and row.until > now else (0, now)


def expire(before: datetime, *, write: bool) -> int:
    """Remove the counts that were over before a moment, or without `write` only count them."""
    old = Throttle.until < before
    return remove_where(Throttle, old, write=write)


def forget(key_hash: str | None = None) -> int:
    """Remove the count under a key, or all counts. Returns how many there were."""
    old = delete(Throttle) if key_hash is None else delete(Throttle).where(Throttle.key_hash == key_hash)
    with writing() as session:
        return session.connection().execute(old).rowcount
