"""What the council's case system says of a home."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """One row of the case system's list of homes. `hosts` are the ids of accounts."""

    home_number: str
    name: str
    area: str
    officer_id: int | None
    hosts: frozenset[int]
