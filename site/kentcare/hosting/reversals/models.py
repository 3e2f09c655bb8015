"""The table of decisions that were taken back."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.encrypted import EncryptedText
from kentcare.db.model import Model


class Reversal(Model):
    """One decision of the desk that was taken back."""

    __tablename__ = "reversal"
    __table_args__ = (Index("ix_reversal_kind_about", "kind", "about"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # The kind of record that the decision is about, such as "report", and its ref.
    kind: Mapped[str] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(String(16))
    # What was decided, a `rules.Decision`; who decided it, and when.
    decision: Mapped[str] = mapped_column(String(20))
    decided_by: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    decided_at: Mapped[datetime]
    # What was written with the decision, such as why a certificate does not count.
    said: Mapped[str | None] = mapped_column(
        "sealed_said", EncryptedText("kentcare what was said with a decision")
    )
    reversed_by: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(
        "sealed_reason", EncryptedText("kentcare why a decision was taken back")
    )
    # It was meant for another home: its words are hidden from the Hosts of this one.
    is_misdirected: Mapped[bool] = mapped_column(default=False, server_default=false())
    # When a Host first read it before it was taken back; None where the audit trail has no such entry.
    opened_at: Mapped[datetime | None]
