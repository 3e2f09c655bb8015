"""The drill: a backup is made while people write, and restored on a machine that has nothing."""

import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kentcare.config import Settings
from kentcare.db.attach import database_only
from kentcare.operations.backup.database import rows_of
from kentcare.services.files import records as files
from kentcare.services.heartbeats import records as heartbeats
from kentcare.services.outbox import records as outbox
from support import the_cast
from support.backup import SECRET, BackupMachine, backed_up, restored
from support.uploads import look_at_files


def test_the_drill(
    lived_in: str,
    clean: str,
    machine: BackupMachine,
    busy: Callable[[], int],
    record_property: Callable[..., None],
) -> None:
    while not busy():
        pass
    before = datetime.now(UTC)
    copy = backed_up(machine)
    counted = rows_of(lived_in)
    machine.is_at(clean, "second")
    assert "Nothing was changed" in restored(machine, copy).output
    assert rows_of(clean) == {}
    done = restored(machine, copy, "--write")
    assert done.exit_code == 0, done.output
    record_property(f"copied and back, {lived_in.partition(':')[0]}", str(datetime.now(UTC) - before))
    found = rows_of(clean)
    # People went on writing: the copy has what there was at one moment, and nothing else is missing.
    assert 0 < found.pop("audit_event") <= counted.pop("audit_event")
    assert found.pop("sign_in") == 0
    for changed in ("sign_in", "heartbeat"):
        counted.pop(changed)
        found.pop(changed, None)
    assert found == counted
    with database_only(clean, secrets=(SECRET,), instance=machine.folder / "second") as app:
        files.use_files(app, Settings.from_env())
        # It waited, and is looked at where it was restored to.
        [stored] = files.of("test", "canary")
        assert stored.is_waiting
        assert look_at_files(app) == 1
        assert files.content(stored.ref)[:2] == b"\xff\xd8"
        assert files.compare(datetime.now(UTC)) == files.Compared([], [])
        # What waited then has gone out from the first machine since.
        assert outbox.waiting(datetime.now(UTC))[0] == 0
    assert machine.run("db", "check").exit_code == 0


def test_a_copy_that_is_damaged_changes_nothing(lived_in: str, clean: str, machine: BackupMachine) -> None:
    copy = backed_up(machine)
    whole = copy.read_bytes()
    machine.is_at(clean, "second")
    for damaged in (whole[:-100], whole[: len(whole) // 2] + b"!" + whole[len(whole) // 2 + 1 :], b"nothing"):
        copy.write_bytes(damaged)
        done = restored(machine, copy, "--write")
        assert done.exit_code == 1
        assert "does not open" in done.output
    assert rows_of(clean) == {}


def test_another_key_does_not_open_it(lived_in: str, machine: BackupMachine) -> None:
    copy = backed_up(machine)
    (machine.folder / "key").write_text(machine.run("backup-key").output.strip().rpartition(" ")[2])
    assert "does not open" in restored(machine, copy).output
    (machine.folder / "key").write_text("no key")
    assert "does not contain a key" in restored(machine, copy).output


def test_what_is_there_is_not_lost_by_mistake(lived_in: str, machine: BackupMachine) -> None:
    copy = backed_up(machine)
    done = restored(machine, copy, "--write")
    assert done.exit_code == 1
    assert "--replace" in done.output
    assert rows_of(lived_in)["account"] == len(the_cast.PEOPLE)
    assert restored(machine, copy, "--write", "--replace").exit_code == 0
    assert rows_of(lived_in)["account"] == len(the_cast.PEOPLE)


def test_it_says_when_the_secret_is_another(lived_in: str, clean: str, machine: BackupMachine) -> None:
    copy = backed_up(machine)
    machine.is_at(clean, "second")
    machine.patch.setenv("SECRET_KEY", "another" * 10)
    assert "so nothing encrypted opens" in restored(machine, copy, "--write").output


def test_nothing_of_anybody_lies_open_in_it(lived_in: str, machine: BackupMachine) -> None:
    assert the_cast.CANARY.encode() not in backed_up(machine).read_bytes()


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_it_says_what_is_missing(lived_in: str, machine: BackupMachine) -> None:
    machine.patch.setenv("BACKUP_RECIPIENTS", "")
    assert "kentcare backup-key" in machine.run("backup", "--to", machine.folder / "copies").output
    machine.patch.setenv("BACKUP_RECIPIENTS", "age1nothing")
    assert (
        "BACKUP_RECIPIENTS is “age1nothing”"
        in machine.run("backup", "--to", machine.folder / "copies").output
    )
    assert list((machine.folder / "copies").iterdir()) == []


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_backup_without_its_files_is_a_failure_and_counts_as_none(
    lived_in: str, machine: BackupMachine
) -> None:
    """As when a job ran with another KENTCARE_INSTANCE than the site."""
    machine.is_at(lived_in, "another")
    done = machine.run("backup", "--to", machine.folder / "copies")
    assert done.exit_code == 1
    assert "It is not whole: 1 files" in done.output
    assert str(machine.folder / "another") in done.output
    with database_only(lived_in):
        assert heartbeats.last_beat(heartbeats.BACKUP) is None


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_only_its_owner_may_read_a_backup_and_what_is_restored(
    lived_in: str, clean: str, machine: BackupMachine
) -> None:
    before = os.umask(0)
    try:
        copy = backed_up(machine)
        machine.is_at(clean, "second")
        assert restored(machine, copy, "--write").exit_code == 0
    finally:
        os.umask(before)
    file = Path(clean.removeprefix("sqlite:///"))
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in (copy, file, file.parent)}
    assert modes == {copy.name: 0o600, file.name: 0o600, file.parent.name: 0o700}


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_database_that_a_process_has_open_is_not_replaced(lived_in: str, machine: BackupMachine) -> None:
    copy = backed_up(machine)
    with database_only(lived_in):
        assert heartbeats.last_beat(heartbeats.BACKUP)
        done = restored(machine, copy, "--write", "--replace")
    assert done.exit_code == 1
    assert "is in use, so nothing was changed" in done.output
    assert restored(machine, copy, "--write", "--replace").exit_code == 0


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_database_that_the_disk_has_damaged_is_replaced(lived_in: str, machine: BackupMachine) -> None:
    copy = backed_up(machine)
    file = Path(lived_in.removeprefix("sqlite:///"))
    file.write_bytes(b"nothing of a database" * 1000)
    assert "--replace" in restored(machine, copy, "--write").output
    done = restored(machine, copy, "--write", "--replace")
    assert done.exit_code == 0, done.output
    assert rows_of(lived_in)["account"] == len(the_cast.PEOPLE)
