"""The rows of the table in the oracle: what each answers, who decides, its amount, and the signposts."""

from collections.abc import Callable
from typing import Any

from support.oracle import COLUMNS, ROWS, OracleLife, day_of, months_after
from support.oracle_allowance import WITHOUT_PAPERS, Verdict, weekly_allowance
from support.oracle_figures import UC_25, UC_UNDER_25, figure_on

Row = tuple[str, str, dict[str, Any] | None]  # the answer, who decides, the amount

# The life, the day, its column, and the answer that stands there.
Rule = Callable[[OracleLife, int, str, str], str | Verdict]

CELLS = {"Y": "yes", "M": "may", "?": "unknown", ".": "no", "*": "*"}
# What N from the 25th birthday on is not asked.
UP_TO_25 = (
    "universal_credit",
    "asylum_support",
    "personal_independence_payment",
    "health_costs",
    "homelessness_help",
    "priority_need",
)
# What custody and the human rights assessment change.
NOT_IN_CUSTODY = (
    "weekly_allowance",
    "incentive",
    "universal_credit",
    "asylum_support",
    "personal_independence_payment",
)
LEFT_TO_HUMAN_RIGHTS = (
    "weekly_allowance",
    "accommodation",
    "staying_put",
    "vacation_accommodation",
    "higher_education_bursary",
)
LEFT_TO_HUMAN_RIGHTS_IN_F_AND_F25 = ("personal_adviser", "needs_assessment", "pathway_plan", "keep_in_touch")

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


def when(test: object, answer: str) -> str:
    return answer if test else "no"


def only_when(test: Callable[[OracleLife, int], object]) -> Rule:
    return lambda life, day, column, cell: when(test(life, day), cell)


def fact(name: str) -> Rule:
    return only_when(lambda life, day: life.facts[name])


def from_day(text: str) -> Rule:
    return only_when(lambda life, day: day >= day_of(text))


def unless_closed(life: OracleLife, day: int, answer: str) -> str:
    """Limit an answer by public funds: as it is where they are open, less where unsure, no where closed."""
    if life.funds(day) == "closed":
        return "no"
    return "may" if answer == "yes" and life.funds(day) == "unsure" else answer


def is_q1(life: OracleLife, day: int, column: str) -> bool:
    return column == "Q" and life.in_first_group(day)


def is_q2(life: OracleLife, day: int, column: str) -> bool:
    return column == "Q" and not life.in_first_group(day)


def has_child_or_disability(life: OracleLife) -> bool:
    return life.facts["children"] > 0 or bool(life.facts["disabled"])


def weeks(life: OracleLife) -> int:
    return life.facts["pregnant_weeks"] or 0


# One function a row, in the order of the table; what fits in a line stands in RULES.


def past_25_on_a_course(life: OracleLife, day: int, column: str, cell: str) -> str:
    """The answer on `personal_adviser` and `pathway_plan`: N has a rule, the other columns their letter."""
    if column != "N":
        return cell
    study = life.study
    begun = study and life.at[21] <= day_of(study["from"]) < life.at[25]
    on_it = day >= life.at[25] and study and study["in_plan"] and life.in_study(day)
    return when(life.covered_at_18 and begun and on_it, "unknown")


def needs_assessment(life: OracleLife, day: int, column: str, cell: str) -> str:
    fostered = life.facts["privately_fostered"]
    if column != "N":
        return cell
    if not fostered or day >= life.at[21]:
        return "no"
    begun = day_of(fostered["from"]) <= day and day_of(fostered["from"]) < life.at[18]
    return when(begun and (not fostered.get("to") or day_of(fostered["to"]) >= life.at[16]), "may")


def keep_in_touch(life: OracleLife, day: int, column: str, cell: str) -> str:
    if column == "F21":
        return when(day >= day_of("2018-04-01") or life.plan_runs_on(day), "yes")
    return "no" if is_q2(life, day, column) else cell


def looked_after_review(life: OracleLife, day: int, column: str, cell: str) -> str:
    housed = life.facts["housed_by_council"]
    return when(housed and day_of(housed["from"]) <= day and day_of(housed["from"]) < life.at[18], "may")


def universal_credit(life: OracleLife, day: int, column: str, cell: str) -> str:
    """The answer on Universal Credit. Custody and N from 25 are also in `answer_of`."""
    living = life.facts["living"]
    if day < life.at[16] or living == "custody":
        return "no"
    if day < day_of("2019-01-01"):
        return "unknown"
    if life.funds(day) == "closed":
        return "no"
    if day < life.at[18]:
        expects = weeks(life) >= 29
        if column == "L":
            return when(has_child_or_disability(life) or expects, "may")
        if column in ("E", "R"):
            return when(has_child_or_disability(life), "may")
        return when(has_child_or_disability(life) or expects or living != "family", "may")
    if life.in_study(day, "higher", full_time=True):
        return when(has_child_or_disability(life), "may")
    if life.in_study(day, "further", full_time=True) or life.funds(day) == "unsure":
        return "may"
    return "yes"


