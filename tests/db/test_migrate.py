"""The schema goes forward and back, and is what the models say. One that dies leaves nothing behind."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from kentcare.db import migrate
from kentcare.db.engine import WRITES, build_engine

# Every migration that a deployment may have had, as it is named. A new one comes after them, and is added
# here with its release: one in between would never be applied to a database that stands beyond it.
RELEASED = [
    "0001_deployment_mark",
    "0002_people_and_access",
    "0003_what_the_database_refuses",
    "0004_never_lost",
    "0005_how_long_things_stay",
    "0006_monthly_reports",
    "0007_how_arrangements_end",
    "0008_training_and_checks",
    "0009_calendar_feeds",
    "0010_cover",
    "0011_ids_never_given_twice",
    "0012_terms",
    "0013_stops_reach_somebody",
    "0014_corrections",
    "0015_unopened_answers",
]

_NEXT = """
import os, signal
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"

def upgrade():
    op.create_table("half_made", sa.Column("id", sa.Integer, primary_key=True))
    {then}

def downgrade():
    op.drop_table("half_made")
"""

_UPGRADE = """
import sys
from pathlib import Path
from kentcare.db import migrate

migrate.FOLDER = Path(sys.argv[2])
migrate.upgrade(sys.argv[1])
"""


def _tables(address: str) -> set[str]:
    engine = build_engine(address)
    with engine.connect() as connection:
        found = set(inspect(connection).get_table_names())
    engine.dispose()
    return found


@pytest.fixture
def with_a_next_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations to which a test may add one more."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, folder)
    monkeypatch.setattr(migrate, "FOLDER", folder)
    return folder


def _add(folder: Path, then: str) -> None:
    file = folder / "versions" / "9999_next.py"
    file.unlink(missing_ok=True)
    file.write_text(_NEXT.format(before=migrate.newest(), then=then))


def test_up_and_down_and_up_again(empty: str) -> None:
    assert migrate.version(empty) is None
    assert migrate.upgrade(empty)
    assert migrate.version(empty) == migrate.newest()
    migrate.downgrade(empty, "base")
    assert (migrate.version(empty), _tables(empty)) == (None, {"alembic_version"})
    assert migrate.upgrade(empty)
    assert not migrate.drift(empty)


def test_nothing_is_done_when_nothing_is_new(address: str) -> None:
    assert not migrate.upgrade(address)


def test_code_that_is_older_than_the_database_leaves_it_as_it_is(address: str, with_a_next_one: Path) -> None:
    """Hosts are upgraded one by one: one that was not yet may start again after the first has migrated."""
    before = migrate.newest()
    _add(with_a_next_one, "pass")
    assert migrate.upgrade(address)
    (with_a_next_one / "versions" / "9999_next.py").unlink()
    assert migrate.newest() == before
    assert not migrate.upgrade(address)
    assert migrate.version(address) == "9999"


def test_the_migrations_make_exactly_what_the_models_say(address: str) -> None:
    assert migrate.drift(address) == []


def test_a_difference_is_found(address: str) -> None:
    migrate.downgrade(address, "base")
    assert "deployment_mark" in "".join(migrate.drift(address))


def test_the_migrations_stand_in_one_line_and_are_named_by_their_number() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [migrate.newest()]
    for script in scripts.walk_revisions():
        assert Path(script.path).name.startswith(f"{script.revision}_")


def test_a_migration_that_was_released_stays_and_new_ones_come_after_it() -> None:
    there = sorted(file.stem for file in (migrate.FOLDER / "versions").glob("[0-9]*.py"))
    assert there[: len(RELEASED)] == RELEASED
    numbers = [name.partition("_")[0] for name in there]
    assert numbers == [f"{number:04}" for number in range(1, len(there) + 1)]


def _columns(address: str) -> dict[tuple[str, str], bool]:
    """Each column by its table and name, and whether a row may be added without it."""
    engine = build_engine(address)
    with engine.connect() as connection:
        found = inspect(connection).get_multi_columns()
    engine.dispose()
    return {
        (str(table), column["name"]): column["nullable"] or column["default"] is not None
        for (_, table), columns in found.items()
        for column in columns
    }


def test_a_worker_of_the_release_before_still_adds_rows(empty: str) -> None:
    """It names no column that came later. While hosts are upgraded one by one, it goes on beside the new."""
    migrate.upgrade(empty, RELEASED[-1].partition("_")[0])
    before = _columns(empty)
    tables = {table for table, _ in before}
    migrate.upgrade(empty)
    newly_needed = {
        column
        for column, may_be_left_out in _columns(empty).items()
        if column[0] in tables and not may_be_left_out and before.get(column, True)
    }
    assert newly_needed == set()


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ("DROP TABLE deployment_mark", "deployment_mark"),
        ("ALTER TABLE deployment_mark RENAME COLUMN set_at TO was_set_at", "deployment_mark.set_at"),
    ],
)
def test_a_database_that_has_the_number_without_the_tables_is_found(
    address: str, change: str, lacks: str
) -> None:
    """As one that was made by a branch whose migration had the same number."""
    assert migrate.lacking(address) == []
    engine = build_engine(address)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        connection.exec_driver_sql(change)
    engine.dispose()
    assert migrate.version(address) == migrate.newest()
    assert migrate.lacking(address) == [lacks]


def test_what_a_newer_version_has_added_is_no_fault(address: str, with_a_next_one: Path) -> None:
    _add(with_a_next_one, "pass")
    migrate.upgrade(address)
    assert migrate.lacking(address) == []


def test_a_migration_killed_in_the_middle_leaves_nothing_and_can_be_run_again(
    address: str, with_a_next_one: Path
) -> None:
    before = migrate.version(address)
    _add(with_a_next_one, "os.kill(os.getpid(), signal.SIGKILL)")
    run = subprocess.run([sys.executable, "-c", _UPGRADE, address, with_a_next_one], check=False)
    assert run.returncode == -9
    assert migrate.version(address) == before
    assert "half_made" not in _tables(address)
    _add(with_a_next_one, "pass")
    assert migrate.upgrade(address)
    assert "half_made" in _tables(address)


def test_two_starts_at_once_migrate_once(empty: str) -> None:
    command = [sys.executable, "-c", _UPGRADE, empty, str(migrate.FOLDER)]
    starts = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    errors = [start.communicate()[1] for start in starts]
    assert [start.returncode for start in starts] == [0, 0], errors
    assert not migrate.drift(empty)


def test_a_migration_that_leaves_a_row_pointing_at_nothing_is_undone(
    sqlite: str, with_a_next_one: Path
) -> None:
    """While it migrates, SQLite does not check: we do, at the end."""
    _add(
        with_a_next_one,
        'op.execute("CREATE TABLE child (mark TEXT REFERENCES deployment_mark (name))"); '
        "op.execute(\"INSERT INTO child VALUES ('nobody')\")",
    )
    with pytest.raises(migrate.ForeignKeyBroken):
        migrate.upgrade(sqlite)
    assert "child" not in _tables(sqlite)


def test_the_next_migration_is_drafted_from_the_models(sqlite: str, with_a_next_one: Path) -> None:
    for file in (with_a_next_one / "versions").glob("*.py"):
        file.unlink()
    (with_a_next_one / "versions" / "0000_nothing.py").write_text(
        'revision = "0000"\ndown_revision = None\ndef upgrade(): pass\ndef downgrade(): pass\n'
    )
    empty = sqlite.replace("test.sqlite3", "empty.sqlite3")
    migrate.upgrade(empty)
    migrate.write_migration(empty, "the first table")
    drafted = (with_a_next_one / "versions" / "0001_the_first_table.py").read_text()
    assert "sa.DateTime(timezone=True)" in drafted
    assert migrate.upgrade(empty)
    assert migrate.drift(empty) == []
