"""A restore that is killed leaves what was there or all of the backup, and no copy that can be read."""

import os
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from kentcare.db.attach import database_only
from kentcare.db.engine import build_engine
from kentcare.operations.backup.database import rows_of
from support import the_cast
from support.backup import SECRET, BackupMachine, backed_up, restore_and_die
from support.forks import forks
from support.outbox import queue_now
from support.pace import fastest
from support.patience import PATIENCE, until

ROOM = "kentcare.operations.backup"
STEPS = {
    "before anything is changed": ("kentcare.services.files.records", "restore"),
    "with the files": (f"{ROOM}.commands", "put_back"),
    "with sessions and messages ended": (f"{ROOM}.database", "_swap"),
    "before the last words of the script": (f"{ROOM}.database", "_end_of_script"),
    "before the migrations": ("kentcare.db.migrate", "upgrade"),
    "at the end": (f"{ROOM}.commands", "_say_what_is_not_in_it"),
}
OF_SQLITE, OF_POSTGRESQL = "with sessions and messages ended", "before the last words of the script"
IS_RESTORED = {"before the migrations", "at the end"}


def _run(
    machine: BackupMachine, address: str, copy: Path, step: tuple[str, str] | None, after: float = 0.0
) -> int | None:
    environment = {name: os.environ[name] for name in ("SECRET_KEY", "BACKUP_RECIPIENTS", "PG_BIN")}
    environment |= {"DATABASE_URL": address, "KENTCARE_INSTANCE": str(machine.folder / "first")}
    arguments = ["restore", str(copy), "--identity", str(machine.folder / "key"), "--write", "--replace"]
    process = forks().Process(target=restore_and_die, args=(environment, arguments, step, after), daemon=True)
    process.start()
    process.join(PATIENCE)
    return process.exitcode


def _live(address: str) -> tuple[int, int]:
    """How many sessions there are, and how many messages wait."""
    engine = build_engine(address)
    with engine.connect() as connection:
        numbers = [
            connection.execute(text(f"SELECT count(*) FROM {what}")).scalar_one()  # noqa: S608  # named here
            for what in ("sign_in", "outgoing_message WHERE next_try_at IS NOT NULL")
        ]
    engine.dispose()
    return numbers[0], numbers[1]


def _schemas(address: str) -> set[str]:
    with psycopg.connect(address) as connection:
        found = connection.execute("SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information)'")
        return {name for (name,) in found.fetchall()}


def _wait_for_psql(address: str) -> None:
    """Wait until the server has heard of the end of every program that was connected."""
    if address.startswith("sqlite"):
        return
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )

    def are_gone() -> bool:
        with psycopg.connect(address) as connection:
            return connection.execute(others).fetchone() == (0,)

    until(are_gone)
    assert _schemas(address) == {"public"}


def _leftovers(machine: BackupMachine, address: str) -> list[Path]:
    """Files other than the database in which somebody's words can be read."""
    database = Path(address.removeprefix("sqlite:///"))
    others = [file for file in machine.folder.rglob("*") if file.is_file() and database.name not in file.name]
    return [file for file in others if the_cast.CANARY.encode() in file.read_bytes()]


def _make_different(address: str) -> dict[str, int]:
    """Add what is not in the backup, and return the rows of each table."""
    with database_only(address, secrets=(SECRET,)):
        queue_now(3)
    return rows_of(address)


@pytest.mark.parametrize("name", STEPS)
def test_killed_at_a_step_it_is_whole_or_not_there(lived_in: str, machine: BackupMachine, name: str) -> None:
    if name == (OF_POSTGRESQL if lived_in.startswith("sqlite") else OF_SQLITE):
        return  # a step of the other database
    copy, backed = backed_up(machine), rows_of(lived_in)
    before = _make_different(lived_in)
    assert _run(machine, lived_in, copy, STEPS[name]) == -9
    _wait_for_psql(lived_in)
    found = rows_of(lived_in)
    if name in IS_RESTORED:
        assert {**found, "heartbeat": 0} == {**backed, "sign_in": 0, "heartbeat": 0}
        assert _live(lived_in) == (0, 0)
    else:
        assert found == before
    assert not _leftovers(machine, lived_in)


def test_killed_at_any_moment_it_is_whole_or_not_there(lived_in: str, machine: BackupMachine) -> None:
    copy, backed = backed_up(machine), rows_of(lived_in)
    ended: list[int | None] = []
    lasts = fastest(lambda: ended.append(_run(machine, lived_in, copy, None, PATIENCE)), 1)
    assert ended == [0]
    whole = rows_of(lived_in)
    assert {**whole, "heartbeat": 0} == {**backed, "sign_in": 0, "heartbeat": 0}
    for part in range(1, 11):
        before = _make_different(lived_in)
        _run(machine, lived_in, copy, None, lasts * part / 10)
        _wait_for_psql(lived_in)
        assert rows_of(lived_in) in (before, whole)
        assert not _leftovers(machine, lived_in)
