"""Whether somebody can cover for somebody on some days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# Whoever is away for longer hands their homes on.
MOST_DAYS = 90


class Refused(StrEnum):
    """Why a cover cannot be set."""

    SAME_PERSON = "same person"
    BACKWARDS = "backwards"
    IN_THE_PAST = "in the past"
    TOO_LONG = "too long"
    COVERED_ALREADY = "covered already"
    COVER_IS_AWAY = "cover is away"
    COVERS_FOR_ANOTHER = "covers for another"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is away and who covers, by the ids of their accounts. Both days are included."""

    officer_id: int
    covered_by_id: int
    from_day: date
    to_day: date

    def meets(self, other: "Wanted") -> bool:
        """Whether there is a day that is in both."""
        return self.from_day <= other.to_day and other.from_day <= self.to_day


def refusal(wanted: Wanted, others: Collection[Wanted], today: date) -> Refused | None:
    """Why it cannot be set beside the others that there are; None where it can.

    Nobody covers who is away, and nobody goes away who covers: some homes would be nobody's for a while.
    """
    if wanted.covered_by_id == wanted.officer_id:
        return Refused.SAME_PERSON
    if wanted.to_day < wanted.from_day:
        return Refused.BACKWARDS
    if wanted.from_day < today:
        return Refused.IN_THE_PAST
    if (wanted.to_day - wanted.from_day).days >= MOST_DAYS:
        return Refused.TOO_LONG
    met = [other for other in others if wanted.meets(other)]
    if any(other.officer_id == wanted.officer_id for other in met):
        return Refused.COVERED_ALREADY
    if any(other.officer_id == wanted.covered_by_id for other in met):
        return Refused.COVER_IS_AWAY
    if any(other.covered_by_id == wanted.officer_id for other in met):
        return Refused.COVERS_FOR_ANOTHER
    return None
