"""The table of what the retention job removed."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class RetentionRun(Model):
    """One time that the schedule was carried out for one kind of record."""

    __tablename__ = "retention_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(40))
    # None while it goes on, and for good where it was cut off.
    removed: Mapped[int | None]
    # How many were old enough, and stayed because of a hold.
    held: Mapped[int]
