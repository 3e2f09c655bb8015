"""What the answer must be, worked out a second time from the specification and slowly.

Nothing here is shared with the engine: days are counted one by one in sets, and a life is walked from the
first day to the 25th birthday. Where the specification can be read in two ways, a comment says which way
was taken.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from support.oracle_figures import figure_on

Facts = dict[str, Any]
Row = tuple[str, str, dict[str, Any] | None]  # the answer, who decides, the amount

NEVER = date.max.toordinal() + 1
DEFAULTS: Facts = {
    "authority": "kent",
    "care": [],
    "at_16": "none",
    "at_home": [],
    "special_guardianship": None,
    "privately_fostered": None,
    "disabled": False,
    "living": "other",
    "study": None,
    "returning_to_study": False,
    "immigration": "none",
    "pregnant_weeks": None,
    "children": 0,
    "lone_parent": False,
    "benefit_claim": "none",
    "benefit_claimed_on": None,
    "no_suitable_clothes": False,
    "moving_to_own_tenancy": False,
}


def day_of(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def months_after(day: int, months: int) -> int:
    """The same date some months on (or back), or the last day of a month that has no such date."""
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


class Life:
    """One person's days, from birth to the 25th birthday."""

    def __init__(self, facts: Facts) -> None:
        self.facts = DEFAULTS | facts
        self.born = date.fromisoformat(facts["date_of_birth"])
        self.at = {age: birthday(self.born, age) for age in range(14, 26)}
        self.end = min(self.at[25], NEVER - 1)
        self.care: set[int] = set()
        for period in self.facts["care"]:
            if period.get("kind", "looked_after") == "looked_after":
                self.care |= days_of(period, self.at[18] - 1)
        self.home: set[int] = set()
        for period in self.facts["at_home"]:
            self.home |= days_of(period, self.end)
        self.home -= self.care
        self.guardianship = days_of(self.facts["special_guardianship"], self.end)
        fostered = days_of(self.facts["privately_fostered"], self.end)
        self.first_fostered = min((day for day in fostered if day >= self.at[16]), default=NEVER)
        self.home_since: dict[int, int] = {}
        for day in sorted(self.home):
            self.home_since[day] = self.home_since.get(day - 1, day)
        self.care_since: dict[int, int] = {}
        for day in sorted(self.care):
            self.care_since[day] = self.care_since.get(day - 1, day)
        # "At any time" is up to the day. Periods of care that meet are one. Twelve months from 29 February
        # are reached on 28 February (clamped), so that they are complete on the 27th.
        complete = {since: months_after(since, 12) - 1 for since in set(self.care_since.values())}
        enough = (day for day, since in self.care_since.items() if day >= complete[since])
        self.twelve_months_on = min(enough, default=NEVER)
        self.statuses: dict[int, str] = {}
        self._walk()
        steps = range(self.at[16], self.end + 1)
        self.changes = [day for day in steps if self.status(day) != self.status(day - 1)]

    def _walk(self) -> None:
        care_from_14 = sum(self.at[14] <= day < self.at[16] for day in self.care)
        enough_before_16 = care_from_14 >= 91
        relevant_by_place = self.facts["at_16"] in ("detained", "hospital") and enough_before_16
        was_eligible_when_last_in_care = False
        cared_for_from_16 = False
        ever_covered = False  # eligible, relevant, or qualifying by rule 3, on any day
        for day in range(self.at[16], min(self.at[18], NEVER)):
            if day in self.care:
                care_from_14 += 1
                cared_for_from_16 = True
                was_eligible_when_last_in_care = care_from_14 >= 91
                status = "eligible" if care_from_14 >= 91 else "looked_after"
            elif was_eligible_when_last_in_care or relevant_by_place:
                status = "qualifying" if self._six_months_at_home(day) else "relevant"
                ever_covered = True
            else:
                status = "qualifying" if self._qualifies(day, cared_for_from_16 or ever_covered) else "none"
            ever_covered = ever_covered or status == "eligible"
            self.statuses[day] = status
        covered_at_18 = self.statuses.get(self.at[18] - 1) in ("eligible", "relevant")
        for day in range(self.at[18], min(self.at[25], NEVER)):
            if covered_at_18 and self._former_relevant_lasts(day):
                self.statuses[day] = "former_relevant"
            elif self._qualifies(day, cared_for_from_16 or ever_covered):
                self.statuses[day] = "qualifying"
            else:
                self.statuses[day] = "none"

    def _six_months_at_home(self, day: int) -> bool:
        # A home period that began before the 16th birthday counts from where it began (rule 3 sets no age).
        return day in self.home_since and day >= months_after(self.home_since[day], 6)

    def _former_relevant_lasts(self, day: int) -> bool:
        if day < self.at[21] or day >= day_of("2018-04-01"):
            return True
        # "Higher education" here is of any hours: only rule 5 and some rows of section 4 say full-time.
        return bool(
            self.facts["disabled"] or self.facts["returning_to_study"] or self.in_higher_begun_before_21(day)
        )

    def _qualifies(self, day: int, was_covered: bool) -> bool:
        if day >= self.at[21] and not self.in_study(day, full_time=True):
            return False
        return (
            was_covered
            # Read to the letter: an order that runs on, or begins, after 18 is in force on its days.
            or day in self.guardianship
            or (day >= self.at[18] and self.at[18] - 1 in self.guardianship)
            or bool(self.facts["disabled"] and self.first_fostered <= day)
        )

    def in_study(self, day: int, level: str | None = None, full_time: bool = False) -> bool:
        study = self.facts["study"]
        if study is None or (level and study["level"] != level):
            return False
        if full_time and not study.get("full_time", True):
            return False
        return day_of(study["from"]) <= day and (not study.get("to") or day <= day_of(study["to"]))

    def in_higher_begun_before_21(self, day: int) -> bool:
        return self.in_study(day, "higher") and day_of(self.facts["study"]["from"]) < self.at[21]

    def status(self, day: int) -> str:
        if day < self.at[16]:
            return "too_young"
        return self.statuses.get(day, "none")

    def age(self, day: int) -> int:
        years = 0
        while birthday(self.born, years + 1) <= day:
            years += 1
        return years

    def next(self, on: int) -> tuple[str, str] | None:
        day = next((day for day in self.changes if day > on), None)
        return None if day is None else (date.fromordinal(day).isoformat(), self.status(day))

    def letter(self, day: int) -> str:
        status = self.status(day)
        if status == "former_relevant":
            return "F21" if day >= self.at[21] else "F"
        if status == "too_young":
            return "L" if day in self.care else "-"
        return {"looked_after": "L", "eligible": "E", "relevant": "R", "qualifying": "Q"}.get(status, "-")

    def twelve_months_in_care(self, day: int) -> bool:
        return day >= self.twelve_months_on


