"""Whether a database takes changes is found out without a change."""

from pathlib import Path

import pytest

from kentcare.db.engine import build_engine
from kentcare.db.writable import can_write, is_writable
from support.unwritable import copy_of, full_disk, make_read_only, open_folder, somebody_else


def ask(address: str) -> bool:
    engine = build_engine(address)
    try:
        with engine.connect() as connection:
            return is_writable(connection)
    finally:
        engine.dispose()


def test_one_with_which_nothing_is_wrong(address: str) -> None:
    assert ask(address)


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_a_postgresql_that_was_made_read_only_until_it_is_not(address: str) -> None:
    make_read_only(address)
    assert not ask(address)
    make_read_only(address, really=False)
    assert ask(address)


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o777), (0o666, 0o555)])
def test_a_sqlite_of_which_the_file_or_the_folder_may_not_be_written(
    migrated: Path, file_mode: int, folder_mode: int
) -> None:
    with open_folder() as folder:
        engine = build_engine(copy_of(migrated, folder, file_mode=0o666, folder_mode=0o777))
        with somebody_else(), engine.connect() as connection:
            assert is_writable(connection)
        with engine.connect() as connection:
            (folder / "copy.sqlite3").chmod(file_mode)
            folder.chmod(folder_mode)
            with somebody_else():
                assert not is_writable(connection)
        engine.dispose()


def test_a_sqlite_on_a_full_disk(sqlite: str) -> None:
    engine = build_engine(sqlite)
    with engine.connect() as connection:
        assert is_writable(connection)
        with full_disk():
            assert not is_writable(connection)
    engine.dispose()


def test_a_folder_that_is_a_file_cannot_be_written_and_nothing_stays_in_one_that_can(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not can_write(tmp_path / "file")
    assert can_write(tmp_path / "folder")
    assert list((tmp_path / "folder").iterdir()) == []
