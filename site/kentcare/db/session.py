"""Reading and writing. Only a domain's records.py may import this module."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from kentcare.db.engine import WRITES
from kentcare.db.model import Model
from kentcare.db.refused import reason_of

db = SQLAlchemy(metadata=Model.metadata)


class ChangedOutsideWriting(Exception):
    """A row was changed before `writing()` began, so the change rests on what may no longer be true."""


def reading() -> Session:
    """The request's session: the database as it was when the request first looked, not to be changed."""
    return db.session()


@contextmanager
def writing() -> Iterator[Session]:
    """The only way to write: everything inside is saved together, or nothing is.

    No other writer can come between what is read inside and what is saved. One `writing()` may be used inside
    another: the outer one saves, and an inner one that fails undoes its own part only.
    """
    session = db.session()
    if session.info.get(WRITES):
        with session.begin_nested():
            yield session
        return
    _stop_reading(session)
    try:
        session.connection(execution_options={WRITES: True})
        session.info[WRITES] = True
        yield session
        session.commit()
    except OperationalError as error:
        _roll_back(session)
        if reason := reason_of(error):
            raise reason("Nothing was saved.") from error
        raise
    except BaseException:
        _roll_back(session)
        raise
    finally:
        session.info.pop(WRITES, None)


def remove_where(table: type[Model], which: ColumnElement[bool], *, write: bool) -> int:
    """Remove the rows for which this is so; without `write`, only say how many there are."""
    number = reading().scalar(select(func.count()).select_from(table).where(which)) or 0
    if write and number:
        with writing() as session:
            session.execute(delete(table).where(which))
    return number


def _stop_reading(session: Session) -> None:
    """Ends what was read so far: it will be read again, as it is now."""
    if session.new or session.dirty or session.deleted:
        raise ChangedOutsideWriting("Change rows inside `with writing():`, not before it.")
    session.rollback()


def _roll_back(session: Session) -> None:
    """A line that is cut cannot be told anything; what was on it is undone at the other end."""
    try:
        session.rollback()
    except OperationalError:
        session.invalidate()
