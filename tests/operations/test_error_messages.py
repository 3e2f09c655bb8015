"""What an operator can mend is told in sentences; what only a programmer can is not."""

from pathlib import Path

import psycopg
import pytest
from pysqlite3 import dbapi2
from sqlalchemy.exc import OperationalError, ProgrammingError

from kentcare.core.content.files import ContentError, ContentFault
from kentcare.core.languages.catalogue import MissingCatalogue
from kentcare.db.refused import DatabaseAway, DatabaseBusy, DiskFull, NotWritable
from kentcare.operations.error_messages import message_of
from kentcare.services.files.store import CannotStore, StoreUnavailable


@pytest.fixture(autouse=True)
def good(migrated: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A database with which nothing is wrong when it is asked again."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{migrated}")
    monkeypatch.setenv("KENTCARE_INSTANCE", str(tmp_path))
    monkeypatch.delenv("KENTCARE_FILES", raising=False)


def _of_sqlite(words: str) -> OperationalError:
    return OperationalError("SELECT", {}, dbapi2.OperationalError(words))


def test_a_role_that_may_not_is_told_which_setting_lets_it() -> None:
    refused = ProgrammingError("ALTER", {}, psycopg.errors.InsufficientPrivilege("permission denied"))
    assert "DATABASE_OWNER_URL" in (message_of(refused) or "")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (DatabaseBusy("Nothing was saved."), "Another process has been writing"),
        (_of_sqlite("database is locked"), "Another process has been writing"),
        (DiskFull("Nothing was saved."), "The disk of the database is full"),
        (NotWritable("Nothing was saved."), "The database can be read and takes no changes"),
        (_of_sqlite("attempt to write a readonly database"), "The database can be read and takes no"),
        (dbapi2.OperationalError("disk I/O error"), "The disk of the database is full"),
        (DatabaseAway("Nothing was saved."), "The connection to the database was lost"),
    ],
)
def test_what_passes_by_itself_is_told_as_that(error: Exception, words: str) -> None:
    assert (message_of(error) or "").startswith(words)


def test_an_error_of_a_database_that_is_behind_says_what_to_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'none.sqlite3'}")
    for error in (_of_sqlite("no such table: account"), dbapi2.OperationalError("no such table: account")):
        assert "kentcare db upgrade" in (message_of(error) or "")


def test_the_second_address_is_asked_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", f"sqlite:///{tmp_path / 'none.sqlite3'}")
    assert "Check DATABASE_OWNER_URL" in (message_of(_of_sqlite("no such table: account")) or "")


def test_files_are_named_with_their_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert f"{tmp_path}/files" in (message_of(CannotStore("The file was not written.")) or "")
    monkeypatch.setenv("KENTCARE_FILES", "s3://bucket/prefix")
    assert "s3://bucket/prefix" in (message_of(StoreUnavailable("The file was not read.")) or "")


def test_content_and_translations_are_named_with_what_to_run() -> None:
    fault = ContentError([ContentFault("place.yaml", 7, "Mend this.")])
    assert message_of(fault) == (
        "place.yaml:7: Mend this.\nMend it; `kentcare content check` reads all of content/."
    )
    assert message_of(MissingCatalogue("ar.mo is missing. Compile it.")) == "ar.mo is missing. Compile it."


def test_a_file_that_may_not_be_written_is_named() -> None:
    assert message_of(PermissionError(13, "Permission denied", "/backups/x")) == (
        "/backups/x: Permission denied. Mend that, and run it again."
    )


def test_a_disk_that_is_full_is_told_of_also_where_nobody_knows_the_file() -> None:
    """As where what a command says goes into a file, or no folder has room for temporary ones."""
    assert message_of(OSError(28, "No space left on device")) == (
        "No space left on device. Mend that, and run it again."
    )
    nowhere = FileNotFoundError(2, "No usable temporary directory found in ['/tmp', '/x']")
    assert "set TMPDIR" in (message_of(nowhere) or "")


@pytest.mark.parametrize(
    "error",
    [
        ZeroDivisionError(),
        FileNotFoundError(2, "No such file", "/x"),
        _of_sqlite("no such column: misspelt"),
        ProgrammingError("SELECT", {}, psycopg.errors.UndefinedColumn("no column")),
    ],
)
def test_a_fault_of_the_code_has_no_sentence(error: Exception) -> None:
    assert message_of(error) is None
