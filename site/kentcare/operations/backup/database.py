"""Copying the whole database as it was at one moment, and restoring it.

The copy of SQLite is a database file; that of PostgreSQL is made by pg_dump. Others may write meanwhile.

What is not encrypted lies in files without a name, which are gone with the process that has them open,
however it ends. A restore is one transaction of the database that it replaces.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE
from threading import Thread
from typing import IO, Any

from pysqlite3 import dbapi2
from sqlalchemy import Connection, Dialect, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.sql.expression import UpdateBase

from kentcare.db.engine import build_engine, make_folder
from kentcare.operations.backup.programs import BackupFailed, Program
from kentcare.setting_formats import normal_url

_OWN = {"alembic_version"}
_CHUNK = 1024 * 1024
_PAGES_AT_ONCE = 4096
_IN_USE_AFTER = 5.0  # seconds
# Bytes 18 and 19 of SQLite's header say by which version of the format it is read and written: 2 has a WAL.
_JOURNAL_IN_HEADER, _NO_WAL = 18, b"\x01\x01"
_AS_SQL = ["--exit-on-error", "--no-owner", "--no-privileges", "--file=-"]
_WAIT_FOR_OTHERS = "SET LOCAL lock_timeout = '10s';"
_ASIDE = f"BEGIN;\n{_WAIT_FOR_OTHERS}\nALTER SCHEMA public RENAME TO before_restore;\nCREATE SCHEMA public;\n"
_MIGRATION = text("SELECT version_num FROM alembic_version")


@dataclass(frozen=True, slots=True)
class DatabaseCopy:
    """A copy of a database of a kind: a file of it, how many rows each table has, and its migration."""

    kind: str
    content: IO[bytes]
    rows: dict[str, int]
    migration: str


@contextmanager
def copy_of(address: str, programs: str) -> Iterator[DatabaseCopy]:
    """A copy of the database at an address. `programs`: the folder with pg_dump. Raises BackupFailed."""
    url = normal_url(address)
    if url.get_backend_name() == "sqlite":
        with _of_sqlite(url) as copied:
            yield copied
    else:
        with _of_postgresql(url, address, programs) as copied:
            yield copied


# On Linux a folder that is memory: what lies there for a moment never reaches a disk.
_MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of our own is made in it, which nobody else may open


def _in_memory() -> Path | None:
    return _MEMORY if _MEMORY.is_dir() else None


@contextmanager
def _nameless(folder: Path | None) -> Iterator[tuple[IO[bytes], Any]]:
    """A file of SQLite's in a folder that has no name any more, and a connection to it."""
    handle, name = tempfile.mkstemp(prefix=".kentcare-", dir=folder)
    with os.fdopen(handle, "w+b") as file:
        try:
            # It opens the file at once. After this line nobody can find it again.
            connection = dbapi2.connect(name, isolation_level=None, check_same_thread=False)
        finally:
            os.unlink(name)
        try:
            # No journal beside it: without a name there is nothing to come back to.
            for setting in ("journal_mode = MEMORY", "synchronous = OFF", "temp_store = MEMORY"):
                connection.execute(f"PRAGMA {setting}")
            yield file, connection
        finally:
            connection.close()


def _open_existing(file: Path) -> Any:
    """A connection to a file of SQLite's, which is not made where there is none."""
    return dbapi2.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=30)


@contextmanager
def _of_sqlite(url: URL) -> Iterator[DatabaseCopy]:
    with (
        _nameless(_in_memory()) as (file, copy),
        closing(_open_existing(Path(str(url.database)))) as live,
    ):
        live.isolation_level = None
        # What is counted and what is copied are one state of the database. The copy itself cannot be asked:
        # it says in its header that it has a write-ahead log, which a file without a name cannot have.
        live.execute("BEGIN")
        migration = str(live.execute(_MIGRATION.text).fetchone()[0])
        rows = _counted_in(live)
        live.backup(copy)
        live.execute("COMMIT")
        yield DatabaseCopy(kind="sqlite", content=file, rows=rows, migration=migration)


@contextmanager
def _of_postgresql(url: URL, address: str, programs: str) -> Iterator[DatabaseCopy]:
    engine = build_engine(address)
    with tempfile.TemporaryFile(dir=_in_memory()) as content:
        try:
            # What is counted and what is copied are one state of the database.
            with engine.connect() as connection:
                snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
                rows = _counted(connection)
                migration = str(connection.scalar(_MIGRATION))
                command = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
                with Program(programs, "pg_dump", url, command, stdout=content) as dumping:
                    dumping.finish()
        finally:
            engine.dispose()
        content.seek(0)
        yield DatabaseCopy(kind="postgresql", content=content, rows=rows, migration=migration)


def refuse_other_kind(address: str, kind: str) -> None:
    """Check that a copy of a kind can be restored at an address. Raises BackupFailed."""
    if normal_url(address).get_backend_name() != kind:
        raise BackupFailed(f"The backup is of {kind}, and DATABASE_URL is not.")


def put_back(address: str, copied: DatabaseCopy, programs: str, before: Sequence[UpdateBase] = ()) -> None:
    """Replace the database at an address by a copy, in which the statements `before` were carried out.

    However this ends, there is either what was there or all of the copy. Raises BackupFailed, and then leaves
    what was there.
    """
    refuse_other_kind(address, copied.kind)
    url = normal_url(address)
    if copied.kind == "sqlite":
        make_folder(url)
        _into_sqlite(Path(str(url.database)), copied, before)
    else:
        _into_postgresql(url, copied, programs, before)


