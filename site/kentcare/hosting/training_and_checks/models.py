"""The table of certificates: proof of training and of checks."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.encrypted import EncryptedText
from kentcare.db.model import Model


class Certificate(Model):
    """Proof that somebody or a home had a training or a check, and what was decided about it."""

    __tablename__ = "certificate"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN account_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN home_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN adult_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="of_one",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    # By this its files are found.
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    requirement: Mapped[str] = mapped_column(String(30))
    # Whose it is: exactly one of a Host, a home, and another adult who lives there.
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    home_id: Mapped[int | None] = mapped_column(ForeignKey("home.id"), index=True)
    adult_id: Mapped[int | None] = mapped_column(ForeignKey("adult.id"), index=True)
    day: Mapped[date]
    until: Mapped[date | None]
    # Which course it was, where the Host chose it.
    title: Mapped[str | None] = mapped_column(
        "sealed_title", EncryptedText("kentcare course that a Host chose")
    )
    added_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[datetime]
    # When the desk took back that it has seen the paper. It counts for nothing any more, and stays on record.
    withdrawn_at: Mapped[datetime | None]
    # Empty until somebody has looked at the paper.
    is_accepted: Mapped[bool | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    # Why it does not count. The Host reads it.
    reason: Mapped[str | None] = mapped_column(
        "sealed_reason", EncryptedText("kentcare why a certificate does not count")
    )
