"""Which opening of a page counts: the first since something stands on it."""

from datetime import UTC, datetime, timedelta

from kentcare.hosting.reversals.rules import first_since

SAID_AT = datetime(2026, 12, 1, 9, tzinfo=UTC)


def test_the_first_opening_since_it_was_said_counts() -> None:
    before, first, later = (SAID_AT + timedelta(hours=hours) for hours in (-1, 0, 2))
    assert first_since(SAID_AT, [later, before, first]) == first
    assert first_since(SAID_AT, [before]) is None
    assert first_since(SAID_AT, []) is None
