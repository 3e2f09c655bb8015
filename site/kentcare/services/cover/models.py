"""The table of covers."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class Cover(Model):
    """One officer does another's work from one day to another. The homes keep the officer who is away."""

    __tablename__ = "cover"
    __table_args__ = (
        CheckConstraint("to_day >= from_day", name="days"),
        Index("ix_cover_covered_by_id_to_day", "covered_by_id", "to_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    # The officer who is away, and the one who does their work.
    officer_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    covered_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    # The first and the last day, both included.
    from_day: Mapped[date]
    to_day: Mapped[date]
    set_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    set_at: Mapped[datetime]
