"""Which failures of the database pass by themselves, as SQLite and PostgreSQL say them."""

import psycopg
import pytest
from pysqlite3 import dbapi2
from sqlalchemy.exc import DBAPIError, OperationalError

from kentcare.db.refused import CannotSave, DatabaseAway, DatabaseBusy, DiskFull, NotWritable, reason_of

REASONS: list[tuple[Exception, type[CannotSave] | None]] = [
    (dbapi2.OperationalError("database is locked"), DatabaseBusy),
    (dbapi2.OperationalError("database or disk is full"), DiskFull),
    (dbapi2.OperationalError("disk I/O error"), DiskFull),
    (dbapi2.OperationalError("no such table: nothing"), None),
    (psycopg.errors.LockNotAvailable("canceling statement due to lock timeout"), DatabaseBusy),
    (psycopg.errors.DeadlockDetected("deadlock detected"), DatabaseBusy),
    (psycopg.errors.SerializationFailure("could not serialize access"), DatabaseBusy),
    (psycopg.errors.DiskFull("could not extend file"), DiskFull),
    (dbapi2.OperationalError("attempt to write a readonly database"), NotWritable),
    (dbapi2.OperationalError("unable to open database file"), DatabaseAway),
    (psycopg.errors.ReadOnlySqlTransaction("cannot execute INSERT in a read-only transaction"), NotWritable),
    (psycopg.errors.IoError("could not write to file"), DiskFull),
    (
        psycopg.errors.FeatureNotSupported("cannot set transaction read-write mode during recovery"),
        NotWritable,
    ),
    (psycopg.errors.FeatureNotSupported("something else"), None),
    (psycopg.errors.QueryCanceled("canceling statement due to user request"), None),
    (psycopg.OperationalError("connection refused"), DatabaseAway),
]


@pytest.mark.parametrize(("error", "reason"), REASONS, ids=[str(error) for error, _ in REASONS])
def test_a_failure_has_its_reason(error: Exception, reason: type[CannotSave] | None) -> None:
    assert reason_of(OperationalError("SELECT 1", {}, error)) is reason


def test_a_connection_that_was_cut_is_away_whatever_was_said() -> None:
    error = psycopg.errors.AdminShutdown("terminating connection due to administrator command")
    assert reason_of(OperationalError("SELECT 1", {}, error)) is None
    assert reason_of(OperationalError("SELECT 1", {}, error, connection_invalidated=True)) is DatabaseAway


def test_a_change_outside_writing_is_a_fault_of_ours_and_inside_it_is_none() -> None:
    said = psycopg.errors.ReadOnlySqlTransaction("cannot execute INSERT in a read-only transaction")
    error = DBAPIError("INSERT INTO", {}, said)
    assert reason_of(error) is None
    assert reason_of(error, is_writing=True) is NotWritable
