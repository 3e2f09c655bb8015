"""What the processes of this site count together, and what the database says of how it all stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from kentcare.db import migrate
from kentcare.db.refused import CannotSave
from kentcare.db.session import reading, remove_where, writing
from kentcare.operations.monitoring.models import Throttle
from kentcare.services.heartbeats import records as heartbeats
from kentcare.services.long_forms import records as long_forms
from kentcare.services.messages import records as messages
from kentcare.services.outbox import records as outbox


@dataclass(frozen=True, slots=True)
class Standing:
    """How many there are, and how old is what should be young. An age is None where there was none yet."""

    waiting: int
    oldest_waiting: timedelta
    undelivered: int
    outbox_beat: timedelta | None
    backup: timedelta | None
    drafts: int


def standing(now: datetime) -> Standing | None:
    """None where the database does not answer."""
    try:
        waiting, oldest = outbox.waiting(now)
        return Standing(
            waiting,
            oldest,
            messages.number_undelivered(),
            _age(heartbeats.OUTBOX, now),
            _age(heartbeats.BACKUP, now),
            long_forms.number_of_drafts(),
        )
    except (CannotSave, SQLAlchemyError):
        return None


def _age(name: str, now: datetime) -> timedelta | None:
    beaten = heartbeats.last_beat(name)
    return now - beaten if beaten else None


def what_is_wrong() -> str | None:
    """What keeps the database from being used: `database` or `migration`; None where nothing does."""
    try:
        stands_at = migrate.version_on(reading().connection())
    except (CannotSave, SQLAlchemyError):
        return "database"
    return None if migrate.is_enough(stands_at) else "migration"


def count(mark: str, now: datetime, *, lasts: timedelta, more: int) -> int:
    """Adds to what was counted under a mark, and answers how many that makes. What is over is removed."""
    with writing() as session:
        session.execute(delete(Throttle).where(Throttle.until <= now))
        row = session.get(Throttle, mark)
        if row is None:
            row = Throttle(mark=mark, number=0, until=now + lasts)
            session.add(row)
        row.number += more
        return row.number


def counted(mark: str, now: datetime) -> tuple[int, datetime]:
    """How many there were, and until when they count."""
    row = reading().get(Throttle, mark)
    return (row.number, row.until) if row and row.until > now else (0, now)


def expire(before: datetime, *, write: bool) -> int:
    """Remove counts that were over before, or say how many."""
    old = Throttle.until < before
    return remove_where(Throttle, old, write=write)


def forget(mark: str | None = None) -> int:
    """Begin to count anew: under one mark, or under all of them. Answers how many marks there were."""
    old = delete(Throttle) if mark is None else delete(Throttle).where(Throttle.mark == mark)
    with writing() as session:
        return session.connection().execute(old).rowcount
