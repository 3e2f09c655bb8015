"""A young person who asked for an advocate. Everything that says who or what is sealed."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class AdvocacyCase(Model):
    """Sealed under the advocacy service's own key. Even the young person stands here only as a mark."""

    __tablename__ = "advocacy_case"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    person_mark: Mapped[str] = mapped_column(String(64), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    asked_on: Mapped[date]
    advocate_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    closed_on: Mapped[date | None]
