"""What must not be removed, and what was."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class LegalHold(Model):
    """A record that stays whatever the schedule says, until somebody lifts the hold."""

    __tablename__ = "legal_hold"
    __table_args__ = (Index("ix_legal_hold_kind_ref", "kind", "ref"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # Whose record: "young person", "account" or "home", and its ref.
    kind: Mapped[str] = mapped_column(String(30))
    ref: Mapped[str] = mapped_column(String(30))
    # Why, sealed.
    sealed_reason: Mapped[bytes] = mapped_column(LargeBinary)
    since: Mapped[datetime]
    set_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    lifted_at: Mapped[datetime | None]


class RetentionRun(Model):
    """Each time that the schedule was carried out: how many of a kind were removed."""

    __tablename__ = "retention_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(40))
    removed: Mapped[int]
    held: Mapped[int]
