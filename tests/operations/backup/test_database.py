"""A copy of the whole database, on both kinds: what it keeps, and what is left where it fails."""

import io

import pytest
from sqlalchemy import text

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.config import Settings
from kentcare.db.attach import database_only
from kentcare.db.engine import build_engine
from kentcare.operations.backup.database import DatabaseCopy, put_back, rows_of
from kentcare.operations.backup.programs import BackupFailed
from support.backup import SECRET, BackupMachine, backed_up, restored


def test_the_audit_trail_is_still_kept(lived_in: str, clean: str, machine: BackupMachine) -> None:
    with database_only(lived_in, secrets=(SECRET,)):
        audit.note(Action.LISTED, None)
    copy = backed_up(machine)
    machine.is_at(clean, "second")
    assert restored(machine, copy, "--write").exit_code == 0
    engine = build_engine(clean)
    with engine.connect().execution_options(kentcare_writes=True) as connection, connection.begin():
        with pytest.raises(Exception, match="the audit trail is kept"):
            connection.execute(text("DELETE FROM audit_event"))
        connection.rollback()
    engine.dispose()


def test_what_is_there_stays_where_the_copy_cannot_be_put_back(lived_in: str) -> None:
    kind = "sqlite" if lived_in.startswith("sqlite") else "postgresql"
    before = rows_of(lived_in)
    with pytest.raises(BackupFailed):
        put_back(
            lived_in,
            DatabaseCopy(kind, io.BytesIO(b"no database" * 1000), {}, "0001"),
            Settings.from_env().pg_bin,
        )
    assert rows_of(lived_in) == before


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_it_says_that_the_programs_are_missing(lived_in: str, machine: BackupMachine) -> None:
    machine.patch.setenv("PG_BIN", str(machine.folder))  # a folder without them
    assert "pg_dump was not found" in machine.run("backup", "--to", machine.folder / "copies").output
