"""The rules of how an arrangement may begin, change its level of support, and end."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum

from kentcare.cases.arrangements.rules import StayFacts, StayKey
from kentcare.offer.entitlements.days import age_on

YOUNGEST = 16
# A year, and the day more that it may have.
_FARTHEST = timedelta(days=366)


class Level(StrEnum):
    """The level of support of an arrangement."""

    STANDARD = "standard"
    COMPLEX = "complex"
    INTENSIVE = "intensive"


class Ending(StrEnum):
    """How an arrangement ended: agreed before, not agreed, or continued in the same home at another level."""

    PLANNED = "planned"
    UNPLANNED = "unplanned"
    LEVEL = "level"


class ArrangementProblem(StrEnum):
    """Why what was typed about an arrangement cannot be."""

    NO_SUCH_NUMBER = "no such number"
    TOO_YOUNG = "too young"
    TOO_FAR_AHEAD = "too far ahead"
    LIVES_SOMEWHERE = "lives somewhere"
    BEFORE_IT_BEGAN = "before it began"
    AFTER_THE_NEXT = "after the next began"
    AFTER_IT_ENDED = "after it ended"
    HAS_ENDED = "has ended"
    SAME_LEVEL = "same level"


def problem_with_beginning(first_day: date, *, born: date, today: date) -> ArrangementProblem | None:
    """Why an arrangement cannot begin on a day, whatever others there are; None if it can."""
    if age_on(born.toordinal(), first_day.toordinal()) < YOUNGEST:
        return ArrangementProblem.TOO_YOUNG
    return ArrangementProblem.TOO_FAR_AHEAD if first_day > today + _FARTHEST else None


def problem_with_change(
    level: str, day: date, *, now: str, first_day: date, last_day: date | None, today: date
) -> ArrangementProblem | None:
    """Why an arrangement cannot change to a level from a day on; None if it can. `now`: its present level."""
    if last_day and last_day < today:
        return ArrangementProblem.HAS_ENDED
    if level == now:
        return ArrangementProblem.SAME_LEVEL
    if day < first_day:
        return ArrangementProblem.BEFORE_IT_BEGAN
    if last_day and day > last_day:
        return ArrangementProblem.AFTER_IT_ENDED
    return ArrangementProblem.TOO_FAR_AHEAD if day > today + _FARTHEST else None


def parts_after(
    stay: StayFacts, kept: Mapping[StayKey, StayFacts], continued: Collection[StayKey]
) -> list[StayFacts]:
    """The later parts of a stay that a list has as one: those that continued it here at other levels.

    `kept`: every arrangement by its key. `continued`: the keys of those that were continued. Empty where the
    list knows of the change of level, too.
    """
    found = []
    part = kept.get(stay.key)
    while part and part.key in continued and part.to_day:
        part = kept.get((part.young_person_id, part.home_id, part.to_day + timedelta(days=1)))
        if part is None or part.from_day > (stay.to_day or date.max):
            break
        found.append(part)
    return found
