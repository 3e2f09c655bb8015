"""What the council's case system says of who lives where, and which arrangements make one stay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

# What identifies a stay in the case system: the ids of the young person and of the home, and the first day.
StayKey = tuple[int, int, date]


@dataclass(frozen=True, slots=True)
class StayFacts:
    """One row of the case system's list of arrangements. `to_day` is the last day, that day included."""

    young_person_id: int
    home_id: int
    level: str
    from_day: date
    to_day: date | None

    @property
    def key(self) -> StayKey:
        """What identifies this stay in the case system."""
        return self.young_person_id, self.home_id, self.from_day


class PartOfStay(Protocol):
    """What the rule needs to know of an arrangement. `to_day` is None while nobody has said when it ends."""

    @property
    def young_person_id(self) -> int: ...

    @property
    def home_id(self) -> int: ...

    @property
    def from_day(self) -> date: ...

    @property
    def to_day(self) -> date | None: ...


PartT = TypeVar("PartT", bound=PartOfStay)


def whole_stays(parts: Iterable[PartT]) -> list[list[PartT]]:
    """The arrangements that make one stay together, the earliest first, for each stay.

    Whoever lives on in the same home has not moved: not where the level of support changed, and not where a
    list from the case system has the time in two lines. A day between two arrangements makes two stays.
    """
    found: list[list[PartT]] = []
    for part in sorted(parts, key=lambda one: (one.young_person_id, one.home_id, one.from_day)):
        if found and _goes_on(found[-1][-1], part):
            found[-1].append(part)
        else:
            found.append([part])
    return found


def _goes_on(before: PartOfStay, part: PartOfStay) -> bool:
    is_same = (before.young_person_id, before.home_id) == (part.young_person_id, part.home_id)
    return is_same and part.from_day - timedelta(days=1) <= (before.to_day or date.max)
