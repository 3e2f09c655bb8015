"""The decisions of the desk that can be taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Decision(StrEnum):
    """What was decided. The values are stored, and must never change."""

    READ = "read"  # a report
    ANSWER = "answer"  # to a report
    QUESTION = "question"
    COUNTS = "counts"  # a certificate that was sent
    DOES_NOT_COUNT = "does not count"
    SEEN = "seen"  # a paper that nobody sent, or a meeting
    LEFT = "left"  # an adult of a household


TOLD_TO_HOST = frozenset({Decision.ANSWER, Decision.QUESTION, Decision.DOES_NOT_COUNT})
"""Decisions with words for the Hosts of one home, which may have been meant for those of another."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that somebody may take back, and when it was made.

    `opened_at`: when a Host first read what was told to them; None where that is not on record.
    `is_taken_back`: it was taken back already, and only its words can still be hidden from the Host.
    """

    decision: Decision
    at: datetime
    opened_at: datetime | None = None
    is_taken_back: bool = False


def first_since(moment: datetime, openings: Iterable[datetime]) -> datetime | None:
    """The first opening of a page since something stands on it; None where there is none."""
    return min((opened for opened in openings if opened >= moment), default=None)
