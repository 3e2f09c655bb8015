"""The table of skill levels."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kentcare.db.model import Model


class SkillLevel(Model):
    """The level of one young person in one skill in one month, as a Host's report gives it."""

    __tablename__ = "skill_level"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 4", name="level"),)

    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), primary_key=True)
    # The first day of the month.
    month: Mapped[date] = mapped_column(primary_key=True)
    # The ref of the report that gives it. Two homes may report on the same month.
    said_in: Mapped[str] = mapped_column(String(16), primary_key=True)
    skill: Mapped[str] = mapped_column(String(20), primary_key=True)
    level: Mapped[int]
