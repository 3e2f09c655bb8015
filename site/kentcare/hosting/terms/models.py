"""The table of terms."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.encrypted import EncryptedText
from kentcare.db.model import Model
from kentcare.hosting.terms.rules import MOST_PLACES


class Terms(Model):
    """What holds for a home from one day to another. A row is never changed: another takes its place."""

    __tablename__ = "terms"
    __table_args__ = (
        CheckConstraint(f"places BETWEEN 0 AND {MOST_PLACES}", name="places"),
        CheckConstraint("to_day IS NULL OR to_day >= from_day", name="days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"), index=True)
    # How many young people may live there; null takes back the row that this one replaces.
    places: Mapped[int | None]
    from_day: Mapped[date]
    # The last day, that day included; null while they go on.
    to_day: Mapped[date | None]
    # The colleague who decided it, and on which day; null where nobody has said.
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    decided_on: Mapped[date | None]
    why: Mapped[str | None] = mapped_column("sealed_why", EncryptedText("kentcare why terms were decided"))
    # The row that this one ended or put right. No two replace the same.
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey(f"{__tablename__}.id"), unique=True)
    # Who wrote it down; null for a list that a command brought in.
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    entered_at: Mapped[datetime]
