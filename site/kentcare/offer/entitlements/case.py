"""One person on one day: what the rules of the entitlements look at, worked out once."""

from kentcare.offer.entitlements.days import age_on, birthday
from kentcare.offer.entitlements.facts import Facts
from kentcare.offer.entitlements.status import LegalStatus, Life

# The columns of the table of entitlements, in order. The last is for whom it has no column.
LOOKED_AFTER, ELIGIBLE, RELEVANT, FORMER_RELEVANT, FORMER_RELEVANT_21, QUALIFYING, NOBODY = range(7)

_COLUMNS = {
    "looked_after": LOOKED_AFTER,
    "eligible": ELIGIBLE,
    "relevant": RELEVANT,
    "former_relevant": FORMER_RELEVANT,
    "qualifying": QUALIFYING,
    "too_young": NOBODY,
    "none": NOBODY,
}


class Case:
    """Facts, dates and status on a day. `days_at_home` counts from nought; None when not at home."""

    __slots__ = (
        "age",
        "column",
        "course",
        "day",
        "days_at_home",
        "facts",
        "higher_begun_before_21",
        "immigration",
        "legal_status",
        "life",
        "living",
        "subsistence_day",
    )

    def __init__(self, facts: Facts, life: Life, day: int) -> None:
        self.facts = facts
        self.life = life
        self.day = day
        self.age = age_on(life.born, day)
        self.legal_status: LegalStatus = life.legal_status(day)
        self.column = _column(self.legal_status, life, day)
        self.living = facts.living
        self.immigration = facts.immigration
        self.course = life.studying_on(day)
        self.higher_begun_before_21 = life.in_higher_education_begun_before_21(day)
        run = life.home_run(day) if facts.at_home else None
        self.days_at_home = day - run.first if run is not None else None
        self.subsistence_day = day - first_subsistence_day(life)

    @property
    def studies_full_time(self) -> bool:
        """Whether somebody is in full-time education, further or higher, on the day."""
        return self.course is not None and self.course.full_time

    @property
    def in_higher(self) -> bool:
        """Whether somebody is in higher education on the day."""
        return self.course is not None and self.course.level == "higher"

    @property
    def in_further(self) -> bool:
        """Whether somebody is in further education on the day."""
        return self.course is not None and self.course.level == "further"

    @property
    def began_course_before_19(self) -> bool:
        """Whether the course of the day began before the 19th birthday."""
        return self.course is not None and self.course.from_.toordinal() < birthday(self.life.born, 19)


def first_subsistence_day(life: Life) -> int:
    """The first of the 28 days that Kent may pay while a benefit claim is waiting (004:2119)."""
    claimed = life.facts.benefit_claimed_on
    return max(claimed.toordinal(), life.at_18) if claimed is not None else life.at_18


def _column(legal_status: LegalStatus, life: Life, day: int) -> int:
    if legal_status.status == "too_young" and life.looked_after_on(day):
        return LOOKED_AFTER
    if legal_status.status == "former_relevant" and day >= life.at_21:
        return FORMER_RELEVANT_21
    return _COLUMNS[legal_status.status]