def _into_sqlite(file: Path, copied: DatabaseCopy, before: Sequence[UpdateBase]) -> None:
    # On the same disk, which has room for a copy if it has room for the database.
    with _nameless(file.parent) as (staged, copy):
        shutil.copyfileobj(copied.content, staged, _CHUNK)
        # In its header a database says that it has a write-ahead log, which one without a name cannot have.
        staged.seek(_JOURNAL_IN_HEADER)
        staged.write(_NO_WAL)
        staged.flush()
        try:
            if not _is_whole(copy):
                raise BackupFailed("The database in the backup is damaged.")
            _refuse_other_rows(_counted_in(copy), copied.rows)
            for statement in before:
                copy.execute(_sql(statement, sqlite.dialect()))
        except dbapi2.DatabaseError:
            raise BackupFailed("The database in the backup is damaged.") from None
        _swap(copy, file)


def _swap(copy: Any, file: Path) -> None:
    """Write a database over another in one transaction of SQLite's. Raises BackupFailed if that is in use."""
    _clear_if_unreadable(file)
    target = dbapi2.connect(str(file), isolation_level=None, timeout=_IN_USE_AFTER)
    try:
        for step in (
            "PRAGMA locking_mode = EXCLUSIVE",
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
        ):
            target.execute(step)
        target.execute("BEGIN EXCLUSIVE")
        target.execute("COMMIT")
        copy.backup(target, pages=_PAGES_AT_ONCE)
    except dbapi2.OperationalError as error:
        raise BackupFailed(
            f"{file} is in use, so nothing was changed ({error}). Stop the services and the timers first."
        ) from None
    finally:
        target.close()


def _clear_if_unreadable(file: Path) -> None:
    """Remove a file that is no database of SQLite's any more: nothing can be written over it as one."""
    if _is_readable(file):
        return
    for ending in ("-wal", "-shm", ""):
        file.with_name(file.name + ending).unlink(missing_ok=True)


def _is_readable(file: Path) -> bool:
    if not file.exists():
        return True
    check = dbapi2.connect(str(file))
    try:
        check.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except dbapi2.OperationalError:
        return True  # it is locked
    except dbapi2.DatabaseError:
        return False
    finally:
        check.close()
    return True


def _is_whole(connection: Any) -> bool:
    asked = [
        connection.execute(f"PRAGMA {name}").fetchall() for name in ("integrity_check", "foreign_key_check")
    ]
    return asked == [[("ok",)], []]


def _counted_in(connection: Any) -> dict[str, int]:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    )
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  # tables of ours
        for (name,) in names.fetchall()
    }


def _refuse_other_rows(found: dict[str, int], expected: dict[str, int]) -> None:
    if found != expected:
        raise BackupFailed(
            "The database in the backup has fewer or more rows than it should. It is not used."
        )


def _into_postgresql(url: URL, copied: DatabaseCopy, programs: str, before: Sequence[UpdateBase]) -> None:
    """Let psql carry out what pg_restore writes, in one transaction that also removes what was there.

    psql ends without committing where its input ends before the last word, as when this process is killed.
    """
    # Only psql connects to the database. pg_restore writes SQL for it.
    options = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
    with (
        Program(programs, "psql", url, options, stdin=PIPE) as psql,
        Program(programs, "pg_restore", None, _AS_SQL, stdin=PIPE, stdout=PIPE) as script,
    ):
        feeding = Thread(target=_feed, args=(script, copied.content))
        feeding.start()
        try:
            psql.input.write(_ASIDE.encode())
            shutil.copyfileobj(script.output, psql.input, _CHUNK)
            script.finish()
            psql.input.write(_end_of_script(copied.rows, before).encode())
            psql.input.close()
        except BrokenPipeError:
            script.kill()  # psql has stopped, and says why
        finally:
            feeding.join()
        psql.finish()


def _sql(statement: UpdateBase, dialect: Dialect) -> str:
    return str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def _feed(program: Program, content: IO[bytes]) -> None:
    try:
        with program.input:
            shutil.copyfileobj(content, program.input, _CHUNK)
    except BrokenPipeError:
        pass  # it has stopped, and says why


def _end_of_script(rows: dict[str, int], before: Sequence[UpdateBase]) -> str:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy gives it none
    counts = [
        f'IF (SELECT count(*) FROM public."{name}") <> {number} THEN '  # noqa: S608  # tables of ours
        f"RAISE EXCEPTION 'another number of rows in {name}'; END IF;"
        for name, number in rows.items()
    ]
    return "\n".join(
        [
            "",
            _WAIT_FOR_OTHERS,
            "SET LOCAL search_path = public;",
            f"DO $rows$ BEGIN {' '.join(counts)} END $rows$;",
            *(f"{_sql(statement, dialect)};" for statement in before),
            "DROP SCHEMA before_restore CASCADE;",
            "COMMIT;",
            "",
        ]
    )


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


def what_is_lost(address: str) -> str | None:
    """What a restore would replace, in a sentence; None where there is no row yet."""
    url = normal_url(address)
    if url.get_backend_name() == "sqlite" and not _is_readable(Path(str(url.database))):
        return f"There is something else at {url.database}: file is not a database."
    if any(number for name, number in rows_of(address).items() if name not in _OWN):
        return "There is a database already."
    return None
