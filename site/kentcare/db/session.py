"""The database session, for reading and for writing. Only a room's records.py may import this module."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from kentcare.db.engine import WAITS, WRITES
from kentcare.db.model import Model
from kentcare.db.refused import reason_of

db = SQLAlchemy(metadata=Model.metadata)


class ChangedOutsideWriting(Exception):
    """A row was changed before `writing()` began, so the change may rest on data that is out of date."""


def reading() -> Session:
    """The session of this request, read-only: the database as it was at the request's first query."""
    return db.session()


@contextmanager
def writing(*, wait: float | None = None) -> Iterator[Session]:
    """The only way to write: everything inside is saved together, or nothing is.

    No other writer can come between what is read inside and what is saved. One `writing()` may be used inside
    another: the outer one saves, and an inner one that fails undoes its own part only.

    `wait`: for how many seconds it may wait for another writer, where that is not as long as usual.
    """
    session = db.session()
    if session.info.get(WRITES):
        with session.begin_nested():
            yield session
        return
    _stop_reading(session)
    try:
        session.connection(execution_options={WRITES: True} | ({} if wait is None else {WAITS: wait}))
        session.info[WRITES] = True
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


def remove_where(table: type[Model], which: ColumnElement[bool], *, write: bool) -> int:
    """Delete the rows that match, and return how many; without `write`, only count them."""
    number = reading().scalar(select(func.count()).select_from(table).where(which)) or 0
    if write and number:
        with writing() as session:
            session.execute(delete(table).where(which))
    return number


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
