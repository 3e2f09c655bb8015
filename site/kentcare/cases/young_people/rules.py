"""What the council's case system says of a young person."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One row of the case system's list of young people. What else is known here does not come from there.

    `language` is the tag of a language, and `adviser_id` the id of an account.
    """

    case_number: str
    name: str
    born: date
    language: str
    adviser_id: int | None
