"""What is kept of a file: encrypted, in the store and in the database, or in neither."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, text

from kentcare.config import Settings
from kentcare.core.encryption import app_cipher
from kentcare.db.session import db, writing
from kentcare.services.files import records as files
from support.long_forms import Open
from support.pictures import photograph
from support.uploads import attach_and_look, in_the_store, kept_in

pytestmark = pytest.mark.usefixtures("empty_store")


def test_it_is_encrypted_where_it_is_stored(opened: Open, report_app: Flask, settings: Settings) -> None:
    attach_and_look(opened(), (photograph(), "Canaryname.jpg"))
    [file] = kept_in(settings.instance / "files")
    assert b"JFIF" not in file.read_bytes()
    assert "Canary" not in file.name
    database = Path(report_app.config["SQLALCHEMY_DATABASE_URI"].database)
    assert b"Canaryname" not in database.read_bytes() + Path(f"{database}-wal").read_bytes()


def test_a_database_that_refuses_the_row_keeps_no_file(opened: Open, report_app: Flask) -> None:
    window = opened()
    window.press("save", health="Well")
    window = opened(client=window.client)
    with report_app.app_context():
        engine = db.engine

    def refuse(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if "INSERT INTO stored_file" in statement:
            raise RuntimeError

    event.listen(engine, "before_cursor_execute", refuse)
    try:
        assert attach_and_look(window, (photograph(), "a.jpg")).status_code == 500
    finally:
        event.remove(engine, "before_cursor_execute", refuse)
    assert in_the_store(report_app) == 0


def test_rows_and_files_are_held_against_each_other(opened: Open, report_app: Flask) -> None:
    attach_and_look(opened(), (photograph(), "a.jpg"))
    now = datetime.now(UTC)
    with report_app.app_context():
        store = files._storage().store
        [key] = [key for key, _ in store.every()]
        assert files.compare(now) == files.Compared([], [])
        store.put("belongs to nothing", b"x")
        # Somebody may be between the store and the database: only tomorrow is it certain.
        assert files.compare(now).without_row == []
        assert files.compare(now + timedelta(hours=25)).without_row == ["belongs to nothing"]
        store.delete(key)
        assert len(files.compare(now).without_file) == 1
        store.delete("belongs to nothing")


def test_a_name_of_an_older_database_opens(opened: Open, report_app: Flask) -> None:
    attach_and_look(opened(), (photograph(), "a.jpg"))
    with report_app.app_context():
        old = app_cipher("kentcare name of a file").encrypt("شهادة.jpg".encode())
        with writing() as session:
            session.execute(text("UPDATE stored_file SET sealed_name = :old"), {"old": old})
        [ref] = [ref for ref, _ in files.every_file()]
        stored = files.find(ref)
        assert stored is not None
        assert stored.name == "شهادة.jpg"
