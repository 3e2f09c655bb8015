"""Demo data may be loaded again and again, and the database remembers that it holds it."""

import pytest
from click.testing import CliRunner

from kentcare import demo
from kentcare.cli import main
from kentcare.db import records
from kentcare.db.attach import database_only


def test_loading_twice_changes_nothing_the_second_time(address: str) -> None:
    assert demo.load(address)
    with database_only(address):
        first = records.marked_at(records.DEMO)
    assert first
    assert not demo.load(address)
    with database_only(address):
        assert records.marked_at(records.DEMO) == first


def test_the_commands_take_an_empty_database_to_a_checked_demo(
    empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty)

    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, words)
        return result.exit_code, result.output

    code, said = run("db", "check")
    assert (code, "stands at nothing" in said) == (1, True)
    assert run("db", "upgrade") == (0, "The database is now at 0001.\n")
    assert run("db", "upgrade") == (0, "The database is already at 0001.\n")
    assert run("db", "check") == (0, "The database is at 0001 and matches the models.\n")
    assert run("demo", "load") == (0, "The database is marked as a demonstration.\n")
    assert run("demo", "load") == (0, "The database was marked already.\n")
    assert run("db", "downgrade", "base") == (0, "The database is now at base.\n")
