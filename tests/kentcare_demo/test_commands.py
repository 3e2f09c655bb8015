"""`kentcare demo load`, after the commands that make the database ready."""

import pytest
from click.testing import CliRunner

from kentcare.accounts.accounts import records as accounts
from kentcare.cli import main
from kentcare.config import Settings
from kentcare.db import migrate
from kentcare.db.attach import database_only
from support.deployment import LONG


def test_the_commands_take_an_empty_database_to_a_checked_demonstration(
    empty: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty)
    monkeypatch.setenv("KENTCARE_INSTANCE", str(settings.instance))
    newest = migrate.newest()

    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, words)
        return result.exit_code, result.output

    code, said = run("db", "check")
    assert (code, "kentcare db upgrade" in said) == (1, True)
    assert run("db", "upgrade") == (0, f"The database is now at {newest}.\n")
    assert run("db", "upgrade") == (0, f"The database is already at {newest}.\n")
    assert run("db", "check") == (0, f"The database is at {newest} and matches the models.\n")
    assert run("demo", "load") == (0, "The demonstration is loaded.\n")
    assert run("demo", "load") == (0, "The demonstration was loaded already.\n")
    assert run("db", "downgrade", "base") == (0, "The database is now at base.\n")


def test_production_is_not_filled_with_people_who_are_not_real(
    sqlite: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command says that this is production, and saves nobody."""
    monkeypatch.setenv("KENTCARE_ENV", "production")
    monkeypatch.setenv("SECRET_KEY", LONG)
    monkeypatch.setenv("KENTCARE_INSTANCE", str(settings.instance))
    monkeypatch.setenv("DATABASE_URL", sqlite)
    monkeypatch.setenv("KENTCARE_HOSTS", "offer.example")
    result = CliRunner().invoke(main, ["demo", "load"])
    assert (result.exit_code, "This is production" in result.output) == (1, True)
    with database_only(sqlite):
        assert not accounts.has_made_up_people()
