"""Which group of the leaving care law somebody is in on a day, why, and when that changes.

The papers behind each rule are cited with its words in content/answer/status.yaml. Days are day numbers (see
`days`).
"""

from datetime import date
from operator import itemgetter
from typing import Literal, NamedTuple

from kentcare.offer.entitlements.days import FOREVER, LawDays, Span, add_months, birthday, join, without
from kentcare.offer.entitlements.facts import DatePeriod, Facts, StayElsewhere, Study

Status = Literal["looked_after", "eligible", "relevant", "former_relevant", "qualifying", "too_young", "none"]

THIRTEEN_WEEKS = 91  # days looked after since the 14th birthday (004:1705, 2425)
MONTHS_AT_HOME = 6  # at home without a break, and relevant becomes qualifying (004:1714)
MONTHS_OF_STAY = 3  # for one of LONG_STAYS to count (CA 1989 s.24(2)(d))

LONG_STAYS = (("hospital", "care_home"), ("residential_school",))
"""The kinds of stay that must be of three months. Those of one group are one stay where they meet."""

_ANY_STAYS = ("private_childrens_home", "voluntary_organisation")

# What can make a status change; content/answer/status.yaml has a sentence for each.
EVENTS = (
    "turns_16",
    "turns_18",
    "turns_21",
    "turns_25",
    "support_to_25",
    "thirteen_weeks",
    "care_begins",
    "care_ends",
    "six_months_at_home",
    "home_ends",
    "study_begins",
    "study_ends",
    "order_begins",
    "order_ends",
    "fostering_ends",
    "stay_ends",
)


class LegalStatus(NamedTuple):
    """A status and the key of the reason for it."""

    status: Status
    reason: str


class Change(NamedTuple):
    """The day on which the status becomes another, and the key of what happens then."""

    day: int
    legal_status: LegalStatus
    event: str