def asylum_support(life: OracleLife, day: int, column: str, cell: str) -> str:
    if day < life.at[18]:
        return "no"
    if life.immigration(day) == "waiting":
        return "no" if column == "F" else "may"
    return when(life.immigration(day) == "appeal_rights_exhausted", "may")


def accommodation(life: OracleLife, day: int, column: str, cell: str) -> str:
    homeless = life.facts["living"] == "homeless"
    if column == "R" and day in life.home_since and not homeless:
        return "no"
    if column == "F":
        return "yes" if life.immigration(day) in WITHOUT_PAPERS else "may"
    if column == "F21":
        return when(homeless or life.in_study(day), "may")
    return when(homeless, "may") if column == "Q" else cell


def section_20_accommodation(life: OracleLife, day: int, column: str, cell: str) -> str:
    return when(day < life.at[18] and life.facts["living"] == "homeless", "yes")


def staying_put(life: OracleLife, day: int, column: str, cell: str) -> str | Verdict:
    living = life.facts["living"]
    if column == "F":
        eligible = life.status(life.at[18] - 1) == "eligible"
        return when(living == "staying_put" or (living == "foster_care" and eligible), "yes")
    if column == "F21":
        return when(living == "staying_put" and life.plan_runs_on(day), "may"), "policy"
    return when(living == "foster_care", "may")


def vacation_accommodation(life: OracleLife, day: int, column: str, cell: str) -> str:
    if is_q2(life, day, column):
        return "no"
    if life.in_study(day, "further", full_time=True):
        return "may"
    return when(life.in_study(day, "higher", full_time=True), cell)


def setting_up_home(life: OracleLife, day: int, column: str, cell: str) -> str:
    if column == "F21" and not life.in_higher_begun_before_21(day):
        return "no"
    return when(life.facts["moving_to_own_tenancy"], cell)


def education_costs(life: OracleLife, day: int, column: str, cell: str) -> str:
    if column == "F21" or is_q1(life, day, column):
        return when(life.studies(day), "may")
    if column == "N":
        return when(past_25_on_a_course(life, day, column, cell) == "unknown", "may")
    return "no" if column == "Q" else cell


def sixteen_to_nineteen_bursary(life: OracleLife, day: int, column: str, cell: str) -> str:
    if not life.study or not life.in_study(day, "further") or life.age(day) not in (16, 17, 18, 19):
        return "no"
    if life.age(day) == 19 and day_of(life.study["from"]) >= life.at[19]:
        return "no"
    # "On some day" is read as on some day up to the day.
    if column == "Q" and day < life.first_eligible:
        return "no"
    refused = life.immigration(day) in ("appeal_rights_exhausted", "no_leave")
    return when(not (refused and day >= life.at[18]), "may")


def travel_pass(life: OracleLife, day: int, column: str, cell: str) -> str:
    return "unknown" if day >= day_of("2018-04-01") else cell


def full_time_higher(life: OracleLife, day: int) -> bool:
    return life.in_study(day, "higher", full_time=True)


def higher_education_bursary(life: OracleLife, day: int, column: str, cell: str) -> str:
    in_plan = life.study and life.study["in_plan"]
    return when(full_time_higher(life, day), cell if in_plan else "may")


def student_finance(life: OracleLife, day: int, column: str, cell: str) -> str:
    if not full_time_higher(life, day) or is_q2(life, day, column):
        return "no"
    if life.immigration(day) == "none":
        return cell
    return when(life.immigration(day) not in WITHOUT_PAPERS, "may")


def laptop(life: OracleLife, day: int, column: str, cell: str) -> str:
    if column in ("F", "F21") and life.in_study(day, "higher"):
        return "yes"
    return when(column in ("E", "R", "F") and life.in_study(day, "further"), "may")


def apprenticeship_bursary(life: OracleLife, day: int, column: str, cell: str) -> str:
    may_work = life.immigration(day) not in WITHOUT_PAPERS
    return when(may_work and day >= day_of("2018-08-01"), cell)


def birthday_18(life: OracleLife, day: int, column: str, cell: str) -> str:
    return when(day == life.at[18], "yes") if column == "F" else cell


def maternity_grant(life: OracleLife, day: int) -> bool:
    expects = life.facts["pregnant_weeks"] is not None or life.facts["children"] > 0
    return expects and life.funds(day) != "closed"


