"""What a request asked of the database, and what it changed there."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event, inspect, text

from kentcare.db.session import db

# What looking may write: that it was looked at, and that somebody is still there.
MAY_CHANGE = {"audit_event", "sign_in"}


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def note(*args: object) -> None:
        asked.append(str(args[2]))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def checksums(app: Flask) -> dict[str, str]:
    """What every table holds, but the two in which a refusal and a look are written down."""
    with app.app_context(), db.engine.connect() as connection:
        found = {}
        for table in set(inspect(connection).get_table_names()) - MAY_CHANGE:
            rows = connection.execute(text(f'SELECT * FROM "{table}"')).all()  # noqa: S608  # a table of ours
            found[table] = hashlib.sha256(repr(sorted(map(repr, rows))).encode()).hexdigest()
        return found
