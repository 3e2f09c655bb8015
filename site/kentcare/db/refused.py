"""Failures of the database that pass by themselves: nothing was saved, and trying again is safe."""

from sqlalchemy.exc import OperationalError


class CannotSave(Exception):
    """The database saved nothing, for a reason that passes by itself. Trying again is safe."""


class DatabaseBusy(CannotSave):
    """The database was locked by another writer for longer than a writer waits."""


class DiskFull(CannotSave):
    """The disk of the database is full."""


class DatabaseAway(CannotSave):
    """The connection to the database was cut, or could not be made.

    If it was cut during a commit, nobody here can tell whether the commit succeeded.
    """


# By PostgreSQL's code. Busy: it waited as long as it was told to; two waited for each other; somebody else
# was quicker. Full: its disk is.
_BY_CODE: dict[str, type[CannotSave]] = {
    "55P03": DatabaseBusy,
    "40P01": DatabaseBusy,
    "40001": DatabaseBusy,
    "53100": DiskFull,
}
# By what SQLite says. It meets a full disk in two ways: as it writes a page, or makes a file longer.
_BY_WORDS: dict[str, type[CannotSave]] = {
    "database is locked": DatabaseBusy,
    "database or disk is full": DiskFull,
    "disk I/O error": DiskFull,
    "unable to open database file": DatabaseAway,
}


def reason_of(error: OperationalError) -> type[CannotSave] | None:
    """The class of a failure that passes by itself or when somebody frees disk space; None for any other."""
    if error.connection_invalidated:
        return DatabaseAway
    code = getattr(error.orig, "sqlstate", None)
    by_words = (found for words, found in _BY_WORDS.items() if words in str(error.orig))
    return _BY_CODE.get(code or "") or next(by_words, None) or _when_away(error)


def _when_away(error: OperationalError) -> type[CannotSave] | None:
    """DatabaseAway where psycopg gives no SQLSTATE, because the server never answered."""
    is_postgresql = type(error.orig).__module__.startswith("psycopg")
    return DatabaseAway if is_postgresql and getattr(error.orig, "sqlstate", None) is None else None
