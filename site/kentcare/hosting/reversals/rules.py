"""The decisions of the desk that can be taken back."""

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