def personal_independence_payment(life: OracleLife, day: int) -> bool:
    old_enough = day >= life.at[16] and day >= day_of("2013-06-10")
    free = life.facts["living"] != "custody"
    return bool(life.facts["disabled"]) and old_enough and free and life.funds(day) != "closed"


def health_costs(life: OracleLife, day: int, column: str, cell: str) -> str:
    at_school = life.age(day) in (16, 17, 18) and life.in_study(day, full_time=True)
    free = day < life.at[16] or at_school or life.facts["pregnant_weeks"] is not None
    return "yes" if free else "may"


def savings(life: OracleLife, day: int, column: str, cell: str) -> str:
    if column == "F":
        return "yes"
    return when(day >= life.at[18] and life.first_care <= day, "may")


def council_tax_support(life: OracleLife, day: int, column: str, cell: str) -> str:
    answer = "may" if life.funds(day) == "closed" else cell
    return when(day >= day_of("2020-04-01"), answer)


def one_bed_housing_rate(life: OracleLife, day: int, column: str, cell: str) -> str:
    if not (day < life.at[22] or (day >= day_of("2021-05-31") and day < life.at[25])):
        return "no"
    if column == "Q" and not (day >= life.at[18] and life.first_care_leaver <= day):
        return "no"
    student = full_time_higher(life, day) and not has_child_or_disability(life)
    return unless_closed(life, day, "may" if student else "yes")


def housing_register(life: OracleLife, day: int, column: str, cell: str) -> str:
    return unless_closed(life, day, when(day >= day_of("2025-07-10"), cell))


def homelessness_help(life: OracleLife, day: int, column: str, cell: str) -> str:
    return unless_closed(life, day, when(life.facts["living"] == "homeless", cell))


def priority_need(life: OracleLife, day: int, column: str, cell: str) -> str:
    """The answer on priority need of somebody who is homeless."""
    if life.facts["living"] != "homeless" or day < life.at[16]:
        return "no"
    expects_or_has_a_child = life.facts["pregnant_weeks"] is not None or life.facts["children"] > 0
    care_or_stay = life.first_care_from_16 <= day or life.in_second_group(day)
    student = life.in_study(day, full_time=True)
    if expects_or_has_a_child or day < life.at[18] or (day < life.at[21] and not student and care_or_stay):
        return unless_closed(life, day, "yes")
    vulnerable = care_or_stay or life.first_care <= day or life.facts["disabled"]
    return unless_closed(life, day, when(vulnerable, "may"))


def homelessness_local_connection(life: OracleLife, day: int, column: str, cell: str) -> str:
    if life.facts["living"] != "homeless" or day < day_of("2018-04-03"):
        return "no"
    if column == "Q":
        return unless_closed(life, day, when(is_q1(life, day, column) and day < life.at[21], "may"))
    return unless_closed(life, day, "yes" if life.plan_runs_on(day) else cell)


def human_rights_assessment(life: OracleLife, day: int) -> bool:
    return day >= life.at[18] and life.immigration(day) in ("appeal_rights_exhausted", "no_leave")


def legal_advice_immigration(life: OracleLife, day: int, column: str, cell: str) -> str:
    immigration, leave_to = life.immigration(day), life.facts["leave_to"]
    by_age = "yes" if day < life.at[18] else "may"
    if immigration in ("waiting", "appeal_rights_exhausted") or life.facts["disputed_age"]:
        return "yes"
    if immigration in ("no_leave", "leave_extended"):
        return by_age
    if immigration in ("leave", "leave_no_public_funds"):
        return when(day_of(leave_to) <= months_after(day, 12), by_age) if leave_to else "may"
    return when(immigration == "pre_settled", "may")


