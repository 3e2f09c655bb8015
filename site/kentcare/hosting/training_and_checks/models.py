"""What was shown of training and checks, and who has seen it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class Certificate(Model):
    """That somebody or a home had a training or a check, and whether somebody has seen the paper."""

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
    # Its files belong to it.
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    requirement: Mapped[str] = mapped_column(String(30))
    # Whose it is: a Host's, a home's, or that of somebody else who lives there.
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    home_id: Mapped[int | None] = mapped_column(ForeignKey("home.id"), index=True)
    adult_id: Mapped[int | None] = mapped_column(ForeignKey("adult.id"), index=True)
    day: Mapped[date]
    until: Mapped[date | None]
    # Which course it was, where the Host chose it. Sealed.
    sealed_title: Mapped[bytes | None] = mapped_column(LargeBinary)
    added_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[datetime]
    is_accepted: Mapped[bool | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    # Why it does not count, for the Host. Sealed.
    sealed_reason: Mapped[bytes | None] = mapped_column(LargeBinary)
