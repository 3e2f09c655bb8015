"""The table of answers that somebody has not opened yet."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class UnopenedAnswer(Model):
    """Somebody was answered and has not opened it. It holds no word of it, and goes once they have."""

    __tablename__ = "unopened_answer"
    __table_args__ = (UniqueConstraint("account_id", "kind", "about", name="uq_unopened_answer_which"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    # What was answered, and which: "report" and its ref, or "certificate" or "refused file" and its line.
    kind: Mapped[str] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(String(60))
    # When the latest answer was given.
    at: Mapped[datetime]
