"""`kentcare db`: granting, migrating and checking from the command line."""

import pytest
from click.testing import CliRunner

from kentcare.cli import main
from kentcare.db import migrate, roles
from support.two_roles import Both, plain, two_roles


@pytest.fixture
def both(postgresql: str) -> Both:
    return two_roles(postgresql)


@pytest.fixture
def at(both: Both, monkeypatch: pytest.MonkeyPatch) -> Both:
    monkeypatch.setenv("DATABASE_URL", both.site)
    monkeypatch.setenv("DATABASE_OWNER_URL", both.owner)
    return both


def test_the_command_grants_and_the_owner_migrates(at: Both) -> None:
    run = CliRunner()
    told = run.invoke(main, ["db", "grant", at.role], catch_exceptions=False)
    assert (told.exit_code, told.output) == (
        0,
        f"{at.role} may read and write in every table, and change none.\n",
    )
    assert run.invoke(main, ["db", "downgrade", "0003"], catch_exceptions=False).exit_code == 0
    assert migrate.version(at.site) == "0003"
    told = run.invoke(main, ["db", "upgrade"], catch_exceptions=False)
    assert told.output == f"The database is now at {migrate.newest()}.\n"
    assert run.invoke(main, ["db", "check"], catch_exceptions=False).exit_code == 0
    with plain(at.site) as connection:
        assert connection.execute("SELECT count(*) FROM throttle").fetchone() == (0,)


def test_without_the_owner_it_does_not_serve_what_is_not_migrated(
    at: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    roles.grant(at.owner, at.role)
    migrate.downgrade(at.owner, "0003")
    monkeypatch.delenv("DATABASE_OWNER_URL")
    told = CliRunner().invoke(main, ["serve"])
    assert told.exit_code == 1
    assert told.output.startswith(f"Error: The database is not at {migrate.newest()}, and may not be changed")


def test_sqlite_has_no_roles(sqlite: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite)
    told = CliRunner().invoke(main, ["db", "grant", "somebody"])
    assert (told.exit_code, told.output) == (1, "Error: Only PostgreSQL has roles.\n")
