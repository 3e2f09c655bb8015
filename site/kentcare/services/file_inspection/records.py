"""The files that wait, as whoever looks at them sees them: taking one, and saving what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from kentcare.db.session import free, locked, reading, writing
from kentcare.services.file_inspection.rules import FAIR_OVER, LEASE_LASTS
from kentcare.services.files import records as files
from kentcare.services.files.models import StoredFile
from kentcare.services.files.rules import MOST_BYTES_OF_A_FORM, FileRefused, Refusal, shown_name

# Tells the sender of a file of a record, by their account and its ref, that it was not kept.
Tell = Callable[[int, str, datetime], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that somebody has taken to look at. `worker`: under what name; `tries`: counts this one."""

    id: int
    key: str
    sha256: str
    worker: str
    tries: int


def take(worker: str, now: datetime) -> Taken | None:
    """Take one file that waits. No other worker gets it until the lease is over. None where there is none.

    Senders take turns: one whose file is being looked at waits, and whoever sent fewer comes first.
    """
    reading().rollback()  # to see what waits now
    rows = select(StoredFile).where(_is_free(now)).order_by(_sent_before(now), StoredFile.id).limit(1)
    if reading().scalar(rows) is None:
        return None
    with writing() as session:
        row = session.scalars(free(rows)).first()
        if row is None:
            return None
        row.taken_by, row.not_before = worker, now + LEASE_LASTS
        row.tries += 1
        return Taken(id=row.id, key=row.key, sha256=row.sha256, worker=worker, tries=row.tries)


def _is_free(now: datetime) -> ColumnElement[bool]:
    other = aliased(StoredFile)
    theirs = and_(other.is_waiting, other.taken_by.is_not(None), other.not_before > now)
    is_due = or_(StoredFile.not_before.is_(None), StoredFile.not_before <= now)
    return and_(StoredFile.is_waiting, is_due, ~exists().where(theirs, _same_sender(other)))


def _sent_before(now: datetime) -> ColumnElement[int]:
    """How many files the sender of a file sent shortly before it."""
    other = aliased(StoredFile)
    earlier = and_(other.id < StoredFile.id, other.made_at > now - FAIR_OVER)
    return select(func.count(other.id)).where(earlier, _same_sender(other)).scalar_subquery()


def _same_sender(other: type[StoredFile]) -> ColumnElement[bool]:
    return or_(
        other.account_id == StoredFile.account_id,
        other.browser_mark == StoredFile.browser_mark,
    )


def keep(taken: Taken, content: bytes, media_type: str) -> None:
    """Save what was made of a file, and remove it as it came.

    Does nothing where it was removed meanwhile, or where another worker has taken it since. Raises
    FileRefused where it would be too much for its form, and CannotSave.
    """
    key = files.put_cleaned(content)
    try:
        is_kept = _save_kept(taken, key, content, media_type)
    except BaseException:
        files.clear_away([key])
        raise
    files.clear_away([taken.key if is_kept else key])


def _save_kept(taken: Taken, key: str, content: bytes, media_type: str) -> bool:
    with writing() as session:
        row = session.scalars(locked(_mine(taken))).one_or_none()
        if row is None:
            return False
        _refuse_too_much(row, len(content))
        row.key, row.media_type, row.size = key, media_type, len(content)
        row.sha256, row.name = sha256(content).hexdigest(), shown_name(row.name, media_type)
        _end(row)
        return True


def _refuse_too_much(row: StoredFile, size: int) -> None:
    others = and_(
        StoredFile.kind == row.kind,
        StoredFile.about == row.about,
        ~StoredFile.is_waiting,
        StoredFile.refusal.is_(None),
    )
    if (reading().scalar(select(func.sum(StoredFile.size)).where(others)) or 0) + size > MOST_BYTES_OF_A_FORM:
        raise FileRefused(Refusal.TOO_MUCH)


def refuse(taken: Taken, reason: Refusal, now: datetime, tell: Mapping[str, Tell]) -> None:
    """Save why a file is not kept, and remove it. Raises CannotSave.

    `tell`: how its sender hears of it, by the kind of the record with which it was sent.
    """
    with writing() as session:
        row = session.scalars(locked(_mine(taken))).one_or_none()
        if row is None:
            return
        row.refusal = reason.value
        _end(row)
        if row.account_id is not None and row.kind in tell:
            tell[row.kind](row.account_id, row.about, now)
    files.clear_away([taken.key])


def put_back(taken: Taken, until: datetime, *, counts: bool) -> None:
    """Let a file wait until a moment, for anybody. `counts`: whether this was one of its tries."""
    with writing() as session:
        row = session.scalars(locked(_mine(taken))).one_or_none()
        if row is not None:
            row.taken_by, row.not_before = None, until
            row.tries -= 0 if counts else 1


def is_held(taken: Taken) -> bool:
    """Whether a file still waits and is with whoever took it: not removed, and not taken by another."""
    reading().rollback()  # to see what is so now
    return reading().scalar(_mine(taken)) is not None


def _mine(taken: Taken) -> Select[StoredFile]:
    which = (StoredFile.id == taken.id) & (StoredFile.taken_by == taken.worker) & StoredFile.is_waiting
    return select(StoredFile).where(which)


def _end(row: StoredFile) -> None:
    row.is_waiting, row.taken_by, row.not_before = False, None, None


def waiting(now: datetime) -> tuple[int, timedelta]:
    """How many files wait to be looked at, and how long the oldest has waited."""
    columns = (func.count().label("number"), func.min(StoredFile.made_at).label("oldest"))
    row = reading().execute(select(*columns).where(StoredFile.is_waiting)).one()
    return row.number, now - row.oldest if row.oldest else timedelta()
