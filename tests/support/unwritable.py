"""Storage that cannot be written, also for root, whom the modes of files do not hinder."""

import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

_NOBODY = 65534
_OPEN = 0o777


@contextmanager
def somebody_else() -> Iterator[None]:
    """This process as a user who owns nothing, where it is root."""
    is_root = os.geteuid() == 0
    if is_root:
        os.setegid(_NOBODY)
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
            os.setegid(0)


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that every user may read and write, in one that they may enter."""
    with tempfile.TemporaryDirectory(prefix="kentcare-unwritable-") as name:
        folder = Path(name)
        folder.chmod(_OPEN)
        try:
            yield folder
        finally:
            folder.chmod(_OPEN)


@contextmanager
def full_disk(most: int = 0) -> Iterator[None]:
    """No file can be made longer than so many bytes by this process."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def copy_of(database: Path, folder: Path, *, file_mode: int, folder_mode: int) -> str:
    """The address of a copy of a SQLite database in a folder, both with the modes that are given."""
    file = Path(shutil.copy(database, folder / "copy.sqlite3"))
    file.chmod(file_mode)
    folder.chmod(folder_mode)
    return f"sqlite:///{file}"


def make_read_only(address: str, *, really: bool = True) -> None:
    """Set a PostgreSQL database to take no changes, and end every connection to it; or let it take them."""
    name = urlsplit(address).path[1:]
    server = address.replace(f"/{name}?", "/postgres?").replace("+psycopg", "")
    with psycopg.connect(server, autocommit=True) as connection:
        setting = "on" if really else "off"
        connection.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = {setting}')
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
