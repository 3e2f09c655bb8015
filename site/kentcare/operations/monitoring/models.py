"""The table of counts that all processes of the site share."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class Throttle(Model):
    """How often something was posted from one address, until a moment."""

    __tablename__ = "throttle"
    __table_args__ = (Index("ix_throttle_until", "until"),)

    # A keyed hash of the counter and the address, from which nobody can tell the address.
    key_hash: Mapped[str] = mapped_column("mark", String(64), primary_key=True)
    number: Mapped[int]
    until: Mapped[datetime]
