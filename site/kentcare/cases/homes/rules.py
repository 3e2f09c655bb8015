"""What the council's case system says of a home, and of who lives there."""

from dataclasses import dataclass
from datetime import date

# Who, where, since when.
Key = tuple[int, int, date]


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """One line of its list of homes. `hosts` are accounts."""

    home_number: str
    name: str
    area: str
    officer_id: int | None
    hosts: frozenset[int]


@dataclass(frozen=True, slots=True)
class StayFacts:
    """One line of its list of arrangements. `to_day` is the last day, that day included."""

    young_person_id: int
    home_id: int
    level: str
    from_day: date
    to_day: date | None

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.young_person_id, self.home_id, self.from_day
