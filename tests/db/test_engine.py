"""The settings that keep what people write safe are really in force."""

import pytest
from pysqlite3 import dbapi2
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from kentcare.db.attach import database_only
from kentcare.db.engine import build_engine
from kentcare.db.session import reading


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("busy_timeout", 5000),
        ("foreign_keys", 1),
        ("cache_size", -16384),
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


def test_postgresql_is_not_waited_for_for_long_unless_the_address_says_so(postgresql: str) -> None:
    for address, seconds in ((postgresql, "5"), (with_query(postgresql, {"connect_timeout": "9"}), "9")):
        engine = build_engine(address)
        with engine.connect() as connection:
            given = connection.connection.driver_connection.info.get_parameters()  # type: ignore[union-attr]
        assert (given["connect_timeout"], given["tcp_user_timeout"]) == (seconds, "20000")
        engine.dispose()


def with_query(address: str, more: dict[str, str]) -> str:
    return make_url(address).update_query_dict(more).render_as_string(hide_password=False)
