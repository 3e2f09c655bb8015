"""What somebody can say who has looked into a stop: what they found, and what follows. One word each."""

from collections.abc import Collection
from enum import StrEnum


class Finding(StrEnum):
    """What somebody found who looked into a stop. The values are stored."""

    SAFE = "safe"
    HELP = "help"
    NOBODY = "nobody"


class Follows(StrEnum):
    """What follows after somebody looked into a stop. The values are stored."""

    ADVISER = "adviser"
    DUTY = "duty"
    EMERGENCY = "emergency"
    VISIT = "visit"
    NOTHING = "nothing"


class LookProblem(StrEnum):
    """Why what somebody said cannot be kept."""

    NOTHING_AND_MORE = "nothing and more"
    NOBODY_KNOWS = "nobody knows"
    NO_HELP = "no help"


def problem_with(found: Finding, follows: Collection[Follows]) -> LookProblem | None:
    """Why these two do not go together; None where they do.

    A stop is quiet once somebody has looked into it. So who reached nobody, or found that help was needed,
    says who acts now.
    """
    if found is Finding.NOBODY and {*follows} <= {Follows.NOTHING, Follows.VISIT}:
        return LookProblem.NOBODY_KNOWS  # a visit names nobody who makes it
    if Follows.NOTHING not in follows:
        return None
    if len(follows) > 1:
        return LookProblem.NOTHING_AND_MORE
    return LookProblem.NO_HELP if found is Finding.HELP else None
