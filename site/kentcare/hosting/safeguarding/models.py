"""The table of stops."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class StopShown(Model):
    """One stop: a form was halted, as somebody may be hurt, missing or at risk."""

    __tablename__ = "stop_shown"
    __table_args__ = (
        Index("ix_stop_shown_which", "home_id", "young_person_id", "month"),
        Index("ix_stop_shown_seen_at", "seen_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"))
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"))
    # The first day of the month that the form is about.
    month: Mapped[date]
    shown_to: Mapped[int] = mapped_column(ForeignKey("account.id"))
    # "pressed" or "words". Which words stays in the draft, where only the Host reads them.
    how: Mapped[str] = mapped_column(String(10))
    # Keyed hashes of the words that caused it, with spaces between. Once the stop was passed, the same words
    # do not halt the same form again.
    word_hashes: Mapped[str] = mapped_column("marks", String(2000))
    at: Mapped[datetime]
    # What the Host said when they went on: "told" or "meant otherwise".
    passed_at: Mapped[datetime | None]
    passed_as: Mapped[str | None] = mapped_column(String(20))
    # When somebody of the service looked into it.
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