TABLE = """
social_worker                         Y Y M . . . law
independent_reviewing_officer         Y Y . . . . law
personal_adviser                      . Y Y Y Y . law
needs_assessment                      . Y Y Y Y M law
pathway_plan                          . Y Y Y Y . law
keep_in_touch                         . Y Y Y . Y law
weekly_allowance                      . Y Y M . . policy
accommodation                         Y Y Y M . . law
staying_put                           . M . Y . . law
vacation_accommodation                . . . Y Y M law
setting_up_home                       . M M Y M . policy
rent_deposit                          . . . M . . assessment
education_costs                       . M M M M M assessment
sixteen_to_nineteen_bursary           M M M M . . law
travel_pass                           . Y Y Y . . policy
travel_outside_kent                   . M M M . . panel
higher_education_bursary              . . . Y Y . law
higher_education_grant                . . . Y Y . policy
holiday_travel                        . . . Y Y . policy
laptop                                . M M Y Y . policy
apprenticeship_bursary                . M M M M . law
birthday_17                           . Y Y . . . policy
birthday_18                           . Y Y . . . policy
clothing                              . Y Y . . . policy
emergency_clothing                    M M M M . . assessment
incentive                             . M M . . . panel
pregnancy_payment                     . Y Y . . . policy
maternity_grant                       M M M M M M law
childcare_costs                       . M M M . . panel
family_contact_travel                 M M M M . . panel
special_needs_costs                   . M M M . . panel
counselling                           . M M M . . panel
cultural_religious_needs              . M M M . . panel
birth_certificate                     Y Y Y Y . . policy
passport_or_travel_document           M Y Y M . . policy
bank_account_and_ni_number            . Y Y . . . policy
savings                               . . . Y . . policy
junior_isa                            M M M M . . law
emergency_payment                     . M M M . . assessment
custody_personal_items                . M M M . . assessment
council_tax_support                   . . . Y M . policy
one_bed_housing_rate                  . . . Y Y . law
housing_register_no_local_connection  . Y Y Y Y . law
not_intentionally_homeless            . . . . . . law
human_rights_assessment               . . . Y Y . law
legal_advice_immigration              Y Y Y Y Y Y law
advocate                              Y Y Y Y Y Y law
complain                              Y Y Y Y Y Y law
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
IDS = [row[0] for row in ROWS]
FIGURES = {
    "sixteen_to_nineteen_bursary": "sixteen_to_nineteen_bursary",
    "higher_education_bursary": "higher_education_bursary",
    "higher_education_grant": "higher_education_grant",
    "apprenticeship_bursary": "apprenticeship_bursary",
    "birthday_17": "birthday_17",
    "birthday_18": "birthday_18",
    "clothing": "clothing_year",
    "emergency_clothing": "emergency_clothing",
    "incentive": "incentive",
    "pregnancy_payment": "pregnancy_payment",
    "maternity_grant": "maternity_grant",
    "junior_isa": "junior_isa",
}

Rule = Callable[
    [Life, int, str, str], str
]  # the life, the day, the letter of the status, what the column says


def only_when(test: Callable[[Life, int], object]) -> Rule:
    return lambda life, day, letter, column: column if test(life, day) else "no"


def fact(name: str) -> Rule:
    return only_when(lambda life, day: life.facts[name])


def from_day(text: str) -> Rule:
    return only_when(lambda life, day: day >= day_of(text))


def weekly_allowance(life: Life, day: int, letter: str, column: str) -> str:
    if letter == "R" and day in life.home_since:
        return "yes" if day - life.home_since[day] < 42 else "no"
    if letter in ("E", "R") and life.facts["living"] in ("supported_lodgings", "semi_independent"):
        return "yes"
    if letter == "E" and life.facts["living"] == "foster_care":
        return "yes"
    # Before the claim is made (a claim dated later than the day) there is no claim to wait for.
    if letter == "F" and life.facts["benefit_claim"] == "waiting" and day >= subsistence_from(life):
        return "may"
    return "no"


def subsistence_from(life: Life) -> int:
    claimed = life.facts["benefit_claimed_on"]
    return max(life.at[18], day_of(claimed)) if claimed else life.at[18]


def staying_put(life: Life, day: int, letter: str, column: str) -> str:
    return column if life.facts["living"] == {"E": "foster_care", "F": "staying_put"}.get(letter) else "no"


def vacation_accommodation(life: Life, day: int, letter: str, column: str) -> str:
    if life.in_study(day, "further", full_time=True) and column != "no":
        return "may"
    return column if life.in_study(day, "higher", full_time=True) else "no"


def setting_up_home(life: Life, day: int, letter: str, column: str) -> str:
    if not life.facts["moving_to_own_tenancy"]:
        return "no"
    return "no" if letter == "F21" and not life.in_higher_begun_before_21(day) else column


def education_costs(life: Life, day: int, letter: str, column: str) -> str:
    if letter == "F21" and not (life.in_study(day) or life.facts["returning_to_study"]):
        return "no"
    return "no" if letter == "Q" and not life.in_study(day) else column


def sixteen_to_nineteen(life: Life, day: int) -> bool:
    if not life.in_study(day, "further"):
        return False
    if life.at[16] <= day < life.at[19]:
        return True
    return life.at[19] <= day < life.at[20] and day_of(life.facts["study"]["from"]) < life.at[19]


def travel_pass(life: Life, day: int, letter: str, column: str) -> str:
    return "unknown" if column == "yes" and day >= day_of("2018-04-01") else column


def laptop(life: Life, day: int, letter: str, column: str) -> str:
    if letter in ("F", "F21") and life.in_study(day, "higher"):
        return "yes"
    return "may" if letter in ("E", "R", "F") and life.in_study(day, "further") else "no"


def birthday_18(life: Life, day: int, letter: str, column: str) -> str:
    return "yes" if letter == "F" and day == life.at[18] else column


def accommodation(life: Life, day: int, letter: str, column: str) -> str:
    return "no" if letter == "R" and day in life.home else column


def one_bed(life: Life, day: int) -> bool:
    return day >= day_of("2021-05-31") or day < life.at[22]


RULES: dict[str, Rule] = {
    "weekly_allowance": weekly_allowance,
    "accommodation": accommodation,
    "staying_put": staying_put,
    "vacation_accommodation": vacation_accommodation,
    "setting_up_home": setting_up_home,
    "rent_deposit": fact("moving_to_own_tenancy"),
    "education_costs": education_costs,
    "sixteen_to_nineteen_bursary": only_when(sixteen_to_nineteen),
    "travel_pass": travel_pass,
    "higher_education_bursary": only_when(lambda life, day: life.in_study(day, "higher", full_time=True)),
    "higher_education_grant": only_when(lambda life, day: life.in_study(day, "higher", full_time=True)),
    "holiday_travel": only_when(lambda life, day: life.in_study(day, "higher", full_time=True)),
    "laptop": laptop,
    "apprenticeship_bursary": from_day("2018-08-01"),
    "birthday_18": birthday_18,
    "emergency_clothing": fact("no_suitable_clothes"),
    "incentive": only_when(
        lambda life, day: life.facts["living"] == "semi_independent" and life.in_study(day)
    ),
    "pregnancy_payment": only_when(
        lambda life, day: (
            life.facts["living"] == "semi_independent" and (life.facts["pregnant_weeks"] or 0) > 20
        )
    ),
    "maternity_grant": only_when(
        lambda life, day: life.facts["pregnant_weeks"] is not None or life.facts["children"] > 0
    ),
    "childcare_costs": only_when(lambda life, day: life.facts["children"] > 0),
    "special_needs_costs": fact("disabled"),
    "junior_isa": only_when(Life.twelve_months_in_care),
    "custody_personal_items": only_when(lambda life, day: life.facts["living"] == "custody"),
    "council_tax_support": from_day("2020-04-01"),
    "one_bed_housing_rate": only_when(one_bed),
    "housing_register_no_local_connection": from_day("2025-07-10"),
    "human_rights_assessment": only_when(
        lambda life, day: life.facts["immigration"] == "appeal_rights_exhausted"
    ),
    "legal_advice_immigration": only_when(
        lambda life, day: life.facts["immigration"] in ("waiting", "appeal_rights_exhausted")
    ),
}


def by_column(name: str, cells: list[str], letter: str, status: str) -> str:
    if letter == "-":
        covered = name == "complain" or (name == "advocate" and status == "too_young")
        return "yes" if covered else "no"
    return {"Y": "yes", "M": "may", ".": "no"}[cells[["L", "E", "R", "F", "F21", "Q"].index(letter)]]


def amount_of(life: Life, name: str, day: int, letter: str) -> dict[str, Any] | None:
    living = life.facts["living"]
    if name == "weekly_allowance":
        if letter == "F" and day >= subsistence_from(life) + 28:
            return None
        in_foster_care = letter == "E" and living == "foster_care"
        return figure_on("foster_pocket_money" if in_foster_care else "weekly_allowance", day)
    if name == "setting_up_home":
        lone = life.facts["lone_parent"]
        return figure_on("setting_up_home_lone_parent" if lone else "setting_up_home", day)
    if name not in FIGURES:
        return None
    amount = figure_on(FIGURES[name], day)
    if amount and name == "clothing" and living == "foster_care":
        amount["cap"] = "at_least"
    return amount


def answer_of(life: Life, name: str, cells: list[str], decided_by: str, day: int) -> Row:
    status, letter = life.status(day), life.letter(day)
    answer = by_column(name, cells, letter, status)
    if letter != "-" and name in RULES:
        answer = RULES[name](life, day, letter, answer)
    if life.facts["authority"] == "other" and decided_by != "law":
        answer = "no"
    if life.facts["living"] == "custody":
        if name in ("weekly_allowance", "incentive"):
            answer = "no"
        if name == "clothing" and answer == "yes":
            answer = "may"
    # "Then" is read as "where this row is yes": for former relevant people, not for eligible children.
    assessed = status == "former_relevant" and life.facts["immigration"] == "appeal_rights_exhausted"
    if assessed and decided_by != "law" and answer == "yes":
        answer, decided_by = "may", "assessment"
    amount = amount_of(life, name, day, letter) if answer in ("yes", "may") else None
    return answer, decided_by, amount


def entitlements(life: Life, day: int) -> dict[str, Row]:
    return {row[0]: answer_of(life, row[0], row[1:7], row[7], day) for row in ROWS}
