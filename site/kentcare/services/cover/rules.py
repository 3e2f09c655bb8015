"""Whether one officer can cover for another on some days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# Whoever is away for longer has their homes reassigned.
MOST_DAYS = 90


class CoverProblem(StrEnum):
    """Why a cover cannot be set."""

    SAME_PERSON = "same person"
    BACKWARDS = "backwards"
    IN_THE_PAST = "in the past"
    TOO_LONG = "too long"
    COVERED_ALREADY = "covered already"
    COVER_IS_AWAY = "cover is away"
    COVERS_FOR_ANOTHER = "covers for another"


@dataclass(frozen=True, slots=True)
class CoverDays:
    """Who is away and who covers, by the ids of their accounts, and the first and the last day."""

    officer_id: int
    covered_by_id: int
    from_day: date
    to_day: date

    def overlaps(self, other: "CoverDays") -> bool:
        """Whether there is a day that is in both."""
        return self.from_day <= other.to_day and other.from_day <= self.to_day


def problem_with(wanted: CoverDays, others: Collection[CoverDays], today: date) -> CoverProblem | None:
    """Why a cover cannot be set beside the others that there are; None where it can.

    Nobody who is away covers, and nobody who covers goes away: some homes would be looked after by nobody.
    """
    if wanted.covered_by_id == wanted.officer_id:
        return CoverProblem.SAME_PERSON
    if wanted.to_day < wanted.from_day:
        return CoverProblem.BACKWARDS
    if wanted.from_day < today:
        return CoverProblem.IN_THE_PAST
    if (wanted.to_day - wanted.from_day).days >= MOST_DAYS:
        return CoverProblem.TOO_LONG
    overlapping = [other for other in others if wanted.overlaps(other)]
    if any(other.officer_id == wanted.officer_id for other in overlapping):
        return CoverProblem.COVERED_ALREADY
    if any(other.officer_id == wanted.covered_by_id for other in overlapping):
        return CoverProblem.COVER_IS_AWAY
    if any(other.covered_by_id == wanted.officer_id for other in overlapping):
        return CoverProblem.COVERS_FOR_ANOTHER
    return None
