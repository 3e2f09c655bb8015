"""Whether a database takes changes, found out without a change and without waiting for another writer."""

import os
import tempfile
from pathlib import Path

from sqlalchemy import Connection, text

# Enough to fail on a full disk.
_BLOCK = bytes(4096)
_IS_READ_ONLY = text(
    "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean"
)


def is_writable(connection: Connection) -> bool:
    """Whether changes can be saved in the database of an open connection.

    A PostgreSQL is asked what it is set to. Of SQLite the file and its folder are tried.
    """
    if connection.dialect.name == "postgresql":
        return connection.scalar(_IS_READ_ONLY) is False
    file = Path(str(connection.engine.url.database))
    # The file itself is not opened: whoever closes it would take SQLite's locks off it.
    may_write = os.access(file, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
    return may_write and can_write(file.resolve().parent)


def can_write(folder: Path) -> bool:
    """Whether a file can be written in a folder, tried with a temporary one. Makes the folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(_BLOCK)
    except OSError:
        return False
    return True
