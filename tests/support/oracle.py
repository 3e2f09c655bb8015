"""A second, independent implementation of the rules, slow and simple, which the engine is compared with.

Nothing here is shared with the engine: days are counted one by one in sets, and a life is walked from the
16th birthday on. Here are the days, the statuses and the table of entitlements; the rules of its rows are in
oracle_rows (the allowance in oracle_allowance), the milestones in oracle_timeline, what is refused in
oracle_facts. Where a rule can be read in two ways, a comment says which way was taken.
"""

from datetime import date
from typing import Any

Facts = dict[str, Any]

NEVER = date.max.toordinal() + 1
DEFAULTS: Facts = {
    "authority": "kent",
    "care": [],
    "at_16": "none",
    "at_home": [],
    "special_guardianship": None,
    "privately_fostered": None,
    "accommodated": [],
    "housed_by_council": None,
    "disabled": False,
    "living": "other",
    "study": None,
    "returning_to_study": False,
    "immigration": "none",
    "leave_to": None,
    "disputed_age": False,
    "pregnant_weeks": None,
    "children": 0,
    "lone_parent": False,
    "benefit_claim": "none",
    "benefit_claimed_on": None,
    "no_suitable_clothes": False,
    "moving_to_own_tenancy": False,
}
STUDY = {"to": None, "full_time": True, "in_plan": True}

# Public funds by the right to stay. What is not named here is open.
FUNDS = {
    "leave_no_public_funds": "closed",
    "pre_settled": "unsure",
    "waiting": "closed",
    "appeal_rights_exhausted": "closed",
    "no_leave": "closed",
}


