"""The table of legal holds."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.encrypted import EncryptedText
from kentcare.db.model import Model


class LegalHold(Model):
    """A record that stays whatever the schedule says, until somebody lifts the hold."""

    __tablename__ = "legal_hold"
    __table_args__ = (Index("ix_legal_hold_kind_ref", "kind", "ref"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # Whose record: "young person", "account" or "home", and its ref.
    kind: Mapped[str] = mapped_column(String(30))
    ref: Mapped[str] = mapped_column(String(30))
    # Encrypted, because it may tell more of somebody than their whole record does.
    reason: Mapped[str] = mapped_column("sealed_reason", EncryptedText("kentcare reason of a hold"))
    since: Mapped[datetime]
    # Nobody, where it was set from the machine itself.
    set_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    lifted_at: Mapped[datetime | None]
