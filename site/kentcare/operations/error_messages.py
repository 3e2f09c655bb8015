"""What to tell an operator of an error that ended a command or kept the site from starting."""

import errno

from pysqlite3 import dbapi2
from sqlalchemy.exc import DatabaseError, OperationalError

from kentcare.config import Settings
from kentcare.core.content.files import ContentError
from kentcare.core.languages.catalogue import MissingCatalogue
from kentcare.db.faults import fault_of, lacks_privilege
from kentcare.db.refused import CannotSave, DatabaseAway, DatabaseBusy, DiskFull, NotWritable, reason_of
from kentcare.services.files.store import CannotStore, StoreUnavailable

_OF_THE_MACHINE = {
    *(errno.EACCES, errno.EPERM, errno.EROFS),
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENFILE, errno.EMFILE),
    # Something else stands where a folder or a file belongs.
    *(errno.EEXIST, errno.ENOTDIR, errno.EISDIR),
}
_PASSES: dict[type[CannotSave], str] = {
    DatabaseBusy: "Another process has been writing to the database for too long. Wait, and run it again.",
    DiskFull: "The disk of the database is full. Make room, and run it again.",
    NotWritable: (
        "The database can be read and takes no changes: it is read-only, or its file may not be written. "
        "Mend that, and run it again."
    ),
    DatabaseAway: "The connection to the database was lost. Check what was done, and run it again.",
}


def message_of(error: Exception) -> str | None:
    """Whole sentences that say what is wrong and what to do; None for a fault of the code itself.

    An OperatorError has its sentences already, and may be why this module cannot be imported.

    What the database says last is not enough to tell a database without tables from one that is away, so the
    database is asked again.
    """
    match error:
        case MissingCatalogue():
            return str(error)
        case ContentError():
            return f"{error}\nMend it; `kentcare content check` reads all of content/."
        case CannotStore() | StoreUnavailable():
            return _of_files()
        case CannotSave():
            return _of_databases() or _PASSES.get(type(error))
        case DatabaseError() | dbapi2.Error():
            return _of_database_error(error)
        case OSError() if error.errno in _OF_THE_MACHINE:
            where = f"{error.filename}: " if error.filename else ""
            return f"{where}{error.strerror}. Mend that, and run it again."
        case FileNotFoundError() if error.filename is None:
            # As tempfile says it, which has looked in several folders.
            return f"{error.strerror}. Make room in one of them, or set TMPDIR to another."
    return None


def _of_database_error(error: Exception) -> str | None:
    if isinstance(error, DatabaseError) and lacks_privilege(error):
        return (
            "The role in DATABASE_URL may not do this. "
            "Run it with DATABASE_OWNER_URL set: the same database, as the role that owns the tables."
        )
    if found := _of_databases():
        return found
    if not isinstance(error, DatabaseError):
        error = OperationalError(None, None, error)  # of a driver that was used by itself
    reason = reason_of(error, is_writing=True)
    return _PASSES.get(reason) if reason else None


def _of_databases() -> str | None:
    """The first fault of the databases that the settings name."""
    settings = Settings.from_env(inspect_only=True)
    named = {"DATABASE_URL": settings.database_url, "DATABASE_OWNER_URL": settings.database_owner_url}
    found = (fault_of(address, setting) for setting, address in named.items() if address)
    return next((fault for fault in found if fault), None)


def _of_files() -> str:
    settings = Settings.from_env(inspect_only=True)
    if not settings.files:
        folder = settings.instance / "files"
        return f"Files cannot be read from or written to {folder}. Let the site, or set KENTCARE_INSTANCE."
    return (
        f"The store of files, {settings.files}, does not answer, or lets nobody in. "
        "Check KENTCARE_FILES, S3_ENDPOINT, S3_REGION, S3_KEY_ID and S3_SECRET."
    )
