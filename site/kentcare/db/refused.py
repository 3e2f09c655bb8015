"""Failures of the database that pass by themselves: nothing was saved, and trying again is safe."""

from sqlalchemy.exc import DBAPIError, OperationalError


class CannotSave(Exception):
    """The database saved nothing, for a reason that passes by itself. Trying again is safe."""


class DatabaseBusy(CannotSave):
    """The database was locked by another writer for longer than a writer waits."""


class DiskFull(CannotSave):
    """The disk of the database is full."""


class NotWritable(CannotSave):
    """The database can be read and takes no changes: it, or its file, was made read-only."""


class DatabaseAway(CannotSave):
    """The connection to the database was cut, or could not be made.

    If it was cut during a commit, nobody here can tell whether the commit succeeded.
    """


# By PostgreSQL's code. Busy: it waited as long as it was told to; two waited for each other; somebody else
# was quicker. Full: its disk is, or does not take what is written. Not writable: it was made read-only.
_BY_CODE: dict[str, type[CannotSave]] = {
    "55P03": DatabaseBusy,
    "40P01": DatabaseBusy,
    "40001": DatabaseBusy,
    "53100": DiskFull,
    "58030": DiskFull,
    "25006": NotWritable,
}
# By what SQLite says. It meets a full disk in two ways: as it writes a page, or makes a file longer. The last
# is said by a PostgreSQL that only copies another one.
_BY_WORDS: dict[str, type[CannotSave]] = {
    "database is locked": DatabaseBusy,
    "database or disk is full": DiskFull,
    "disk I/O error": DiskFull,
    "attempt to write a readonly database": NotWritable,
    "unable to open database file": DatabaseAway,
    "cannot set transaction read-write mode during recovery": NotWritable,
}


_CHANGES = ("INSERT", "UPDATE", "DELETE")


def reason_of(error: DBAPIError, *, is_writing: bool = False) -> type[CannotSave] | None:
    """The class of a failure that passes by itself or when somebody mends the database; None for any other.

    `is_writing`: inside `writing()`. Outside it a change is refused too, and that is a fault of the code.
    """
    found = _reason_of(error)
    is_our_fault = (error.statement or "").lstrip().upper().startswith(_CHANGES) and not is_writing
    return None if found is NotWritable and is_our_fault else found


def _reason_of(error: DBAPIError) -> type[CannotSave] | None:
    if error.connection_invalidated:
        return DatabaseAway
    code = getattr(error.orig, "sqlstate", None)
    by_words = (found for words, found in _BY_WORDS.items() if words in str(error.orig))
    return _BY_CODE.get(code or "") or next(by_words, None) or _when_away(error)


def _when_away(error: DBAPIError) -> type[CannotSave] | None:
    """DatabaseAway where psycopg gives no SQLSTATE, because the server never answered."""
    is_postgresql = type(error.orig).__module__.startswith("psycopg")
    has_no_code = getattr(error.orig, "sqlstate", None) is None
    return DatabaseAway if isinstance(error, OperationalError) and is_postgresql and has_no_code else None
