"""Each time that a form was halted, because somebody may be hurt, missing or at risk."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class StopShown(Model):
    """A form was halted, because somebody may be hurt, missing or at risk. The officer is told."""

    __tablename__ = "stop_shown"
    __table_args__ = (
        Index("ix_stop_shown_which", "home_id", "young_person_id", "month"),
        Index("ix_stop_shown_seen_at", "seen_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"))
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"))
    month: Mapped[date]
    shown_to: Mapped[int] = mapped_column(ForeignKey("account.id"))
    # "pressed" or "words". Which words stays in the draft, where only the Host reads them.
    how: Mapped[str] = mapped_column(String(10))
    # Of what suggested it: under these marks it does not halt the same form again, once it was passed.
    marks: Mapped[str] = mapped_column(String(2000))
    at: Mapped[datetime]
    # What the Host said when they went on: "told" or "meant otherwise".
    passed_at: Mapped[datetime | None]
    passed_as: Mapped[str | None] = mapped_column(String(20))
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
