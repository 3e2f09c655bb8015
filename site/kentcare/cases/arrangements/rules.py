"""What the council's case system says of who lives where."""

from dataclasses import dataclass
from datetime import date

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
