"""What may be said of a household in a list."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HouseholdFacts:
    """`approved_on`: the day of the Agency Decision Maker's yes; None where nobody has said."""

    home_id: int
    approved_on: date | None
    has_gas: bool
    drives: bool
