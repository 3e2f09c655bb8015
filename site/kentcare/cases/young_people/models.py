"""The table of young people's records."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class YoungPerson(Model):
    """Somebody in care, or a care leaver. They may have an account, or not yet."""

    __tablename__ = "young_person"
    __table_args__ = (Index("ix_young_person_adviser_id_name", "adviser_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    # The number in the council's case system.
    case_number: Mapped[str] = mapped_column(String(30), unique=True)
    name: Mapped[str] = mapped_column(String(120), index=True)
    born: Mapped[date]
    # The tag of the language that they read.
    language: Mapped[str] = mapped_column(String(10), default="en")
    adviser_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), unique=True)
    changed_at: Mapped[datetime]
