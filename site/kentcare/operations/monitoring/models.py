"""What the processes of this site share about how they run."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class Throttle(Model):
    """How often something was posted from one place. The place is a mark, from which nobody can tell it."""

    __tablename__ = "throttle"
    __table_args__ = (Index("ix_throttle_until", "until"),)

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int]
    until: Mapped[datetime]
