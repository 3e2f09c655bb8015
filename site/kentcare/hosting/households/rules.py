"""What a list from the case system says of a household."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HouseholdFacts:
    """A household in a list. `approved_on`: when the Agency Decision Maker approved it, if known."""

    home_id: int
    approved_on: date | None
    has_gas: bool
    drives: bool
