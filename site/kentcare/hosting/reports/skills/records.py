"""Saves and reads the level of each skill. Callers check first whether somebody may see the young person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select

from kentcare.db.session import reading, writing
from kentcare.hosting.reports.models import MonthlyReport
from kentcare.hosting.reports.skills.models import SkillLevel


@dataclass(frozen=True, slots=True)
class SkillsInMonth:
    """The level of each skill in one month. `first`: the first day of that month."""

    first: date
    levels: Mapping[str, int]


def add_levels(young_person: int, month: date, report_ref: str, levels: Mapping[str, int]) -> None:
    """Save the levels that a report gives, in the transaction that saves the report.

    `month`: its first day. `levels`: by the names in `rules.SKILLS`.
    """
    with writing() as session:
        session.add_all(
            SkillLevel(
                young_person_id=young_person, month=month, said_in=report_ref, skill=skill, level=level
            )
            for skill, level in levels.items()
        )


def levels_in(report_ref: str) -> dict[str, int]:
    """The level of each skill in one report; empty where there is no such report."""
    rows = select(SkillLevel.skill, SkillLevel.level).where(SkillLevel.said_in == report_ref)
    return {row.skill: row.level for row in reading().execute(rows)}


def over_months(young_person: int) -> list[SkillsInMonth]:
    """A young person's levels month by month, the earliest month first.

    Where two homes reported on the same month, the report that was sent last counts.
    """
    rows = (
        select(SkillLevel.month, SkillLevel.skill, SkillLevel.level)
        .outerjoin(MonthlyReport, MonthlyReport.ref == SkillLevel.said_in)
        .where(SkillLevel.young_person_id == young_person)
        # A level without its report comes first, on SQLite and on PostgreSQL.
        .order_by(SkillLevel.month, MonthlyReport.sent_at.is_not(None), MonthlyReport.sent_at)
    )
    found: dict[date, dict[str, int]] = {}
    for row in reading().execute(rows):
        found.setdefault(row.month, {})[row.skill] = row.level
    return [SkillsInMonth(first, levels) for first, levels in found.items()]


def forget_young_person(young_person: int) -> None:
    """Delete every level of a young person, when their record is removed."""
    with writing() as session:
        session.execute(delete(SkillLevel).where(SkillLevel.young_person_id == young_person))


def held_about(young_person: int) -> list[dict[str, object]]:
    """Every level of a young person, for their copy of what is held about them."""
    return [{"month": month.first, **month.levels} for month in over_months(young_person)]
