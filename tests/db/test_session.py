"""Writing: all or nothing, one at a time, and never "database is locked" for a reason that we could avoid."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, select, text

from kentcare.db import records, subjects
from kentcare.db.attach import database_only
from kentcare.db.engine import WRITES, build_engine
from kentcare.db.models import DeploymentMark
from kentcare.db.refused import DatabaseBusy
from kentcare.db.session import ChangedOutsideWriting, db, reading, remove_where, writing
from support.patience import PATIENCE

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
MINE = subjects.mark("mine")

_WRITE_FIFTY = """
import sys
from datetime import UTC, datetime
from kentcare.db import records, subjects
from kentcare.db.attach import database_only
from kentcare.db.session import db

with database_only(sys.argv[1]):
    for number in range(50):
        assert records.set_mark(f"{sys.argv[2]}-{number}", datetime.now(UTC))
"""


def _somebody_else_sets(address: str, name: str) -> None:
    with database_only(address):
        records.set_mark(name, NOW)


def test_two_processes_writing_at_once_both_succeed(address: str) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITE_FIFTY, address, name], stderr=subprocess.PIPE, text=True
        )
        for name in ("one", "two")
    ]
    errors = [writer.communicate()[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], errors
    with database_only(address):
        assert reading().query(DeploymentMark).count() == 100


def test_a_request_that_has_read_may_go_on_to_write(address: str) -> None:
    """A deferred transaction would answer "database is locked", however long it was told to wait."""
    with database_only(address):
        assert records.marked_at("other") is None
        _somebody_else_sets(address, "other")
        assert records.set_mark("mine", NOW)
        assert records.marked_at("mine") == NOW


def test_what_is_read_inside_writing_is_as_it_is_now(address: str) -> None:
    with database_only(address):
        assert records.marked_at("demo") is None
        _somebody_else_sets(address, "demo")
        assert not records.set_mark("demo", NOW)


def test_one_request_sees_one_state_of_the_database(address: str) -> None:
    with database_only(address):
        assert records.marked_at("first") is None
        _somebody_else_sets(address, "late")
        assert records.marked_at("late") is None
    with database_only(address):
        assert records.marked_at("late") == NOW


def _write_and_fail(name: str) -> None:
    with writing() as session:
        session.add(DeploymentMark(name=name, set_at=NOW))
        session.flush()
        raise KeyError


def _write_with_an_inner_failure() -> None:
    with writing() as session:
        session.add(DeploymentMark(name="outer", set_at=NOW))
        with pytest.raises(KeyError):
            _write_and_fail("inner")


def _write_inner_and_fail() -> None:
    with writing():
        records.set_mark("inner", NOW)
        raise KeyError


def test_when_something_fails_nothing_is_saved(address: str) -> None:
    with database_only(address):
        with pytest.raises(KeyError):
            _write_and_fail("half")
        assert records.marked_at("half") is None


def test_an_inner_part_that_fails_undoes_only_itself(address: str) -> None:
    with database_only(address):
        _write_with_an_inner_failure()
        assert records.marked_at("outer") == NOW
        assert records.marked_at("inner") is None


def test_an_outer_part_that_fails_undoes_the_inner_too(address: str) -> None:
    with database_only(address):
        with pytest.raises(KeyError):
            _write_inner_and_fail()
        assert records.marked_at("inner") is None


def test_many_rows_are_removed_a_part_at_a_time_and_others_write_between(address: str) -> None:
    with database_only(address) as app:
        with writing() as session:
            session.add_all(DeploymentMark(name=f"old {number}", set_at=NOW) for number in range(2500))
            session.add(DeploymentMark(name="new", set_at=NOW))
        saved: list[int] = []
        with app.app_context():
            event.listen(db.engine, "commit", lambda _: saved.append(1))
        old = DeploymentMark.name.startswith("old")
        assert remove_where(DeploymentMark, old, write=False) == 2500
        assert not saved
        assert remove_where(DeploymentMark, old, write=True) == 2500
        assert len(saved) == 3
        assert reading().scalars(select(DeploymentMark.name)).all() == ["new"]


def test_what_is_removed_inside_a_transaction_comes_back_with_it(address: str) -> None:
    with database_only(address):
        records.set_mark("kept", NOW)
        with pytest.raises(KeyError):
            _remove_and_fail()
        assert records.marked_at("kept") == NOW


def _remove_and_fail() -> None:
    with writing():
        assert remove_where(DeploymentMark, DeploymentMark.name == "kept", write=True) == 1
        raise KeyError


def test_writing_is_over_when_the_block_ends(address: str) -> None:
    """A session that stayed able to write would make the next reader a writer."""
    with database_only(address):
        records.set_mark("demo", NOW)
        assert records.set_mark("second", NOW)
        _somebody_else_sets(address, "not blocked")


def test_a_change_made_before_writing_is_refused_rather_than_lost(address: str) -> None:
    with database_only(address):
        reading().add(DeploymentMark(name="early", set_at=NOW))
        with pytest.raises(ChangedOutsideWriting), writing():
            pass


@contextmanager
def _another_writer(address: str) -> Iterator[None]:
    """Another writer at work on the mark "mine"; on SQLite, at work at all."""
    engine = build_engine(address)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MINE.key})")
        yield
    engine.dispose()


def test_a_writer_that_waits_too_long_is_told_and_may_try_again(address: str) -> None:
    with database_only(address, wait_seconds=0.05):
        with _another_writer(address), pytest.raises(DatabaseBusy):
            records.set_mark("mine", NOW)
        assert records.set_mark("mine", NOW)


def test_a_writer_that_may_not_wait_is_told_at_once_and_the_next_waits_again(address: str) -> None:
    """It would wait for the other one, which ends only after it, for longer than any test."""
    with database_only(address, wait_seconds=PATIENCE):
        with _another_writer(address), pytest.raises(DatabaseBusy), writing(MINE, wait=0.05):
            pass
        with writing() as session:
            sqlite, postgresql = text("PRAGMA busy_timeout"), text("SHOW lock_timeout")
            is_sqlite = address.startswith("sqlite")
            waits = session.execute(sqlite if is_sqlite else postgresql).scalar_one()
            assert waits == (PATIENCE * 1000 if is_sqlite else "3min")


def test_readers_do_not_wait_for_a_writer(address: str) -> None:
    with database_only(address, wait_seconds=0.05), _another_writer(address):
        assert records.marked_at("demo") is None
