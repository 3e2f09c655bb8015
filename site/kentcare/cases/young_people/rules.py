"""What the council's case system says of a young person."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One line of its list. What else we know of somebody does not come from there."""

    case_number: str
    name: str
    born: date
    language: str
    adviser_id: int | None
