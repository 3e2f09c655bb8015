"""Saves and reads the level of each skill. Callers check first whether somebody may see the young person."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import delete, select

from kentcare.accounts.accounts.models import Account
from kentcare.db.session import reading, writing
from kentcare.hosting.reports.corrections import LEVELS, Correction, corrections_of, exported
from kentcare.hosting.reports.models import MonthlyReport, ReportNote
from kentcare.hosting.reports.skills.models import SkillLevel


@dataclass(frozen=True, slots=True)
class SkillsInMonth:
    """The level of each skill in one month, as it counts today. `first`: the first day of that month.

    `corrections`: the steps by which the Host put a skill right since, the first one first.
    """

    first: date
    levels: Mapping[str, int]
    corrections: Mapping[str, Sequence[Correction]] = field(default_factory=dict)


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
    """The level of each skill in one report as it was sent; empty where there is no such report."""
    rows = select(SkillLevel.skill, SkillLevel.level).where(SkillLevel.said_in == report_ref)
    return {row.skill: row.level for row in reading().execute(rows)}


def over_months(young_person: int) -> list[SkillsInMonth]:
    """A young person's levels month by month, the earliest month first.

    Where two homes reported on the same month, the report that was sent last counts.
    """
    rows = (
        select(SkillLevel.month, SkillLevel.said_in, SkillLevel.skill, SkillLevel.level)
        .outerjoin(MonthlyReport, MonthlyReport.ref == SkillLevel.said_in)
        .where(SkillLevel.young_person_id == young_person)
        # A level without its report comes first, on SQLite and on PostgreSQL.
        .order_by(SkillLevel.month, MonthlyReport.sent_at.is_not(None), MonthlyReport.sent_at)
    )
    since = _corrections(young_person)
    levels: dict[date, dict[str, int]] = defaultdict(dict)
    corrections: dict[date, dict[str, list[Correction]]] = defaultdict(dict)
    for row in reading().execute(rows):
        steps = since.get((row.said_in, row.skill), [])
        levels[row.month][row.skill] = steps[-1].now if steps else row.level
        corrections[row.month][row.skill] = steps
    return [SkillsInMonth(first, levels[first], corrections[first]) for first in levels]


def _corrections(young_person: int) -> dict[tuple[str, str], list[Correction]]:
    """The steps by which levels of a young person were put right, by the ref of the report and the skill."""
    rows = (
        select(MonthlyReport.ref, ReportNote.corrections, ReportNote.at, Account.name)
        .join(MonthlyReport, MonthlyReport.id == ReportNote.report_id)
        .join(Account, Account.id == ReportNote.author_id)
        .where(MonthlyReport.young_person_id == young_person, ReportNote.corrections.is_not(None))
        .order_by(ReportNote.id)
    )
    found: dict[tuple[str, str], list[Correction]] = defaultdict(list)
    for row in reading().execute(rows):
        for step in corrections_of(row.corrections, row.name, row.at):
            if step.field in LEVELS:
                found[row.ref, LEVELS[step.field]].append(step)
    return found


def forget_young_person(young_person: int) -> None:
    """Delete every level of a young person, when their record is removed."""
    with writing() as session:
        session.execute(delete(SkillLevel).where(SkillLevel.young_person_id == young_person))


def held_about(young_person: int) -> list[dict[str, object]]:
    """Every level of a young person, for their copy of what is held about them."""
    return [
        {
            "month": month.first,
            **month.levels,
            "corrected": exported(step for steps in month.corrections.values() for step in steps),
        }
        for month in over_months(young_person)
    ]
