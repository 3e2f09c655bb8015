"""A moment comes back as it went in."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import StatementError

from kentcare.db import records
from kentcare.db.attach import database_only
from kentcare.db.migrate import every_table


def test_a_moment_given_in_summer_time_comes_back_in_utc(address: str) -> None:
    summer = datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo("Europe/London"))
    with database_only(address):
        records.set_mark("demo", summer)
    with database_only(address):
        found = records.marked_at("demo")
    assert found is not None
    assert (found, found.tzinfo, found.hour) == (summer, UTC, 8)


def test_a_moment_without_its_time_zone_is_refused(address: str) -> None:
    with database_only(address), pytest.raises(StatementError, match="time zone"):
        records.set_mark("demo", datetime(2026, 7, 1, 9, 0))


def test_every_constraint_has_a_name_that_a_migration_can_use() -> None:
    nameless = [
        f"{table.name}: {constraint!r}"
        for table in every_table().tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert not nameless
