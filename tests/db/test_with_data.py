"""The schema goes forward and back with data in it, and no row of anybody is lost or changed."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from db.test_migrate import _UPGRADE, _add, with_a_next_one
from kentcare.db import migrate
from kentcare.db.engine import build_engine
from support.every import some
from support.rows_of_a_schema import contents, fill

__all__ = ["with_a_next_one"]
NUMBERS = [f"{number:04}" for number in range(1, int(migrate.newest()) + 1)]
Contents = dict[str, list[Mapping[str, Any]]]


def filled(address: str) -> None:
    engine = build_engine(address)
    with engine.connect().execution_options(kentcare_writes=True) as connection, connection.begin():
        fill(connection)
    engine.dispose()


def read(address: str) -> Contents:
    engine = build_engine(address)
    with engine.connect() as connection:
        found = contents(connection)
    engine.dispose()
    return found


def in_both(one: Contents, other: Contents) -> tuple[Contents, Contents]:
    """The tables and columns that both have."""
    tables = one.keys() & other.keys()
    columns = {name: set(one[name][0]) & set(other[name][0]) for name in tables if one[name] and other[name]}

    def part(of: Contents) -> Contents:
        return {
            name: [{key: row[key] for key in sorted(columns[name])} for row in of[name]]
            if name in columns
            else of[name]
            for name in sorted(tables)
        }

    return part(one), part(other)


@pytest.mark.parametrize("number", some(NUMBERS, 5))
def test_up_and_down_again_with_data_of_each_earlier_schema(empty: str, number: str) -> None:
    migrate.upgrade(empty, number)
    filled(empty)
    before = read(empty)
    assert all(len(rows) == 2 for rows in before.values()), "a table has no rows: nothing is tried with it"
    migrate.upgrade(empty)
    assert not migrate.drift(empty)
    one, other = in_both(before, read(empty))
    assert one == other
    assert set(one) == set(before), "a table with rows in it is gone"
    if number != migrate.newest():
        migrate.downgrade(empty, number)
    assert read(empty) == before


@pytest.mark.parametrize("number", some(NUMBERS[:-1], 3))
def test_killed_in_the_middle_with_data_in_it(empty: str, number: str, with_a_next_one: Path) -> None:
    migrate.upgrade(empty, number)
    filled(empty)
    before = read(empty)
    _add(with_a_next_one, "os.kill(os.getpid(), signal.SIGKILL)")
    run = subprocess.run([sys.executable, "-c", _UPGRADE, empty, with_a_next_one], check=False)
    assert run.returncode == -9
    # All of the way was one transaction: what was there is there, and the next start goes the whole of it.
    assert (migrate.version(empty), read(empty)) == (number, before)
    _add(with_a_next_one, "pass")
    assert migrate.upgrade(empty)
    one, other = in_both(before, read(empty))
    assert one == other


@pytest.mark.parametrize("table", ["account", "young_person"])
def test_sqlite_gives_the_number_of_a_removed_row_to_nobody(tmp_path: Path, table: str) -> None:
    """PostgreSQL never does; the audit trail knows people by their numbers and outlives them."""
    address = f"sqlite:///{tmp_path / 'old.sqlite3'}"
    migrate.upgrade(address, "0010")
    filled(address)
    rules = in_words_of_the_database(address, "trigger") | in_words_of_the_database(address, "index")
    migrate.upgrade(address)
    assert (
        rules.items()
        <= (in_words_of_the_database(address, "trigger") | in_words_of_the_database(address, "index")).items()
    )
    engine = build_engine(address, foreign_keys=False)
    with engine.connect().execution_options(kentcare_writes=True) as connection, connection.begin():
        [last] = (row for row in contents(connection)[table] if row["id"] == 2)
        connection.execute(text(f"DELETE FROM {table} WHERE id = 2"))  # noqa: S608  # a table of ours
        columns = [name for name in last if name != "id"]
        again = (
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(f':{name}' for name in columns)}"
        )
        connection.execute(text(again), dict(last))
        assert {row["id"] for row in contents(connection)[table]} == {1, 3}
    engine.dispose()


def in_words_of_the_database(address: str, kind: str) -> dict[str, str]:
    """The statement that made each trigger or index of a SQLite database."""
    engine = build_engine(address)
    with engine.connect() as connection:
        query = text("SELECT name, sql FROM sqlite_master WHERE type = :kind AND sql IS NOT NULL")
        found = {row.name: row.sql for row in connection.execute(query, {"kind": kind})}
    engine.dispose()
    return found


def test_messages_that_waited_before_there_was_a_sender_are_sent(empty: str) -> None:
    migrate.upgrade(empty, "0003")
    filled(empty)
    engine = build_engine(empty)
    with engine.connect().execution_options(kentcare_writes=True) as connection, connection.begin():
        change = (
            "UPDATE outgoing_message SET sent_at = NULL, use_by = '2026-12-01 00:00:00+00:00' WHERE id = 1"
        )
        connection.execute(text(change))
    engine.dispose()
    migrate.upgrade(empty)
    first, second = read(empty)["outgoing_message"]
    assert first["next_try_at"] == first["made_at"]
    assert second["next_try_at"] is None
