"""The table of reminders that were sent."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class Reminder(Model):
    """One step of reminding the Hosts of one thing, so that no job sends it a second time."""

    __tablename__ = "reminder"

    # "report" or "certificate", and what tells it from others: of a report its home, young person and month,
    # as "3/41/2026-11"; of a certificate what it is, whose, and the day by which it is needed.
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    about: Mapped[str] = mapped_column(String(80), primary_key=True)
    # In days after the thing was due; below nought before that day.
    step: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