RULES: dict[str, Rule] = {
    "personal_adviser": past_25_on_a_course,
    "needs_assessment": needs_assessment,
    "pathway_plan": past_25_on_a_course,
    "keep_in_touch": keep_in_touch,
    "looked_after_review": looked_after_review,
    "weekly_allowance": weekly_allowance,
    "universal_credit": universal_credit,
    "asylum_support": asylum_support,
    "accommodation": accommodation,
    "section_20_accommodation": section_20_accommodation,
    "staying_put": staying_put,
    "vacation_accommodation": vacation_accommodation,
    "setting_up_home": setting_up_home,
    "rent_deposit": fact("moving_to_own_tenancy"),
    "education_costs": education_costs,
    "sixteen_to_nineteen_bursary": sixteen_to_nineteen_bursary,
    "travel_pass": travel_pass,
    "higher_education_bursary": higher_education_bursary,
    "higher_education_grant": only_when(full_time_higher),
    "student_finance": student_finance,
    "holiday_travel": only_when(full_time_higher),
    "laptop": laptop,
    "apprenticeship_bursary": apprenticeship_bursary,
    "birthday_18": birthday_18,
    "emergency_clothing": fact("no_suitable_clothes"),
    "incentive": only_when(
        lambda life, day: life.facts["living"] == "semi_independent" and life.in_study(day)
    ),
    "pregnancy_payment": only_when(
        lambda life, day: life.facts["living"] == "semi_independent" and weeks(life) > 20
    ),
    "maternity_grant": only_when(maternity_grant),
    "childcare_costs": only_when(lambda life, day: life.facts["children"] > 0),
    "special_needs_costs": fact("disabled"),
    "personal_independence_payment": only_when(personal_independence_payment),
    "health_costs": health_costs,
    "savings": savings,
    "junior_isa": only_when(lambda life, day: life.first_year_complete <= day),
    "custody_personal_items": only_when(lambda life, day: life.facts["living"] == "custody"),
    "council_tax_support": council_tax_support,
    "one_bed_housing_rate": one_bed_housing_rate,
    "housing_register_no_local_connection": housing_register,
    "homelessness_help": homelessness_help,
    "priority_need": priority_need,
    "homelessness_local_connection": homelessness_local_connection,
    "human_rights_assessment": only_when(human_rights_assessment),
    "legal_advice_immigration": legal_advice_immigration,
}


def figure_of(life: OracleLife, name: str, day: int) -> str:
    if name == "setting_up_home":
        return "setting_up_home_lone_parent" if life.facts["lone_parent"] else "setting_up_home"
    if name == "universal_credit":
        return UC_UNDER_25 if day < life.at[25] else UC_25
    return FIGURES.get(name, "")


def amount_of(life: OracleLife, name: str, figure: str, day: int) -> dict[str, Any] | None:
    amount = figure_on(figure, day) if figure else None
    if amount and name == "clothing" and life.facts["living"] == "foster_care":
        amount["cap"] = "at_least"
    return amount


def answer_of(life: OracleLife, name: str, cells: list[str], by_table: str, day: int) -> Row:
    column = life.column(day)
    cell = CELLS[cells[COLUMNS.index(column)]]
    found: str | Verdict = cell
    if cell != "no" and name in RULES:
        found = RULES[name](life, day, column, cell)
    answer, *more = (found,) if isinstance(found, str) else found
    decided_by = more[0] if more else by_table
    figure = figure_of(life, name, day) if len(more) < 2 else more[1]
    if column == "N" and day >= life.at[25] and name in UP_TO_25:
        answer = "no"
    # Another council first, then custody, then the human rights assessment.
    if life.facts["authority"] == "other" and decided_by != "law":
        answer = "no"
    if life.facts["living"] == "custody":
        if name in NOT_IN_CUSTODY:
            answer = "no"
        if name == "clothing" and answer == "yes":
            answer = "may"
    assessed = column in ("F", "F21", "F25", "Q") and human_rights_assessment(life, day)
    left_to_it = (
        decided_by != "law"
        or name in LEFT_TO_HUMAN_RIGHTS
        or (column in ("F", "F25") and name in LEFT_TO_HUMAN_RIGHTS_IN_F_AND_F25)
    )
    if assessed and left_to_it and answer == "yes":
        answer, decided_by = "may", "assessment"
    if answer in ("no", "unknown"):
        return answer, by_table, None
    return answer, decided_by, amount_of(life, name, figure, day)


def entitlements(life: OracleLife, day: int) -> dict[str, Row]:
    return {row[0]: answer_of(life, row[0], row[1:-1], row[-1], day) for row in ROWS}


def signposts(life: OracleLife, day: int, rows: dict[str, Row]) -> list[str]:
    """The signposts that come before those that the status brings, in their order."""
    answers = {name: row[0] for name, row in rows.items()}
    waits_as_a_child = (
        day < life.at[18] and life.immigration(day) == "waiting" and life.column(day) in ("L", "Q", "N")
    )
    found = {
        "shelter": life.facts["living"] == "homeless",
        "coram_voice": answers["looked_after_review"] == "may"
        or answers["section_20_accommodation"] == "yes",
        "migrant_help": answers["asylum_support"] == "may" or waits_as_a_child,
        "modern_slavery_helpline": life.immigration(day) != "none",
        "age_dispute_project": life.facts["disputed_age"],
        "civil_legal_advice": answers["legal_advice_immigration"] in ("yes", "may"),
        "citizens_advice": life.status(day) == "none",
        "ombudsman": life.status(day) == "none",
    }
    return [name for name, named in found.items() if named]


def more_reasons(life: OracleLife, day: int, rows: dict[str, Row]) -> int:
    """How many sentences `because` has beside the one on the status."""
    return (rows["looked_after_review"][0] == "may") + life.leave_has_ended(day)
