"""What is wrong with a database is said with its place and what to do, and never with a password."""

import socket
from pathlib import Path

import pytest

from kentcare.db import migrate
from kentcare.db.attach import database_only
from kentcare.db.faults import fault_of, is_unverified, place_of
from kentcare.db.session import writing


def test_nothing_is_wrong_with_one_that_is_up_to_date(address: str) -> None:
    assert fault_of(address) is None


def test_one_without_tables_and_one_that_is_behind_are_to_be_upgraded(empty: str) -> None:
    migrate.upgrade(empty, "0001")
    assert (fault_of(empty) or "").endswith(
        f" is at 0001, not at {migrate.newest()}. Run: kentcare db upgrade."
    )
    migrate.downgrade(empty, "base")
    assert (fault_of(empty) or "").endswith(" has no tables of this site yet. Run: kentcare db upgrade.")


def test_one_that_is_ahead_is_good_enough_for_whoever_says_so(address: str) -> None:
    with database_only(address), writing() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert "Install the newer version of the site." in (fault_of(address) or "")
    assert fault_of(address, may_be_newer=True) is None


def test_a_file_that_is_not_there_is_named_and_not_made(tmp_path: Path) -> None:
    file = tmp_path / "kentcare.sqlite3"
    told = fault_of(f"sqlite:///{file}", "DATABASE_OWNER_URL")
    assert told == (
        f"There is no database at {file}. Check DATABASE_OWNER_URL, or make it: kentcare db upgrade."
    )
    assert not file.exists()


def test_one_that_does_not_answer_is_named_with_the_reason() -> None:
    told = fault_of("postgresql://user:canary@127.0.0.1:9/name") or ""
    assert told.startswith("The database does not answer: “name” on 127.0.0.1:9. The reason: ")
    assert told.endswith(" Check DATABASE_URL, and that the database is running.")
    assert "canary" not in told


def test_one_that_takes_a_connection_and_says_nothing_is_given_up_soon() -> None:
    """As where packets are swallowed on the way. After how long, test_engine.py says."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        told = fault_of(f"postgresql://user@127.0.0.1:{silent.getsockname()[1]}/name") or ""
    assert "The reason: connection timeout expired. Check DATABASE_URL" in told


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("postgresql://user:canary@host:5433/name", "“name” on host:5433"),
        ("postgresql://host/name", "“name” on host"),
        ("postgresql:///name?host=/run/postgresql", "“name” on /run/postgresql"),
        ("postgresql:///name", "“name” on this machine"),
        ("sqlite:////folder/file.sqlite3", "/folder/file.sqlite3"),
    ],
)
def test_the_place_of_a_database_holds_no_password(address: str, place: str) -> None:
    assert place_of(address) == place


@pytest.mark.parametrize(
    ("address", "is_so"),
    [
        ("sqlite:////srv/kentcare.sqlite3", False),
        ("postgresql:///name", False),
        ("postgresql://user@127.0.0.1/name", False),
        ("postgresql:///name?host=/run/postgresql", False),
        ("postgresql://user@db.example/name?sslmode=verify-full", False),
        ("postgresql://user@db.example/name", True),
        ("postgresql:///name?host=db.example", True),
        ("postgresql://user@db.example/name?sslmode=require", True),
    ],
)
def test_a_database_elsewhere_must_show_who_it_is(address: str, is_so: bool) -> None:
    assert is_unverified(address) is is_so
