"""Which group of the leaving care law somebody is in on a day, why, and when that changes.

Section 2 of the specification of the engine; the papers behind each rule are cited with its words in
content/offer/status.yaml. Days are day numbers (see `days`).
"""

from datetime import date
from operator import itemgetter
from typing import Literal, NamedTuple

from kentcare.offer.entitlements.days import FOREVER, Span, add_months, birthday, join, without
from kentcare.offer.entitlements.facts import DatePeriod, Facts, Study

Status = Literal["looked_after", "eligible", "relevant", "former_relevant", "qualifying", "too_young", "none"]

THIRTEEN_WEEKS = 91  # days looked after since the 14th birthday (004:1705, 2425)
MONTHS_AT_HOME = 6  # at home without a break, and relevant becomes qualifying (004:1714)


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
    "fostering_begins",
    "fostering_ends",
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

    `support_to_25` is the day from which support lasts to 25 for every former relevant young person.
    """

    def __init__(self, facts: Facts, support_to_25: int) -> None:
        born = facts.date_of_birth.toordinal()
        self.facts = facts
        self.support_to_25 = support_to_25
        self.born = born
        self.at_14, self.at_16, self.at_18 = birthday(born, 14), birthday(born, 16), birthday(born, 18)
        self.at_21, self.at_25 = birthday(born, 21), birthday(born, 25)
        # Nobody is looked after from 18 on, and short breaks never count.
        care = [_span(period, self.at_18 - 1) for period in facts.care if period.kind == "looked_after"]
        self.care = join([span for span in care if span.first <= span.last])
        home = join([_span(period) for period in facts.at_home]) if facts.at_home else []
        self.home = without(home, self.care) if home else home
        self.guardianship = _span(facts.special_guardianship) if facts.special_guardianship else None
        self.fostered = _span(facts.privately_fostered) if facts.privately_fostered else None
        self.study = _span(facts.study) if facts.study else None
        self._held_at_16 = facts.at_16 != "none" and self.days_since_14(self.at_16 - 1) >= THIRTEEN_WEEKS
        self._at_18: LegalStatus | None = None

    def legal_status(self, day: int) -> LegalStatus:
        """The status on a day and the reason for it."""
        if day < self.at_16:
            return LegalStatus("too_young", "too_young")
        if day < self.at_18:
            return self._at_16_or_17(day)
        if day < self.at_25:
            before_18 = self._the_day_before_18()
            if before_18.status in ("eligible", "relevant") and (reason := self._still_supported(day)):
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

    def _the_day_before_18(self) -> LegalStatus:
        if self._at_18 is None:
            self._at_18 = self._at_16_or_17(self.at_18 - 1)
        return self._at_18

    def _still_supported(self, day: int) -> str | None:
        """Why support goes on at 18 and over for somebody who was eligible or relevant at 18, or None."""
        if day < self.at_21:
            return "under_21"
        if day >= self.support_to_25:
            return "under_25"
        if self.facts.disabled:
            return "disabled"
        if self.in_higher_education_begun_before_21(day):
            return "higher_education"
        return "returning_to_study" if self.facts.returning_to_study else None

    def _qualifying(self, day: int) -> LegalStatus:
        reason = self._qualifying_because(day)
        if reason is None:
            return LegalStatus("none", "past_25" if day >= self.at_25 else "never_qualified")
        if day < self.at_21:
            return LegalStatus("qualifying", reason)
        course = self.studying_on(day) if day < self.at_25 else None
        if course is not None and course.full_time:
            return LegalStatus("qualifying", "full_time_study")
        return LegalStatus("none", "past_25" if day >= self.at_25 else "past_21")

    def _qualifying_because(self, day: int) -> str | None:
        if any(first <= day and last >= self.at_16 for first, last in self.care):
            return "care_after_16"
        order = self.guardianship
        if order is not None and (day in order or (day >= self.at_18 and self.at_18 - 1 in order)):
            return "special_guardianship"
        fostered = self.fostered
        if fostered and self.facts.disabled and fostered.first <= day and fostered.last >= self.at_16:
            return "privately_fostered"
        # Held at 16 with thirteen weeks behind them: relevant from 16, so qualifying afterwards.
        return "was_relevant" if self._held_at_16 else None

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
        for name, span in (("study", self.study), ("order", self.guardianship), ("fostering", self.fostered)):
            if span is not None:
                points += [(span.first, f"{name}_begins"), (span.last + 1, f"{name}_ends")]
        # Where two things fall on one day, the first of this list is what a person would say has happened.
        return sorted((point for point in points if point[0] > day), key=itemgetter(0))


def _span(period: DatePeriod | Study, limit: int = FOREVER) -> Span:
    last = period.to.toordinal() if isinstance(period.to, date) else FOREVER
    return Span(period.from_.toordinal(), min(last, limit))
