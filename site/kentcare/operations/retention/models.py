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
    # Why, sealed: it may say more of somebody than their whole record does.
    sealed_reason: Mapped[bytes] = mapped_column(LargeBinary)
    since: Mapped[datetime]
    # Nobody, where it was set from the machine itself.
    set_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    lifted_at: Mapped[datetime | None]


class RetentionRun(Model):
    """Each time that the schedule was carried out for a kind of record."""

    __tablename__ = "retention_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(40))
    # None while it goes on, and for good where it was cut off.
    removed: Mapped[int | None]
    # How many were old enough, and stayed because of a hold.
    held: Mapped[int]
