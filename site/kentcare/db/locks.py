"""Takes the locks of a writing transaction on PostgreSQL. SQLite has one writer at a time, and needs none."""

import logging
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from sqlalchemy import text
from sqlalchemy.orm import Session

from kentcare.db.refused import DatabaseBusy
from kentcare.db.subjects import TABLES, Kind, Subject

log = logging.getLogger("kentcare.db.locks")

# Under this key a session keeps the subjects that its transaction has locked.
_HELD = "kentcare_locked"
_ROWS_AT_ONCE = 1000


def held(session: Session) -> frozenset[Subject]:
    """The subjects that the transaction of a session has locked."""
    found: frozenset[Subject] = session.info.get(_HELD, frozenset())
    return found


def set_held(session: Session, subjects: frozenset[Subject]) -> None:
    """Say what is locked now: what a savepoint locked is free again when it is rolled back."""
    session.info[_HELD] = subjects


def take(session: Session, wanted: Iterable[Subject | None]) -> None:
    """Lock subjects until the transaction ends, and let everything be read again that was read before.

    None among them is nothing to lock. What would be taken out of order is taken only if it is free, since to
    wait for it could be to wait for ever. Raises DatabaseBusy where it is not free.
    """
    before = held(session)
    new = sorted({one for one in wanted if one} - before, key=lambda one: one.order)
    if not new:
        return
    is_late = bool(before) and new[0].order < max(one.order for one in before)
    if is_late:
        log.warning(
            "locked out of order: %s after %s", new[0].kind.name, max(one.kind for one in before).name
        )
    if session.get_bind().dialect.name == "postgresql":
        for kind, subjects in groupby(new, key=lambda one: one.kind):
            _take(session, kind, [one.key for one in subjects], waits=not is_late)
        session.expire_all()
    set_held(session, before | frozenset(new))


def _take(session: Session, kind: Kind, keys: Collection[int], *, waits: bool) -> None:
    if kind in TABLES:
        taken = all(_take_rows(session, TABLES[kind], part, waits=waits) for part in _parts(list(keys)))
    else:
        function = "pg_advisory_xact_lock" if waits else "pg_try_advisory_xact_lock"
        calls = ", ".join(f"{function}({key})" for key in keys)
        row = session.connection().exec_driver_sql(f"SELECT {calls}").one()
        taken = waits or all(row)
    if not taken:
        raise DatabaseBusy("Somebody else has locked what is needed next. Nothing was saved.")


def _parts(keys: list[int]) -> Iterator[list[int]]:
    return (keys[first : first + _ROWS_AT_ONCE] for first in range(0, len(keys), _ROWS_AT_ONCE))


def _take_rows(session: Session, table: str, ids: list[int], *, waits: bool) -> bool:
    """Lock rows in the order of their ids, and say whether that was done. One that is gone needs no lock.

    Rows that refer to them can still be added by others: NO KEY.
    """
    words = f"SELECT id FROM {table} WHERE id = ANY(:ids) ORDER BY id FOR NO KEY UPDATE"  # noqa: S608  # ours
    if waits:
        session.connection().execute(text(words), {"ids": ids})
        return True
    every = text(f"SELECT id FROM {table} WHERE id = ANY(:ids)")  # noqa: S608  # ours
    there = session.connection().execute(every, {"ids": ids}).all()
    return len(session.connection().execute(text(f"{words} SKIP LOCKED"), {"ids": ids}).all()) == len(there)
