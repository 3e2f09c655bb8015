"""A home, its Hosts, and the arrangements by which young people live there."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.encrypted import EncryptedText
from kentcare.db.model import Model


class Home(Model):
    """A Host's household, as the council knows it."""

    __tablename__ = "home"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    # The number in the council's case system.
    home_number: Mapped[str] = mapped_column(String(30), unique=True)
    name: Mapped[str] = mapped_column(String(120), index=True)
    area: Mapped[str] = mapped_column(String(60))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    changed_at: Mapped[datetime]


class HomeHost(Model):
    """A Host of a home: there may be two."""

    __tablename__ = "home_host"

    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)


class Arrangement(Model):
    """A young person living with a Host, from one day to another."""

    __tablename__ = "arrangement"
    __table_args__ = (
        CheckConstraint("to_day IS NULL OR to_day >= from_day", name="days"),
        CheckConstraint("level IN ('standard', 'complex', 'intensive')", name="level"),
        Index("ix_arrangement_home_id_to_day", "home_id", "to_day"),
        Index("ix_arrangement_young_person_id_to_day", "young_person_id", "to_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"))
    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"))
    level: Mapped[str] = mapped_column(String(10))
    from_day: Mapped[date]
    # The last day, that day included; none while they live there.
    to_day: Mapped[date | None]
    # "planned", "unplanned" or "level", and why; none where nobody has said.
    ended_how: Mapped[str | None] = mapped_column(String(10))
    why: Mapped[str | None] = mapped_column("sealed_why", EncryptedText("kentcare why an arrangement ended"))
