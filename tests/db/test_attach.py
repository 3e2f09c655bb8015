"""While the database is busy, full or away the site says so with 503, and hides no other fault."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from kentcare.core.encryption import app_cipher
from kentcare.db.attach import attach, database_only
from kentcare.db.refused import CannotSave, DiskFull
from kentcare.db.session import db, reading


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


def test_a_folder_that_is_not_there_is_made(sqlite: str) -> None:
    with database_only(sqlite.replace("test.sqlite3", "new/folder/test.sqlite3")):
        assert reading().execute(text("SELECT 1")).scalar_one() == 1


def test_a_command_opens_what_was_encrypted_under_an_old_secret(sqlite: str) -> None:
    with database_only(sqlite, secrets=("old " * 10,)):
        stored = app_cipher("kentcare note of a test").encrypt(b"words")
    with database_only(sqlite, secrets=("new " * 10, "old " * 10)):
        assert app_cipher("kentcare note of a test").decrypt(stored) == b"words"
