"""The database session, for reading and for writing. Only a room's records.py may import this module."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ColumnElement, Select, delete, func, select, tuple_
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from kentcare.db import locks
from kentcare.db.engine import WAITS, WRITES
from kentcare.db.model import Model
from kentcare.db.refused import reason_of
from kentcare.db.subjects import Subject

db = SQLAlchemy(metadata=Model.metadata)
RowsT = TypeVar("RowsT", bound=Select[Any])
# So many rows are removed in one transaction: on SQLite every other writer waits for it.
_REMOVED_AT_ONCE = 1000


class ChangedOutsideWriting(Exception):
    """A row was changed before `writing()` began, so the change may rest on data that is out of date."""


def reading() -> Session:
    """The session of this request, read-only: the database as it was at the request's first query."""
    return db.session()


@contextmanager
def writing(*subjects: Subject | None, wait: float | None = None) -> Iterator[Session]:
    """The only way to write: everything inside is saved together, or nothing is.

    `subjects`: what is checked inside and must still be so when it is saved. No other writer that names one
    of them can come between; any other may, on PostgreSQL. Without a subject, only add rows, or change rows
    by conditions that stand in the statement itself, or that `locked` has read.

    One `writing()` may be used inside another: the outer one saves, and an inner one that fails undoes its
    own part only. Name in the outer one what the inner ones name, or locks are taken out of order. None
    among the subjects is nothing to lock.

    `wait`: for how many seconds it may wait for another writer, where that is not as long as usual.
    """
    session = db.session()
    if session.info.get(WRITES):
        with _inside(session, subjects):
            yield session
        return
    _stop_reading(session)
    try:
        session.connection(execution_options={WRITES: True} | ({} if wait is None else {WAITS: wait}))
        session.info[WRITES] = True
        locks.take(session, subjects)
        yield session
        session.commit()
    except DBAPIError as error:
        _roll_back(session)
        if reason := reason_of(error, is_writing=True):
            raise reason("Nothing was saved.") from error
        raise
    except BaseException:
        _roll_back(session)
        raise
    finally:
        session.info.pop(WRITES, None)
        locks.set_held(session, frozenset())


@contextmanager
def _inside(session: Session, subjects: tuple[Subject | None, ...]) -> Iterator[None]:
    """A part of a transaction that is undone by itself where it fails, with the locks that it took."""
    before = locks.held(session)
    try:
        with session.begin_nested():
            locks.take(session, subjects)
            yield
    except BaseException:
        locks.set_held(session, before)
        raise


def locked(rows: RowsT) -> RowsT:
    """The query with its rows locked until the transaction ends, and read as they are once they are.

    On PostgreSQL it waits for whoever is changing one of them, and leaves out what does not match any more.
    """
    return rows.with_for_update(key_share=True).execution_options(populate_existing=True)


def free(rows: RowsT) -> RowsT:
    """The query without the rows that somebody else has locked, and with the others locked."""
    return rows.with_for_update(key_share=True, skip_locked=True).execution_options(populate_existing=True)


def sweep(table: type[Model], which: ColumnElement[bool]) -> None:
    """Delete old rows on the way, in the transaction of whoever calls; what somebody else sweeps is left."""
    with writing() as session:
        key = tuple_(*table.__mapper__.primary_key)
        session.execute(
            delete(table).where(key.in_(free(select(*table.__mapper__.primary_key).where(which))))
        )


def remove_where(table: type[Model], which: ColumnElement[bool], *, write: bool) -> int:
    """Delete the rows that match, and return how many; without `write`, only count them.

    They are deleted a thousand at a time, each thousand for itself unless the caller has begun to write.
    """
    if not write:
        return reading().scalar(select(func.count()).select_from(table).where(which)) or 0
    number = 0
    while ids := reading().execute(_keys(table, which)).all():
        with writing() as session:
            number += (
                session.connection().execute(delete(table).where(_is_one_of(table, ids), which)).rowcount
            )
        if len(ids) < _REMOVED_AT_ONCE:
            break
    return number


def _keys(table: type[Model], which: ColumnElement[bool]) -> Select[Any]:
    return select(*table.__mapper__.primary_key).where(which).limit(_REMOVED_AT_ONCE)


def _is_one_of(table: type[Model], keys: Any) -> ColumnElement[bool]:
    return tuple_(*table.__mapper__.primary_key).in_([tuple(key) for key in keys])


def _stop_reading(session: Session) -> None:
    """End the read-only transaction, so that everything is read again inside the writing one."""
    if session.new or session.dirty or session.deleted:
        raise ChangedOutsideWriting("Change rows inside `with writing():`, not before it.")
    session.rollback()


def _roll_back(session: Session) -> None:
    """Roll back, or drop a connection that is cut: the database then rolls back by itself."""
    try:
        session.rollback()
    except DBAPIError:
        session.invalidate()