def day_of(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def months_after(day: int, months: int) -> int:
    """A date some months later (or earlier), or the last day of a month that has no such date."""
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for day_of_month in range(start.day, 0, -1):
        try:
            return date(year, month + 1, day_of_month).toordinal()
        except ValueError:
            continue
    return NEVER


def birthday(born: date, age: int) -> int:
    try:
        return born.replace(year=born.year + age).toordinal()
    except ValueError:
        if born.year + age > date.max.year:
            return NEVER
        return date(born.year + age, 3, 1).toordinal()


def days_of(period: Facts | None, last: int) -> set[int]:
    """Every day of a period, which goes on to the last day that matters when it has no end."""
    if period is None:
        return set()
    end = day_of(period["to"]) if period.get("to") else last
    return set(range(day_of(period["from"]), min(end, last) + 1))


def first_days(days: set[int]) -> dict[int, int]:
    """Map each day to the first of the days without a break that it belongs to."""
    since: dict[int, int] = {}
    for day in sorted(days):
        since[day] = since.get(day - 1, day)
    return since


class OracleLife:
    """One person's days, from birth to the last on which a status can change."""

    def __init__(self, facts: Facts) -> None:
        self.facts = DEFAULTS | facts
        self.born = date.fromisoformat(facts["date_of_birth"])
        self.at = {age: birthday(self.born, age) for age in range(14, 26)}
        self.study: Facts | None = STUDY | facts["study"] if facts.get("study") else None
        # A course may keep a status past 25. Beyond this day nothing changes any more.
        course = [day_of(self.study[end]) for end in ("from", "to") if self.study[end]] if self.study else []
        self.end = min(max([self.at[25], *course]) + 1, NEVER - 1)
        self.care: set[int] = set()
        for period in self.facts["care"]:
            if period.get("kind", "looked_after") == "looked_after":
                self.care |= days_of(period, self.at[18] - 1)
        self.care_since = first_days(self.care)
        home: set[int] = set()
        for period in self.facts["at_home"]:
            home |= days_of(period, self.end)
        self.home_since = first_days(home - self.care)
        self.guardianship = days_of(self.facts["special_guardianship"], self.end)
        self.first_care = min(self.care, default=NEVER)
        self.first_care_from_16 = min((day for day in self.care if day >= self.at[16]), default=NEVER)
        # Periods of care that meet are one. Twelve months from 29 February are reached on 28 February
        # (clamped), so that they are complete on the 27th.
        complete = {since: months_after(since, 12) - 1 for since in set(self.care_since.values())}
        enough = (day for day, since in self.care_since.items() if day >= complete[since])
        self.first_year_complete = min(enough, default=NEVER)
        self.first_after_a_stay = self._first_after_a_stay()
        self.first_eligible = self.first_care_leaver = self.first_covered = NEVER
        self.covered_at_18 = False
        self.statuses: dict[int, str] = {}
        self._walk()
        steps = range(self.at[16], self.end + 1)
        self.changes = [day for day in steps if self.status(day) != self.status(day - 1)]

    # The status.

    def _walk(self) -> None:
        days_since_14 = sum(self.at[14] <= day < self.at[16] for day in self.care)
        relevant_by_place = self.facts["at_16"] in ("detained", "hospital") and days_since_14 >= 91
        eligible_when_last_in_care = False
        for day in range(self.at[16], self.end + 1):
            status = ""
            if day in self.care:
                days_since_14 += 1
                eligible_when_last_in_care = days_since_14 >= 91
                status = "eligible" if eligible_when_last_in_care else "looked_after"
            elif day < self.at[18] and (eligible_when_last_in_care or relevant_by_place):
                status = "qualifying" if self._six_months_at_home(day) else "relevant"
            elif self.covered_at_18 and self._former_relevant_lasts(day):
                status = "former_relevant"
            if status == "eligible":
                self.first_eligible = min(self.first_eligible, day)
            if status in ("eligible", "relevant"):
                self.first_care_leaver = min(self.first_care_leaver, day)
            if status in ("eligible", "relevant", "qualifying"):
                self.first_covered = min(self.first_covered, day)
            self.statuses[day] = status or ("qualifying" if self._qualifies(day) else "none")
            if day == self.at[18] - 1:
                self.covered_at_18 = status in ("eligible", "relevant")

    def _six_months_at_home(self, day: int) -> bool:
        # A home period that began before the 16th birthday counts from where it began: the law sets no age.
        return day in self.home_since and day >= months_after(self.home_since[day], 6)

    def _former_relevant_lasts(self, day: int) -> bool:
        if day < self.at[21] or self.plan_runs_on(day):
            return True
        if day >= self.at[25]:
            return False
        # Before April 2018 "in higher education" is of any hours, in the plan or not.
        return day >= day_of("2018-04-01") or bool(
            self.facts["disabled"] or self.facts["returning_to_study"] or self.in_higher_begun_before_21(day)
        )

    def _qualifies(self, day: int) -> bool:
        """Whether somebody qualifies (Children Act 1989, s.24) on a day without another status."""
        if day < self.at[21]:
            return self.in_first_group(day) or self.in_second_group(day)
        learns = self.in_study(day) or self.facts["returning_to_study"]
        return day < self.at[25] and bool(learns) and self.in_first_group(day)

    def in_first_group(self, day: int) -> bool:
        """Whether somebody is in the first group that qualifies, whatever their age."""
        guardianship = day if day < self.at[18] else self.at[18] - 1
        return (
            self.first_care_from_16 <= day or guardianship in self.guardianship or self.first_covered <= day
        )

    def in_second_group(self, day: int) -> bool:
        """Whether somebody is in the second group that qualifies, whatever their age."""
        return self.first_after_a_stay <= day

    def _first_after_a_stay(self) -> int:
        """The first day after a stay that fits the second group."""
        after: list[int] = []
        for kinds in (("hospital", "care_home"), ("residential_school",)):
            stays = [days_of(stay, self.end) for stay in self.facts["accommodated"] if stay["kind"] in kinds]
            together = set().union(*stays)
            since = first_days(together)
            # Three months complete before 16 count where the stay goes on to 16 ("may begin before").
            complete = {day: months_after(day, 3) - 1 for day in set(since.values())}
            fits = {since[day] for day in self._at_16_or_17(together) if day >= complete[since[day]]}
            after += [self._left(together, day) for day in fits]
        for stay in self.facts["accommodated"]:
            # Of the other kinds each is judged by itself, even where two of them meet.
            if stay["kind"] in ("private_childrens_home", "voluntary_organisation"):
                days = days_of(stay, self.end)
                after += [self._left(days, day) for day in self._at_16_or_17(days)[-1:]]
        if self.facts["disabled"]:
            days = days_of(self.facts["privately_fostered"], self.at[18] - 1)
            after += [self._left(days, day) for day in self._at_16_or_17(days)[-1:]]
        return min(after, default=NEVER)

    def _at_16_or_17(self, days: set[int]) -> list[int]:
        return sorted(day for day in days if self.at[16] <= day < self.at[18])

    def _left(self, days: set[int], day: int) -> int:
        """The first day after a stay that goes on on this day; never, where it goes on to the end."""
        while day in days:
            day += 1
        return day if day <= self.end else NEVER

    def status(self, day: int) -> str:
        return "too_young" if day < self.at[16] else self.statuses[min(day, self.end)]

    def next(self, on: int) -> tuple[str, str] | None:
        day = next((day for day in self.changes if day > on), None)
        return None if day is None else (date.fromordinal(day).isoformat(), self.status(day))

    def age(self, day: int) -> int:
        years = 0
        while birthday(self.born, years + 1) <= day:
            years += 1
        return years

    # What the rows ask.

    def in_study(self, day: int, level: str | None = None, full_time: bool = False) -> bool:
        study = self.study
        if study is None or (level and study["level"] != level) or (full_time and not study["full_time"]):
            return False
        return day_of(study["from"]) <= day and (not study["to"] or day <= day_of(study["to"]))

    def begun_before_21(self) -> bool:
        return self.study is not None and day_of(self.study["from"]) < self.at[21]

    def in_higher_begun_before_21(self, day: int) -> bool:
        return self.in_study(day, "higher") and self.begun_before_21()

    def plan_runs_on(self, day: int) -> bool:
        """Whether a day lies in a course that began before 21 and is in the pathway plan."""
        return bool(self.study and self.study["in_plan"]) and self.in_study(day) and self.begun_before_21()

    def studies(self, day: int) -> bool:
        return self.in_study(day) or bool(self.facts["returning_to_study"])

    def leave_has_ended(self, day: int) -> bool:
        """Whether a permission to stay has ended: on a day after its last it is read as none."""
        leave_to = self.facts["leave_to"]
        can_end = self.facts["immigration"] in ("leave", "leave_no_public_funds")
        return can_end and leave_to is not None and day > day_of(leave_to)

    def immigration(self, day: int) -> str:
        return "no_leave" if self.leave_has_ended(day) else str(self.facts["immigration"])

    def funds(self, day: int) -> str:
        """Whether public funds are open, unsure or closed on a day."""
        return FUNDS.get(self.immigration(day), "open")

    def column(self, day: int) -> str:
        """The column of the table of entitlements on a day."""
        status = self.status(day)
        if status == "former_relevant":
            return "F" if day < self.at[21] else "F21" if day < self.at[25] else "F25"
        if status == "too_young":
            return "L" if day in self.care else "T"
        return {"looked_after": "L", "eligible": "E", "relevant": "R", "qualifying": "Q", "none": "N"}[status]


COLUMNS = ["L", "E", "R", "F", "F21", "F25", "Q", "N", "T"]
TABLE = """
social_worker                        Y Y M . .   .   . . . law
independent_reviewing_officer        Y Y . . .   .   . . . law
personal_adviser                     . Y Y Y Y   Y   . ? . law
needs_assessment                     . Y Y Y Y   M   M M . law
pathway_plan                         . Y Y Y Y   Y   . ? . law
keep_in_touch                        . Y Y Y Y   Y   Y . . law
looked_after_review                  M . . . .   .   M M M law
weekly_allowance                     * * * * *   .   . . . policy
universal_credit                     * * * * *   *   * * . law
asylum_support                       . . . * *   *   * * . law
accommodation                        Y Y Y * *   .   * . . law
section_20_accommodation             . . . . .   .   Y Y Y law
staying_put                          . M . Y M   .   . . . law
vacation_accommodation               . . . Y Y   .   Y . . law
setting_up_home                      . M M Y M   .   . . . policy
rent_deposit                         . . . M .   .   . . . assessment
education_costs                      . M M M M   M   M M . assessment
sixteen_to_nineteen_bursary          M M M M .   .   M . . law
travel_pass                          . Y Y Y .   .   . . . policy
travel_outside_kent                  . M M M .   .   . . . panel
higher_education_bursary             . . . Y Y   M   . . . law
higher_education_grant               . . . Y Y   M   . . . policy
student_finance                      . . . Y Y   Y   M . . law
holiday_travel                       . . . Y Y   .   . . . policy
laptop                               . M M Y Y   .   . . . policy
apprenticeship_bursary               . M M M M   .   . . . law
birthday_17                          . Y Y . .   .   . . . policy
birthday_18                          . Y Y * .   .   . . . policy
clothing                             . Y Y . .   .   . . . policy
emergency_clothing                   M M M M .   .   . . . assessment
incentive                            . M M . .   .   . . . panel
pregnancy_payment                    . Y Y . .   .   . . . policy
maternity_grant                      M M M M M   M   M . . law
childcare_costs                      . M M M .   .   . . . panel
family_contact_travel                M M M M .   .   . . . panel
special_needs_costs                  . M M M .   .   . . . panel
personal_independence_payment        M M M M M   M   M M . law
counselling                          . M M M .   .   . . . panel
health_costs                         M M M M M   M   M M M law
cultural_religious_needs             . M M M .   .   . . . panel
birth_certificate                    Y Y Y Y .   .   . . . policy
passport_or_travel_document          M Y Y M .   .   . . . policy
bank_account_and_ni_number           . Y Y . .   .   . . . policy
savings                              . . . Y M   M   M M . law
junior_isa                           M M M M M   M   M M M law
emergency_payment                    . M M M M   .   M . . assessment
custody_personal_items               . M M M .   .   . . . assessment
council_tax_support                  . . . Y M   .   . . . policy
one_bed_housing_rate                 . . . Y Y   .   Y . . law
housing_register_no_local_connection . Y Y Y Y   .   . . . law
homelessness_help                    . . . Y Y   Y   Y Y . law
priority_need                        . . . * *   *   * * . law
homelessness_local_connection        . . . Y M   Y   M . . law
not_intentionally_homeless           . . . . .   .   . . . law
human_rights_assessment              . . . Y Y   Y   Y . . law
legal_advice_immigration             * * * * *   *   * * * law
advocate                             Y Y Y Y Y   Y   Y . Y law
complain                             Y Y Y Y Y   Y   Y Y Y law
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]  # the id, nine cells, who decides
IDS = [row[0] for row in ROWS]
