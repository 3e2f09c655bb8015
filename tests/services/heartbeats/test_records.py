"""A heartbeat is known by its name, and the last one counts. On both databases."""

from datetime import timedelta

from kentcare.services.heartbeats import records as heartbeats
from support.outbox import NOW, database

__all__ = ["database"]


def test_the_last_beat_of_each_name_counts(database: str) -> None:
    assert heartbeats.last_beat(heartbeats.BACKUP) is None
    for after in (0, 1):
        heartbeats.beat(heartbeats.BACKUP, NOW + timedelta(hours=after))
    heartbeats.beat(heartbeats.OUTBOX, NOW)
    assert heartbeats.last_beat(heartbeats.BACKUP) == NOW + timedelta(hours=1)
    assert heartbeats.last_beat(heartbeats.OUTBOX) == NOW