class Life:
    """One person's dates, put in order, so that the status on any day can be read off.

    `law` has the days on which a rule changed; one is that from which support lasts to 25 for every former
    relevant young person.
    """

    def __init__(self, facts: Facts, law: LawDays) -> None:
        born = facts.date_of_birth.toordinal()
        self.facts = facts
        self.law = law
        self.support_to_25 = law["support_to_25"]
        self.born = born
        self.at_14, self.at_16, self.at_18 = birthday(born, 14), birthday(born, 16), birthday(born, 18)
        self.at_21, self.at_25 = birthday(born, 21), birthday(born, 25)
        # Nobody is looked after from 18 on, and short breaks never count.
        care = [_span(period, self.at_18 - 1) for period in facts.care if period.kind == "looked_after"]
        self.care = join([span for span in care if span.first <= span.last])
        home = join([_span(period) for period in facts.at_home]) if facts.at_home else []
        self.home = without(home, self.care) if home else home
        self.guardianship = _span(facts.special_guardianship) if facts.special_guardianship else None
        # From 16 only a disabled child is privately fostered (s.66(1), (4)), and nobody is from 18 on.
        fostered = facts.privately_fostered if facts.disabled else None
        self.fostered = _span(fostered, self.at_18 - 1) if fostered else None
        self.stays = self._stays_that_count(facts.accommodated) if facts.accommodated else []
        self.study = _span(facts.study) if facts.study else None
        self._held_at_16 = facts.at_16 != "none" and self.days_since_14(self.at_16 - 1) >= THIRTEEN_WEEKS
        self._before_18: LegalStatus | None = None

    def legal_status(self, day: int) -> LegalStatus:
        """The status on a day and the reason for it."""
        if day < self.at_16:
            return LegalStatus("too_young", "too_young")
        if day < self.at_18:
            return self._at_16_or_17(day)
        if self.cared_for_to_18 and (reason := self._still_supported(day)):
            return LegalStatus("former_relevant", reason)
        return self._qualifying(day)

    def next_change(self, day: int) -> Change | None:
        """The first later day on which the status changes if nothing else does, or None."""
        now = self.legal_status(day).status
        for when, event in self._turning_points(day):
            then = self.legal_status(when)
            if then.status != now:
                return Change(when, then, event)
        return None

    def looked_after_on(self, day: int) -> bool:
        """Whether a day lies in a time in care that counts."""
        return any(span.first <= day <= span.last for span in self.care)

    def days_since_14(self, day: int) -> int:
        """Days looked after from the 14th birthday up to and including a day."""
        total = 0
        for first, last in self.care:
            total += max(0, min(last, day) - max(first, self.at_14) + 1)
        return total

    def first_eligible_day(self) -> int | None:
        """The first day at 16 or 17 in care with thirteen weeks since 14, or None."""
        counted = 0
        for first, last in self.care:
            start = max(first, self.at_14)
            reached = max(start + THIRTEEN_WEEKS - counted - 1, start, self.at_16)
            if reached <= last:
                return reached
            counted += max(0, last - start + 1)
        return None

    def home_run(self, day: int) -> Span | None:
        """The time at home without a break that covers a day."""
        return next((run for run in self.home if run.first <= day <= run.last), None)

    def studying_on(self, day: int) -> Study | None:
        """The course that covers a day."""
        if self.study is not None and self.study.first <= day <= self.study.last:
            return self.facts.study
        return None

    def in_higher_education_begun_before_21(self, day: int) -> bool:
        """Whether a day lies in a higher education course that began before the 21st birthday."""
        course = self.studying_on(day)
        return course is not None and course.level == "higher" and course.from_.toordinal() < self.at_21

    def plan_runs_on(self, day: int) -> bool:
        """Whether a day lies in a course of the pathway plan that began before 21 (s.23C(6), (7))."""
        course = self.studying_on(day)
        return course is not None and course.in_plan and course.from_.toordinal() < self.at_21

    def ever_looked_after(self, day: int) -> bool:
        """Whether there was any day in care up to a day."""
        return any(span.first <= day for span in self.care)

    def looked_after_from_16(self, day: int) -> bool:
        """Whether there was a day in care from the 16th birthday on, up to a day."""
        return any(span.first <= day and span.last >= self.at_16 for span in self.care)

    def was_eligible(self, day: int) -> bool:
        """Whether somebody was an eligible child on some day up to a day."""
        first = self.first_eligible_day()
        return first is not None and first <= day

    def was_care_leaver(self, day: int) -> bool:
        """Whether somebody was eligible or relevant on some day up to a day."""
        if self.was_eligible(day):
            return True
        # Who never was eligible is relevant only by having been held at 16, in the times not at home.
        away = without([Span(self.at_16, min(day, self.at_18 - 1))], self._long_at_home())
        return self._held_at_16 and bool(away)

    def in_first_group(self, day: int) -> bool:
        """Whether somebody is in the first group that qualifies, whatever their age (s.24(1A), (2)(a))."""
        return self._first_group_because(day) is not None

    def in_second_group(self, day: int) -> bool:
        """Whether somebody is in the second group that qualifies, at whatever age (s.24(1B), (2)(b)-(e))."""
        return self._second_group_because(day) is not None

    def had_twelve_months_in_care(self, day: int) -> bool:
        """Whether twelve months without a break were complete by a day; complete on their last day."""
        return any(min(last, day) >= add_months(first, 12) - 1 for first, last in self.care)

    def last_day_in_care(self, day: int) -> int | None:
        """The latest day in care up to a day."""
        days = [min(span.last, day) for span in self.care if span.first <= day]
        return days[-1] if days else None

    def _at_16_or_17(self, day: int) -> LegalStatus:
        last = self.last_day_in_care(day)
        if last == day:
            enough = self.days_since_14(day) >= THIRTEEN_WEEKS
            status: Status = "eligible" if enough else "looked_after"
            return LegalStatus(status, status)
        relevant = self._relevant_because(last)
        if relevant is None:
            return self._qualifying(day)
        run = self.home_run(day)
        if run is not None and day >= add_months(run.first, MONTHS_AT_HOME):
            return LegalStatus("qualifying", "six_months_at_home")
        return LegalStatus("relevant", relevant)

    def _relevant_because(self, last: int | None) -> str | None:
        if last is not None and last >= self.at_16 and self.days_since_14(last) >= THIRTEEN_WEEKS:
            return "left_care"
        return self.facts.at_16 if self._held_at_16 else None

    @property
    def before_18(self) -> LegalStatus:
        """The status on the day before the 18th birthday."""
        if self._before_18 is None:
            self._before_18 = self._at_16_or_17(self.at_18 - 1)
        return self._before_18

    @property
    def cared_for_to_18(self) -> bool:
        """Whether somebody was eligible or relevant on the day before 18, and is former relevant after it."""
        return self.before_18.status in ("eligible", "relevant")

    def _still_supported(self, day: int) -> str | None:
        """Why support goes on at 18 and over for somebody who was eligible or relevant at 18, or None."""
        if day < self.at_21:
            return "under_21"
        if self.support_to_25 <= day < self.at_25:
            return "under_25_on_course" if self.plan_runs_on(day) else "under_25"
        if self.plan_runs_on(day):
            return "course_in_plan"
        if day >= self.at_25:
            return None
        if self.facts.disabled:
            return "disabled"
        if self.in_higher_education_begun_before_21(day):
            return "higher_education"
        return "returning_to_study" if self.facts.returning_to_study else None

    def _qualifying(self, day: int) -> LegalStatus:
        reason = self._first_group_because(day)
        if day >= self.at_21 and reason is not None:
            reason = self._past_21_because(day)
        elif reason is None:
            reason = self._second_group_because(day) if day < self.at_21 else None
        if reason is not None:
            return LegalStatus("qualifying", reason)
        if day >= self.at_25:
            return LegalStatus("none", "past_25")
        over = day >= self.at_21 and (self.in_first_group(day) or self.in_second_group(day))
        return LegalStatus("none", "past_21" if over else "never_qualified")

    def _past_21_because(self, day: int) -> str | None:
        """Why somebody of the first group still qualifies from 21 to 24 (s.24B(2), (3)), or None."""
        if day >= self.at_25:
            return None
        if self.studying_on(day) is not None:
            return "study"
        return "wants_to_study" if self.facts.returning_to_study else None

    def _first_group_because(self, day: int) -> str | None:
        if self.looked_after_from_16(day):
            return "care_after_16"
        order = self.guardianship
        if order is not None and min(day, self.at_18 - 1) in order:
            return "special_guardianship"
        # Held at 16 with thirteen weeks behind them: relevant from 16, so qualifying afterwards.
        return "was_relevant" if self._held_at_16 and day >= self.at_16 else None

    def _second_group_because(self, day: int) -> str | None:
        if any(last < day for _, last in self.stays):
            return "accommodated"
        fostered = self.fostered
        if fostered is not None and self.at_16 <= fostered.last < day and fostered.first <= fostered.last:
            return "privately_fostered"
        return None

    def _stays_that_count(self, stays: tuple[StayElsewhere, ...]) -> list[Span]:
        """The stays that bring somebody into the second group once they have ended (s.24(2)(b)-(d), (3))."""
        counted = [_span(stay) for stay in stays if stay.kind in _ANY_STAYS]
        for kinds in LONG_STAYS:
            for stay in join([_span(stay) for stay in stays if stay.kind in kinds]):
                complete = add_months(stay.first, MONTHS_OF_STAY) - 1
                if complete <= min(stay.last, self.at_18 - 1):
                    counted.append(stay)
        return [stay for stay in counted if stay.first < self.at_18 and stay.last >= self.at_16]

    def _long_at_home(self) -> list[Span]:
        """The parts of times at home in which six months without a break are over."""
        parts = [Span(add_months(first, MONTHS_AT_HOME), last) for first, last in self.home]
        return [part for part in parts if part.first <= part.last]

    def _turning_points(self, day: int) -> list[tuple[int, str]]:
        """Every later day on which the status could change, in order, with what happens then."""
        points = [
            (self.at_16, "turns_16"),
            (self.at_18, "turns_18"),
            (self.at_21, "turns_21"),
            (self.at_25, "turns_25"),
            (self.support_to_25, "support_to_25"),
        ]
        if (enough := self.first_eligible_day()) is not None:
            points.append((enough, "thirteen_weeks"))
        for first, last in self.care:
            points += [(first, "care_begins"), (last + 1, "care_ends")]
        for first, last in self.home:
            points += [(add_months(first, MONTHS_AT_HOME), "six_months_at_home"), (last + 1, "home_ends")]
        for name, span in (("study", self.study), ("order", self.guardianship)):
            if span is not None:
                points += [(span.first, f"{name}_begins"), (span.last + 1, f"{name}_ends")]
        if self.fostered is not None:
            points.append((self.fostered.last + 1, "fostering_ends"))
        points += [(last + 1, "stay_ends") for _, last in self.stays]
        # Where two things fall on one day, the first of this list is what a person would say has happened.
        return sorted((point for point in points if day < point[0] <= FOREVER), key=itemgetter(0))


def _span(period: DatePeriod | Study, limit: int = FOREVER) -> Span:
    last = period.to.toordinal() if isinstance(period.to, date) else FOREVER
    return Span(period.from_.toordinal(), min(last, limit))
