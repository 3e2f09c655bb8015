"""The table of arrangements."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, column, table
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.encrypted import EncryptedText
from kentcare.db.model import Model

# What a stay shows of its home. The home's model is in the room above, which counts who lives in it.
HOME = table("home", column("id", Integer), column("ref", String), column("name", String))


class Arrangement(Model):
    """A young person living in a home, from one day to another."""

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
    # The last day, that day included; null while nobody has said when it ends.
    to_day: Mapped[date | None]
    # Who decided that they may live there though no place was free; null where one was, or nobody has said.
    over_places_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    # On which day they decided it; null where nobody has said.
    over_places_on: Mapped[date | None]
    # "planned", "unplanned" or "level", and why; null where nobody has said.
    ended_how: Mapped[str | None] = mapped_column(String(10))
    why: Mapped[str | None] = mapped_column("sealed_why", EncryptedText("kentcare why an arrangement ended"))


class ArrangementEntry(Model):
    """What was known from a moment on of when a young person lives in a home: a row for each span of days.

    Written with every change of their arrangements there. It tells since when a Host could know of a month.
    """

    __tablename__ = "arrangement_entry"
    __table_args__ = (Index("ix_arrangement_entry_home_id", "home_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"))
    entered_at: Mapped[datetime]
    # The first and the last day; without a first one they do not live there at all.
    from_day: Mapped[date | None]
    to_day: Mapped[date | None]
