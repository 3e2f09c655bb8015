"""The marks of a deployment: each is set once, and keeps its first moment."""

from datetime import UTC, datetime, timedelta

from kentcare.db import records
from kentcare.db.attach import database_only

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def test_a_mark_is_set_once_and_keeps_its_moment(address: str) -> None:
    with database_only(address):
        assert records.marked_at(records.DEMO) is None
        assert records.set_mark(records.DEMO, NOW)
        assert not records.set_mark(records.DEMO, NOW + timedelta(days=1))
        assert records.marked_at(records.DEMO) == NOW
        assert records.marked_at("other") is None
