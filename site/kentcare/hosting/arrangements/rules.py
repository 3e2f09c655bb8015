"""How an arrangement may begin, go on at another level of support, and end."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum

from kentcare.cases.arrangements.rules import StayFacts, StayKey
from kentcare.offer.entitlements.days import age_on

YOUNGEST = 16
# A year, and the day more that it may have.
_FARTHEST = timedelta(days=366)


class Level(StrEnum):
    """How much support there is."""

    STANDARD = "standard"
    COMPLEX = "complex"
    INTENSIVE = "intensive"


class Ending(StrEnum):
    """Whether everybody had agreed to it before, or the same home went on at another level of support."""

    PLANNED = "planned"
    UNPLANNED = "unplanned"
    LEVEL = "level"


class Wrong(StrEnum):
    """Why what was written down about an arrangement cannot be."""

    NO_SUCH_NUMBER = "no such number"
    TOO_YOUNG = "too young"
    TOO_FAR_AHEAD = "too far ahead"
    LIVES_SOMEWHERE = "lives somewhere"
    BEFORE_IT_BEGAN = "before it began"
    AFTER_THE_NEXT = "after the next began"
    AFTER_IT_ENDED = "after it ended"
    HAS_ENDED = "has ended"
    SAME_LEVEL = "same level"


def wrong_beginning(first_day: date, *, born: date, today: date) -> Wrong | None:
    """Why an arrangement cannot begin on a day, whatever others there are."""
    if age_on(born.toordinal(), first_day.toordinal()) < YOUNGEST:
        return Wrong.TOO_YOUNG
    return Wrong.TOO_FAR_AHEAD if first_day > today + _FARTHEST else None


def wrong_change(
    level: str, day: date, *, now: str, first_day: date, last_day: date | None, today: date
) -> Wrong | None:
    """Why an arrangement cannot be at another level from a day on. `now`: the level that it has."""
    if last_day and last_day < today:
        return Wrong.HAS_ENDED
    if level == now:
        return Wrong.SAME_LEVEL
    if day < first_day:
        return Wrong.BEFORE_IT_BEGAN
    if last_day and day > last_day:
        return Wrong.AFTER_IT_ENDED
    return Wrong.TOO_FAR_AHEAD if day > today + _FARTHEST else None


def parts_after(
    stay: StayFacts, kept: Mapping[StayKey, StayFacts], went_on: Collection[StayKey]
) -> list[StayFacts]:
    """As what a stay went on here, at other levels, on days of which a list says that it is one stay.

    `went_on`: the keys of those that did. It is empty where the list knows of the other level, too.
    """
    found = []
    part = kept.get(stay.key)
    while part and part.key in went_on and part.to_day:
        part = kept.get((part.young_person_id, part.home_id, part.to_day + timedelta(days=1)))
        if part is None or part.from_day > (stay.to_day or date.max):
            break
        found.append(part)
    return found
