"""The settings that keep what people write safe are really in force."""

import pytest
from pysqlite3 import dbapi2
from sqlalchemy.exc import DBAPIError

from kentcare.db.attach import database_only
from kentcare.db.engine import build_engine, normal_url
from kentcare.db.session import reading


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("busy_timeout", 5000),
        ("foreign_keys", 1),
    ],
)
def test_every_sqlite_connection_has_our_settings(sqlite: str, setting: str, value: object) -> None:
    with database_only(sqlite):
        assert reading().connection().exec_driver_sql(f"PRAGMA {setting}").scalar() == value


def test_sqlite_is_the_one_that_we_ship_and_new_enough(sqlite: str) -> None:
    with database_only(sqlite):
        version = reading().connection().exec_driver_sql("SELECT sqlite_version()").scalar_one()
    assert version == dbapi2.sqlite_version
    assert tuple(map(int, version.split("."))) >= (3, 51, 3)


def test_a_transaction_that_only_reads_cannot_write(address: str) -> None:
    with database_only(address), pytest.raises(DBAPIError, match=r"read-?only"):
        reading().connection().exec_driver_sql("DELETE FROM deployment_mark")


def test_a_connection_outside_the_web_site_cannot_write_by_accident_either(address: str) -> None:
    engine = build_engine(address)
    with engine.connect() as connection, pytest.raises(DBAPIError, match=r"read-?only"):
        connection.exec_driver_sql("DELETE FROM deployment_mark")
    engine.dispose()


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("postgres://u:p@h/d", "postgresql+psycopg"),
        ("postgresql://u:p@h/d", "postgresql+psycopg"),
        ("postgresql+psycopg2://u:p@h/d", "postgresql+psycopg"),
        ("sqlite:////tmp/a.db", "sqlite+pysqlite"),
    ],
)
def test_any_spelling_of_the_address_gets_the_driver_that_we_ship(given: str, driver: str) -> None:
    assert normal_url(given).drivername == driver


@pytest.mark.parametrize("given", ["mysql://h/d", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_cannot_work_is_refused_in_words(given: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL must"):
        normal_url(given)


def test_the_password_survives_the_change_of_driver() -> None:
    assert normal_url("postgres://u:p%40ss@h:5433/d?sslmode=require").render_as_string(
        hide_password=False
    ) == ("postgresql+psycopg://u:p%40ss@h:5433/d?sslmode=require")
