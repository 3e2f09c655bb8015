"""Heartbeats: a process or scheduled job reports that it runs, and monitoring reads how long ago that was."""

from datetime import datetime

from sqlalchemy import select

from kentcare.db import subjects
from kentcare.db.session import reading, writing
from kentcare.services.heartbeats.models import Heartbeat

# Who reports: the process that sends messages, the nightly backup, and the nightly removal of old records.
OUTBOX, BACKUP, RETENTION = "outbox", "backup", "retention"
# What is reported of a proxy: that it gives the site another name.
RENAMED = "renamed"


def beat(name: str, now: datetime) -> None:
    """Record that `name` runs at this moment. Raises CannotSave."""
    with writing(subjects.job(name)) as session:
        session.merge(Heartbeat(name=name, at=now))


def last_beat(name: str) -> datetime | None:
    """When `name` last reported that it runs; None where it never did."""
    return reading().scalar(select(Heartbeat.at).where(Heartbeat.name == name))
