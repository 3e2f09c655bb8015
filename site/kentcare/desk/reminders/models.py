"""That somebody was reminded of something."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class Reminder(Model):
    """Each step once, however often the job runs."""

    __tablename__ = "reminder"

    # "report" or "certificate", and what tells it from others: of a report its home, young person and month,
    # as "3/41/2026-11"; of a certificate what it is, whose, and the day by which it is needed.
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    about: Mapped[str] = mapped_column(String(80), primary_key=True)
    # So many days late; before the day, less than nothing.
    step: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
