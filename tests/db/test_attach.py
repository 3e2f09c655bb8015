"""While the database is busy, full or away the site says so with 503, and hides no other fault."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from pysqlite3 import dbapi2
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from kentcare.core.encryption import app_cipher
from kentcare.db.attach import attach, database_only
from kentcare.db.refused import CannotSave, DiskFull
from kentcare.db.session import db, reading, writing


@pytest.fixture
def site(sqlite: str) -> Iterator[Flask]:
    """A site with nothing but the database."""
    app = Flask(__name__)
    attach(app, sqlite)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def visit(site: Flask, view: Callable[[], str]) -> tuple[int, str | None]:
    site.add_url_rule("/", "view", view)
    response = site.test_client().get("/")
    return response.status_code, response.headers.get("Retry-After")


@pytest.mark.parametrize("error", [CannotSave, DiskFull])
def test_what_passes_by_itself_is_503_with_the_time_to_try_again(
    site: Flask, error: type[CannotSave]
) -> None:
    def view() -> str:
        raise error

    assert visit(site, view) == (503, "5")


def test_a_fault_of_ours_in_a_query_is_no_503(site: Flask) -> None:
    def view() -> str:
        reading().execute(text("SELECT * FROM no_such_table"))
        return "unreachable"

    assert visit(site, view) == (500, None)


def test_a_folder_that_is_not_there_is_made_and_no_empty_database(sqlite: str, tmp_path: Path) -> None:
    address = sqlite.replace("test.sqlite3", "new/folder/test.sqlite3")
    with database_only(address), pytest.raises(OperationalError, match="unable to open"):
        reading().execute(text("SELECT 1"))
    assert list((tmp_path / "new" / "folder").iterdir()) == []


def _version() -> str:
    db.session.rollback()
    return str(reading().execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def test_nothing_is_saved_in_a_file_that_was_moved_away(sqlite: str, tmp_path: Path) -> None:
    file, away = tmp_path / "test.sqlite3", tmp_path / "away.sqlite3"
    with database_only(sqlite):
        before = _version()
        file.rename(away)
        db.session.rollback()
        with pytest.raises(CannotSave), writing():
            pass
        assert not file.exists()
        away.rename(file)
        assert _version() == before


def test_a_file_that_took_the_place_of_another_is_read(sqlite: str, tmp_path: Path) -> None:
    other = shutil.copy(tmp_path / "test.sqlite3", tmp_path / "other.sqlite3")
    with closing(dbapi2.connect(other)) as changed, changed:
        changed.execute("UPDATE alembic_version SET version_num = 'other'")
    with database_only(sqlite):
        assert _version() != "other"
        (tmp_path / "other.sqlite3").rename(tmp_path / "test.sqlite3")
        assert _version() == "other"


def test_a_command_opens_what_was_encrypted_under_an_old_secret(sqlite: str) -> None:
    with database_only(sqlite, secrets=("old " * 10,)):
        stored = app_cipher("kentcare note of a test").encrypt(b"words")
    with database_only(sqlite, secrets=("new " * 10, "old " * 10)):
        assert app_cipher("kentcare note of a test").decrypt(stored) == b"words"
