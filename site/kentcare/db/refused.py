"""Why the database did not save, where trying again is all that is needed."""

from sqlalchemy.exc import OperationalError


class CannotSave(Exception):
    """Nothing was saved, for a reason that passes. Trying again is safe."""


class DatabaseBusy(CannotSave):
    """Somebody else was writing for longer than we wait."""


class DiskFull(CannotSave):
    """There is no room left where the database is."""


class DatabaseAway(CannotSave):
    """The line to the database was cut, or nobody answers there.

    Where it was cut as it saved, nobody here can tell whether it did: what is sent once may be sent again.
    """


# By PostgreSQL's code: it waited as long as it was told to; its disk is full.
_BY_CODE: dict[str, type[CannotSave]] = {"55P03": DatabaseBusy, "53100": DiskFull}
# By what SQLite says. It meets a full disk in two ways: as it writes a page, or makes a file longer.
_BY_WORDS: dict[str, type[CannotSave]] = {
    "database is locked": DatabaseBusy,
    "database or disk is full": DiskFull,
    "disk I/O error": DiskFull,
}


def reason_of(error: OperationalError) -> type[CannotSave] | None:
    """Why nothing could be saved, where that passes by itself or when somebody makes room."""
    if error.connection_invalidated:
        return DatabaseAway
    code = getattr(error.orig, "sqlstate", None)
    by_words = (found for words, found in _BY_WORDS.items() if words in str(error.orig))
    return _BY_CODE.get(code or "") or next(by_words, None) or _when_away(error)


def _when_away(error: OperationalError) -> type[CannotSave] | None:
    """psycopg gives no code where it was never answered."""
    is_postgresql = type(error.orig).__module__.startswith("psycopg")
    return DatabaseAway if is_postgresql and getattr(error.orig, "sqlstate", None) is None else None
