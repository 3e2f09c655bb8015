"""Copying the whole database as it was at one moment, and restoring it.

The copy of SQLite is a database file; that of PostgreSQL is made by pg_dump. Others may write meanwhile, and
nothing lies unencrypted on a disk.
"""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2
from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL

from kentcare.db.engine import build_engine, make_folder
from kentcare.setting_formats import normal_url

_OWN = {"alembic_version"}
_MIGRATION = text("SELECT version_num FROM alembic_version")


class BackupFailed(Exception):
    """A backup or its restoring failed. The message is for whoever ran the command."""


@dataclass(frozen=True, slots=True)
class DatabaseCopy:
    """A copy of a database of a kind: its bytes, how many rows each table has, and its migration."""

    kind: str
    content: bytes
    rows: dict[str, int]
    migration: str


def copy_of(address: str, programs: str) -> DatabaseCopy:
    """Copy the database at an address. `programs`: the folder with pg_dump. Raises BackupFailed."""
    url = normal_url(address)
    return _of_sqlite(url) if url.get_backend_name() == "sqlite" else _of_postgresql(url, address, programs)


# On Linux a folder that is memory: what lies there for a moment never reaches a disk.
_MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of our own is made in it, which nobody else may open


def _of_sqlite(url: URL) -> DatabaseCopy:
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        file = Path(folder) / "copy"
        live, copy = dbapi2.connect(str(url.database), timeout=30), dbapi2.connect(str(file))
        try:
            live.backup(copy)
        finally:
            live.close()
            copy.close()
        engine = build_engine(f"sqlite:///{file}")
        with engine.connect() as connection:
            rows, migration = _counted(connection), str(connection.scalar(_MIGRATION))
        engine.dispose()
        return DatabaseCopy(kind="sqlite", content=file.read_bytes(), rows=rows, migration=migration)


def _of_postgresql(url: URL, address: str, programs: str) -> DatabaseCopy:
    engine = build_engine(address)
    try:
        # What is counted and what is copied are one state of the database.
        with engine.connect() as connection:
            snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
            rows = _counted(connection)
            migration = str(connection.scalar(_MIGRATION))
            command = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
            content = _run(programs, "pg_dump", url, command)
        return DatabaseCopy(kind="postgresql", content=content, rows=rows, migration=migration)
    finally:
        engine.dispose()


def put_back(address: str, copied: DatabaseCopy, programs: str) -> None:
    """Replace the database at an address by a copy. Raises BackupFailed, and then leaves what was there."""
    url = normal_url(address)
    if url.get_backend_name() != copied.kind:
        raise BackupFailed(f"The backup is of {copied.kind}, and DATABASE_URL is not.")
    if copied.kind == "sqlite":
        make_folder(url)
        _into_sqlite(Path(str(url.database)), copied.content)
    else:
        _into_postgresql(url, address, copied.content, programs)


def _into_sqlite(file: Path, content: bytes) -> None:
    draft = file.with_name(f"{file.name}.being-restored")
    with draft.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    if not _is_whole(draft):
        draft.unlink()
        raise BackupFailed("The database in the backup is damaged.")
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    draft.rename(file)


def _is_whole(file: Path) -> bool:
    check = dbapi2.connect(str(file))
    try:
        asked = [
            check.execute(f"PRAGMA {name}").fetchall() for name in ("integrity_check", "foreign_key_check")
        ]
    except dbapi2.DatabaseError:
        return False
    finally:
        check.close()
    return asked == [[("ok",)], []]


def _into_postgresql(url: URL, address: str, content: bytes, programs: str) -> None:
    """Restore with pg_restore. What was there is moved aside, and put back if that fails."""
    _change(address, "ALTER SCHEMA public RENAME TO before_restore", "CREATE SCHEMA public")
    command = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    try:
        _run(programs, "pg_restore", url, [*command, f"--dbname={url.database}"], content)
    except BackupFailed:
        _change(address, "DROP SCHEMA public CASCADE", "ALTER SCHEMA before_restore RENAME TO public")
        raise
    _change(address, "DROP SCHEMA before_restore CASCADE")


def _change(address: str, *statements: str) -> None:
    engine = build_engine(address)
    try:
        with engine.connect().execution_options(kentcare_writes=True) as connection, connection.begin():
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()


def rows_of(address: str) -> dict[str, int]:
    """How many rows each table has; empty where there is no database yet."""
    url = normal_url(address)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        return {}
    engine = build_engine(address)
    try:
        with engine.connect() as connection:
            return _counted(connection)
    finally:
        engine.dispose()


def _counted(connection: Connection) -> dict[str, int]:
    tables = inspect(connection).get_table_names()
    counts = {name: text(f'SELECT count(*) FROM "{name}"') for name in tables}  # noqa: S608  # tables of ours
    return {name: connection.scalar(count) or 0 for name, count in counts.items()}


def is_in_use(address: str) -> bool:
    """Whether any table of the database has rows."""
    return any(number for name, number in rows_of(address).items() if name not in _OWN)


def _run(programs: str, name: str, url: URL, options: list[str], given: bytes | None = None) -> bytes:
    """Run one of PostgreSQL's programs, and return its output. Raises BackupFailed.

    The password is in the environment, where no list of processes shows it.
    """
    program = shutil.which(name, path=programs or None)
    if program is None:
        raise BackupFailed(f"{name} was not found. Install PostgreSQL's client, or set PG_BIN to its folder.")
    query: dict[str, Any] = dict(url.query)
    settings = {
        "PGHOST": query.get("host") or url.host,
        "PGPORT": url.port or query.get("port"),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
    }
    environment = os.environ | {key: str(value) for key, value in settings.items() if value}
    done = subprocess.run(  # noqa: S603  # a program of PostgreSQL's, with nothing of anybody else's
        [program, *options], input=given, capture_output=True, env=environment, check=False
    )
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise BackupFailed(f"{name} failed: {' '.join(last)}")
    return done.stdout
