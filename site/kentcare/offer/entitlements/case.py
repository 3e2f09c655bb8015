"""One person on one day: what the conditions of the entitlements look at, worked out once."""

from kentcare.offer.entitlements.days import age_on
from kentcare.offer.entitlements.facts import Facts
from kentcare.offer.entitlements.immigration import NO_APPEAL, PUBLIC_FUNDS, immigration_on
from kentcare.offer.entitlements.status import LegalStatus, Life

COLUMNS = ("L", "E", "R", "F", "F21", "F25", "Q", "N", "T")
"""The columns of the table of entitlements, one for each status, in the order of the names below."""

(
    LOOKED_AFTER,
    ELIGIBLE,
    RELEVANT,
    FORMER_RELEVANT,
    FORMER_RELEVANT_21,
    FORMER_RELEVANT_25,
    QUALIFYING,
    NOBODY,
    TOO_YOUNG,
) = range(len(COLUMNS))

_COLUMNS = {
    "looked_after": LOOKED_AFTER,
    "eligible": ELIGIBLE,
    "relevant": RELEVANT,
    "former_relevant": FORMER_RELEVANT,
    "qualifying": QUALIFYING,
    "none": NOBODY,
    "too_young": TOO_YOUNG,
}
_MAY_BE_ASSESSED = {FORMER_RELEVANT, FORMER_RELEVANT_21, FORMER_RELEVANT_25, QUALIFYING}


class Case:
    """Facts, dates and status on a day.

    `immigration` and `funds` are as they are on the day. `days_at_home` counts from nought; None when not at
    home. `left_to_assessment`: a human rights assessment decides what is otherwise owed (004:1746, 2246).
    """

    __slots__ = (
        "age",
        "column",
        "course",
        "day",
        "days_at_home",
        "facts",
        "funds",
        "immigration",
        "left_to_assessment",
        "legal_status",
        "life",
        "living",
    )

    def __init__(self, facts: Facts, life: Life, day: int) -> None:
        self.facts = facts
        self.life = life
        self.day = day
        self.age = age_on(life.born, day)
        self.legal_status: LegalStatus = life.legal_status(day)
        self.column = _column(self.legal_status, life, day)
        self.living = facts.living
        self.immigration = immigration_on(facts, day)
        self.funds = PUBLIC_FUNDS[self.immigration]
        self.course = life.studying_on(day)
        run = life.home_run(day) if facts.at_home else None
        self.days_at_home = day - run.first if run is not None else None
        self.left_to_assessment = (
            self.immigration in NO_APPEAL and self.age >= 18 and self.column in _MAY_BE_ASSESSED
        )

    @property
    def subsistence_day(self) -> int:
        """How many of the days that Kent may pay while a claim waits are over; below 0 before them."""
        return self.day - first_subsistence_day(self.life)


def first_subsistence_day(life: Life) -> int:
    """The first of the 28 days that Kent may pay while a benefit claim is waiting (004:2119)."""
    claimed = life.facts.benefit_claimed_on
    return max(claimed.toordinal(), life.at_18) if claimed is not None else life.at_18


def _column(legal_status: LegalStatus, life: Life, day: int) -> int:
    if legal_status.status == "too_young" and life.looked_after_on(day):
        return LOOKED_AFTER
    if legal_status.status == "former_relevant" and day >= life.at_21:
        return FORMER_RELEVANT_21 if day < life.at_25 else FORMER_RELEVANT_25
    return _COLUMNS[legal_status.status]
