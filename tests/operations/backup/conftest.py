"""A machine with a database that people have used, and one with nothing."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db.attach import database_only
from kentcare.services.messages import records as messages
from support import the_cast
from support.backup import PROGRAMS, SECRET, BackupMachine
from support.databases import new_database


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BackupMachine:
    monkeypatch.setenv("SECRET_KEY", SECRET)
    programs = sorted(PROGRAMS.glob("pginstall*/bin"), key=lambda one: "18" in one.parent.name)[-1]
    monkeypatch.setenv("PG_BIN", str(programs))
    machine = BackupMachine(monkeypatch, tmp_path)
    told = machine.run("backup-key").output
    public, private = (line.rpartition(" ")[2] for line in told.strip().splitlines())
    monkeypatch.setenv("BACKUP_RECIPIENTS", public)
    (tmp_path / "key").write_text(private)
    (tmp_path / "copies").mkdir()
    return machine


@pytest.fixture
def lived_in(address: str, machine: BackupMachine) -> str:
    """A database with the cast, a message that waits, a session, and a photograph."""
    machine.is_at(address, "first")
    with database_only(address, secrets=(SECRET,), instance=machine.folder / "first"):
        the_cast.bring()
        now = datetime.now(UTC)
        messages.queue(Address("email", "a@example.org"), "Words", now=now, use_by=now + timedelta(days=1))
    machine.import_rows()
    return address


@pytest.fixture
def clean(lived_in: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database of the same kind in which nothing is."""
    if lived_in.startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'elsewhere' / 'restored.sqlite3'}"
    return new_database(request.getfixturevalue("postgresql"))


@pytest.fixture
def busy(lived_in: str) -> Iterator[Callable[[], int]]:
    """Two threads that write all the time; the value returns how often they have."""
    over, written = threading.Event(), []

    def write() -> None:
        with database_only(lived_in, secrets=(SECRET,)):
            while not over.is_set():
                audit.note(Action.LISTED, None, about="while it was copied")
                written.append(1)

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    yield lambda: len(written)
    over.set()
    for thread in threads:
        thread.join()
