"""Keeping and finding how far somebody is. Whoever asks has asked before whether it is theirs to see."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import delete, select

from kentcare.db.session import reading, writing
from kentcare.hosting.skills.models import SkillLevel

# When something was said, by the refs of what it was said in.
When = Callable[[Collection[str]], Mapping[str, datetime]]
_WHEN: list[When] = []
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


def tell_when(when: When) -> None:
    """For a part that keeps what is said: it stands above this one, which cannot ask it."""
    _WHEN.append(when)


@dataclass(frozen=True, slots=True)
class Month:
    """How far somebody was in one month: the level of each skill."""

    first: date
    levels: Mapping[str, int]


def keep(young_person: int, month: date, said_in: str, levels: Mapping[str, int]) -> None:
    """What a report says, in the transaction that keeps it."""
    with writing() as session:
        session.add_all(
            SkillLevel(young_person_id=young_person, month=month, said_in=said_in, skill=skill, level=level)
            for skill, level in levels.items()
        )


def said_in(ref: str) -> dict[str, int]:
    """The levels of one report."""
    rows = select(SkillLevel.skill, SkillLevel.level).where(SkillLevel.said_in == ref)
    return {row.skill: row.level for row in reading().execute(rows)}


def over_months(young_person: int) -> list[Month]:
    """Month by month, the earliest first. Of two homes in one month, what was said last counts."""
    columns = (SkillLevel.month, SkillLevel.said_in, SkillLevel.skill, SkillLevel.level)
    rows = reading().execute(select(*columns).where(SkillLevel.young_person_id == young_person)).all()
    refs = {row.said_in for row in rows}
    at = {ref: moment for when in _WHEN for ref, moment in when(refs).items()}
    found: dict[date, dict[str, int]] = {}
    for row in sorted(rows, key=lambda one: (one.month, at.get(one.said_in, _BEFORE_ALL))):
        found.setdefault(row.month, {})[row.skill] = row.level
    return [Month(first, levels) for first, levels in found.items()]


def forget_young_person(young_person: int) -> None:
    """When a record goes."""
    with writing() as session:
        session.execute(delete(SkillLevel).where(SkillLevel.young_person_id == young_person))


def held_about(young_person: int) -> list[dict[str, object]]:
    """All of it."""
    return [{"month": month.first, **month.levels} for month in over_months(young_person)]
