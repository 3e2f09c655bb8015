"""The table of entitlements, row by row: what each status is owed where conditions hold, and where not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.entitlement_people import (
    care,
    course,
    day_before,
    eligible,
    explain,
    former_relevant,
    former_relevant_at_22,
    looked_after,
    nobody,
    owed,
    qualifying,
    relevant,
    since,
    too_young,
)
from support.oracle import Facts

# Every entitlement, in the order of an answer.
IN_ORDER = (Path(__file__).parent / "cases" / "ids.txt").read_text("utf-8").split()
LETTERS = {"yes": "Y", "may": "M", "no": "-", "unknown": "?"}
IN_2017, IN_2019, IN_2026 = "2017-06-01", "2019-06-01", "2026-06-01"
COLLEGE, UNIVERSITY = course("further", "2010-09-01"), course("higher", "2010-09-01")
PART_TIME = {"full_time": False}
# Begun after the youngest of those asked about in 2026 was born, and before 21 by everybody.
AT_COLLEGE, AT_UNIVERSITY = course("further", "2012-09-01"), course("higher", "2012-09-01")
WAITING, NO_APPEAL = {"immigration": "waiting"}, {"immigration": "appeal_rights_exhausted"}
NO_LEAVE, NO_FUNDS = {"immigration": "no_leave"}, {"immigration": "leave_no_public_funds"}
PRE_SETTLED, HOMELESS = {"immigration": "pre_settled"}, {"living": "homeless"}


def former_relevant_at_26(on: str, **more: Any) -> Facts:
    """Facts of somebody of 26 on a part-time course of the plan that began before 21."""
    return former_relevant(on, age=26, **({"study": UNIVERSITY | PART_TIME} | more))


# In the order of the columns of the table.
COLUMNS: dict[str, Callable[..., Facts]] = {
    "L": looked_after,
    "E": eligible,
    "R": relevant,
    "F": former_relevant,
    "F21": former_relevant_at_22,
    "F25": former_relevant_at_26,
    "Q": qualifying,
    "N": nobody,
    "T": too_young,
}


def letters(name: str, on: str, facts: dict[str, Any]) -> str:
    """The answers as the columns of the table: L E R F F21 F25 Q N T."""
    return " ".join(LETTERS[owed(someone(on, **facts), name)["answer"]] for someone in COLUMNS.values())


# The id, when, the day, the facts, and the answers in the order of the columns.
ROWS: list[tuple[str, str, str, dict[str, Any], str]] = [
    ("social_worker", "always", IN_2019, {}, "Y Y M - - - - - -"),
    ("independent_reviewing_officer", "always", IN_2019, {}, "Y Y - - - - - - -"),
    ("personal_adviser", "always", IN_2019, {}, "- Y Y Y Y Y - - -"),
    ("needs_assessment", "always", IN_2019, {}, "- Y Y Y Y M M - -"),
    ("pathway_plan", "always", IN_2019, {}, "- Y Y Y Y Y - - -"),
    ("keep_in_touch", "always", IN_2019, {}, "- Y Y Y Y Y Y - -"),
    ("weekly_allowance", "in lodgings", IN_2019, {"living": "supported_lodgings"}, "Y Y Y - - - - - -"),
    ("weekly_allowance", "semi-independent", IN_2019, {"living": "semi_independent"}, "Y Y Y - - - - - -"),
    ("weekly_allowance", "in foster care", IN_2019, {"living": "foster_care"}, "Y Y Y - - - - - -"),
    ("weekly_allowance", "in a children's home", IN_2019, {"living": "childrens_home"}, "Y Y Y - - - - - -"),
    ("weekly_allowance", "in custody", IN_2019, {"living": "custody"}, "- - - - - - - - -"),
    ("weekly_allowance", "benefit paid", IN_2019, {"benefit_claim": "paid"}, "Y Y Y - - - - - -"),
    ("weekly_allowance", "a claim waits", IN_2019, {"benefit_claim": "waiting"}, "Y Y Y M - - - - -"),
    ("accommodation", "always", IN_2019, {}, "Y Y Y M - - - - -"),
    ("accommodation", "at home", IN_2019, {"at_home": [since("2019-05-20")]}, "Y Y - M - - - - -"),
    ("staying_put", "staying put", IN_2019, {"living": "staying_put"}, "- - - Y - - - - -"),
    ("staying_put", "in foster care", IN_2019, {"living": "foster_care"}, "- M - Y - - - - -"),
    ("staying_put", "elsewhere", IN_2019, {}, "- - - - - - - - -"),
    ("vacation_accommodation", "at university", IN_2019, {"study": UNIVERSITY}, "- - - Y Y - Y - -"),
    ("vacation_accommodation", "at college", IN_2019, {"study": COLLEGE}, "- - - M M - M - -"),
    ("vacation_accommodation", "part-time", IN_2019, {"study": UNIVERSITY | PART_TIME}, "- - - - - - - - -"),
    ("setting_up_home", "moving", IN_2019, {"moving_to_own_tenancy": True}, "- M M Y - - - - -"),
    (
        "setting_up_home",
        "moving, in higher education begun before 21",
        IN_2019,
        {"moving_to_own_tenancy": True, "study": UNIVERSITY | PART_TIME},
        "- M M Y M - - - -",
    ),
    ("setting_up_home", "not moving", IN_2019, {"study": UNIVERSITY}, "- - - - - - - - -"),
    ("rent_deposit", "moving", IN_2019, {"moving_to_own_tenancy": True}, "- - - M - - - - -"),
    ("rent_deposit", "not moving", IN_2019, {}, "- - - - - - - - -"),
    ("education_costs", "not studying", IN_2019, {}, "- M M M - M - - -"),
    ("education_costs", "studying", IN_2019, {"study": COLLEGE | PART_TIME}, "- M M M M M M - -"),
    ("education_costs", "returning", IN_2019, {"returning_to_study": True}, "- M M M M M M - -"),
    ("sixteen_to_nineteen_bursary", "at college", IN_2019, {"study": COLLEGE}, "M M M M - - - - -"),
    ("sixteen_to_nineteen_bursary", "at university", IN_2019, {"study": UNIVERSITY}, "- - - - - - - - -"),
    ("travel_pass", "in 2017", IN_2017, {}, "- Y Y Y - - - - -"),
    ("travel_pass", "in 2019", IN_2019, {}, "- ? ? ? - - - - -"),
    ("travel_outside_kent", "always", IN_2019, {}, "- M M M - - - - -"),
    ("higher_education_bursary", "at university", IN_2019, {"study": UNIVERSITY}, "- - - Y Y M - - -"),
    ("higher_education_bursary", "at college", IN_2019, {"study": COLLEGE}, "- - - - - - - - -"),
    (
        "higher_education_bursary",
        "part-time",
        IN_2019,
        {"study": UNIVERSITY | PART_TIME},
        "- - - - - - - - -",
    ),
    ("higher_education_grant", "at university", IN_2019, {"study": UNIVERSITY}, "- - - Y Y M - - -"),
    ("higher_education_grant", "at college", IN_2019, {"study": COLLEGE}, "- - - - - - - - -"),
    ("higher_education_grant", "part-time", IN_2019, {"study": UNIVERSITY | PART_TIME}, "- - - - - - - - -"),
    ("holiday_travel", "at university", IN_2019, {"study": UNIVERSITY}, "- - - Y Y - - - -"),
    ("holiday_travel", "part-time", IN_2019, {"study": UNIVERSITY | PART_TIME}, "- - - - - - - - -"),
    ("laptop", "at university", IN_2019, {"study": UNIVERSITY}, "- - - Y Y - - - -"),
    ("laptop", "at college", IN_2019, {"study": COLLEGE}, "- M M M - - - - -"),
    ("laptop", "not studying", IN_2019, {}, "- - - - - - - - -"),
    ("apprenticeship_bursary", "in 2019", IN_2019, {}, "- M M M M - - - -"),
    ("apprenticeship_bursary", "in 2017", IN_2017, {}, "- - - - - - - - -"),
    ("birthday_17", "always", IN_2019, {}, "- Y Y - - - - - -"),
    ("birthday_18", "always", IN_2019, {}, "- Y Y - - - - - -"),
    ("birthday_17", "in custody", IN_2019, {"living": "custody"}, "- Y Y - - - - - -"),
    ("birthday_18", "in custody", IN_2019, {"living": "custody"}, "- Y Y - - - - - -"),
    ("clothing", "always", IN_2019, {}, "- Y Y - - - - - -"),
    ("clothing", "in custody", IN_2019, {"living": "custody"}, "- M M - - - - - -"),
    ("emergency_clothing", "without clothes", IN_2019, {"no_suitable_clothes": True}, "M M M M - - - - -"),
    ("emergency_clothing", "with clothes", IN_2019, {}, "- - - - - - - - -"),
    ("incentive", "not studying", IN_2019, {"living": "semi_independent"}, "- - - - - - - - -"),
    (
        "incentive",
        "semi-independent and studying",
        IN_2019,
        {"living": "semi_independent", "study": COLLEGE | PART_TIME},
        "- M M - - - - - -",
    ),
    ("incentive", "in custody", IN_2019, {"living": "custody", "study": COLLEGE}, "- - - - - - - - -"),
    (
        "pregnancy_payment",
        "semi-independent, 21 weeks",
        IN_2019,
        {"living": "semi_independent", "pregnant_weeks": 21},
        "- Y Y - - - - - -",
    ),
    (
        "pregnancy_payment",
        "semi-independent, 20 weeks",
        IN_2019,
        {"living": "semi_independent", "pregnant_weeks": 20},
        "- - - - - - - - -",
    ),
    ("pregnancy_payment", "elsewhere", IN_2019, {"pregnant_weeks": 30}, "- - - - - - - - -"),
    ("maternity_grant", "expecting", IN_2019, {"pregnant_weeks": 1}, "M M M M M M M - -"),
    ("maternity_grant", "expecting, in week nought", IN_2019, {"pregnant_weeks": 0}, "M M M M M M M - -"),
    ("maternity_grant", "with a child", IN_2019, {"children": 1}, "M M M M M M M - -"),
    ("maternity_grant", "without", IN_2019, {}, "- - - - - - - - -"),
    ("childcare_costs", "with a child", IN_2019, {"children": 1}, "- M M M - - - - -"),
    ("childcare_costs", "without", IN_2019, {"pregnant_weeks": 30}, "- - - - - - - - -"),
    ("family_contact_travel", "always", IN_2019, {}, "M M M M - - - - -"),
    ("special_needs_costs", "disabled", IN_2019, {"disabled": True}, "- M M M - - - - -"),
    ("special_needs_costs", "not disabled", IN_2019, {}, "- - - - - - - - -"),
    ("counselling", "always", IN_2019, {}, "- M M M - - - - -"),
    ("cultural_religious_needs", "always", IN_2019, {}, "- M M M - - - - -"),
    ("birth_certificate", "always", IN_2019, {}, "Y Y Y Y - - - - -"),
    ("passport_or_travel_document", "always", IN_2019, {}, "M Y Y M - - - - -"),
    ("bank_account_and_ni_number", "always", IN_2019, {}, "- Y Y - - - - - -"),
    ("savings", "always", IN_2019, {}, "- - - Y M M M - -"),
    ("junior_isa", "less than a year in care, but for the former relevant", IN_2019, {}, "- - - M M M - - -"),
    ("emergency_payment", "always", IN_2019, {}, "- M M M M - M - -"),
    ("custody_personal_items", "in custody", IN_2019, {"living": "custody"}, "- M M M - - - - -"),
    ("custody_personal_items", "elsewhere", IN_2019, {}, "- - - - - - - - -"),
    ("council_tax_support", "in 2026", IN_2026, {}, "- - - Y M - - - -"),
    ("council_tax_support", "in 2019", IN_2019, {}, "- - - - - - - - -"),
    ("one_bed_housing_rate", "in 2026", IN_2026, {}, "- - - Y Y - - - -"),
    ("one_bed_housing_rate", "in 2019", IN_2019, {}, "- - - Y - - - - -"),
    ("housing_register_no_local_connection", "in 2026", IN_2026, {}, "- Y Y Y Y - - - -"),
    ("housing_register_no_local_connection", "in 2019", IN_2019, {}, "- - - - - - - - -"),
    ("not_intentionally_homeless", "in 2026", IN_2026, {}, "- - - - - - - - -"),
    ("not_intentionally_homeless", "in 2019", IN_2019, {}, "- - - - - - - - -"),
    (
        "human_rights_assessment",
        "no appeal left",
        IN_2019,
        {"immigration": "appeal_rights_exhausted"},
        "- - - Y Y Y Y - -",
    ),
    ("human_rights_assessment", "waiting", IN_2019, {"immigration": "waiting"}, "- - - - - - - - -"),
    ("legal_advice_immigration", "waiting", IN_2019, {"immigration": "waiting"}, "Y Y Y Y Y Y Y Y Y"),
    ("legal_advice_immigration", "with leave", IN_2019, {"immigration": "leave"}, "M M M M M M M M M"),
    (
        "legal_advice_immigration",
        "no appeal left",
        IN_2019,
        {"immigration": "appeal_rights_exhausted"},
        "Y Y Y Y Y Y Y Y Y",
    ),
    ("advocate", "always", IN_2019, {}, "Y Y Y Y Y Y Y - Y"),
    ("complain", "always", IN_2019, {}, "Y Y Y Y Y Y Y Y Y"),
    (
        "looked_after_review",
        "housed",
        IN_2026,
        {"housed_by_council": since("2016-01-01")},
        "M - - - - - M M M",
    ),
    ("looked_after_review", "always", IN_2026, {}, "- - - - - - - - -"),
    ("weekly_allowance", "with family", IN_2026, {"living": "family"}, "M M M - - - - - -"),
    ("weekly_allowance", "waiting", IN_2026, WAITING, "Y Y Y Y - - - - -"),
    ("weekly_allowance", "no appeal left", IN_2026, NO_APPEAL, "Y Y Y M - - - - -"),
    ("weekly_allowance", "no public funds", IN_2026, NO_FUNDS, "Y Y Y M - - - - -"),
    (
        "weekly_allowance",
        "no public funds, returning",
        IN_2026,
        NO_FUNDS | {"returning_to_study": True},
        "Y Y Y M M - - - -",
    ),
    ("weekly_allowance", "pre-settled", IN_2026, PRE_SETTLED, "Y Y Y M - - - - -"),
    (
        "weekly_allowance",
        "pre-settled, paid",
        IN_2026,
        PRE_SETTLED | {"benefit_claim": "paid"},
        "Y Y Y - - - - - -",
    ),
    ("universal_credit", "always", IN_2026, {}, "- - - Y Y Y Y Y -"),
    ("universal_credit", "in 2018", "2018-12-31", {}, "? ? ? ? ? ? ? ? -"),
    ("universal_credit", "at university", IN_2026, {"study": AT_UNIVERSITY}, "- - - - - - - - -"),
    (
        "universal_credit",
        "at university, disabled",
        IN_2026,
        {"study": AT_UNIVERSITY, "disabled": True},
        "M M M M M M M M -",
    ),
    ("universal_credit", "at college", IN_2026, {"study": AT_COLLEGE}, "- - - M M M M M -"),
    (
        "universal_credit",
        "at college, part-time",
        IN_2026,
        {"study": AT_COLLEGE | PART_TIME},
        "- - - Y Y Y Y Y -",
    ),
    ("universal_credit", "in custody", IN_2026, {"living": "custody"}, "- - - - - - - - -"),
    ("universal_credit", "pre-settled", IN_2026, PRE_SETTLED, "- - - M M M M M -"),
    ("universal_credit", "waiting", IN_2026, WAITING, "- - - - - - - - -"),
    ("universal_credit", "with a child", IN_2026, {"children": 1}, "M M M Y Y Y Y Y -"),
    ("asylum_support", "always", IN_2026, {}, "- - - - - - - - -"),
    ("asylum_support", "waiting", IN_2026, WAITING, "- - - - M M M M -"),
    ("asylum_support", "no appeal left", IN_2026, NO_APPEAL, "- - - M M M M M -"),
    ("asylum_support", "no leave", IN_2026, NO_LEAVE, "- - - - - - - - -"),
    ("asylum_support", "waiting in custody", IN_2026, WAITING | {"living": "custody"}, "- - - - - - - - -"),
    ("accommodation", "homeless", IN_2026, HOMELESS, "Y Y Y M M - M - -"),
    ("accommodation", "studying", IN_2026, {"study": AT_COLLEGE}, "Y Y Y M M - - - -"),
    ("accommodation", "waiting", IN_2026, WAITING, "Y Y Y Y - - - - -"),
    ("accommodation", "no appeal left", IN_2026, NO_APPEAL, "Y Y Y M - - - - -"),
    ("section_20_accommodation", "homeless", IN_2026, HOMELESS, "- - - - - - - - Y"),
    ("section_20_accommodation", "always", IN_2026, {}, "- - - - - - - - -"),
    (
        "staying_put",
        "staying put on a course",
        IN_2026,
        {"living": "staying_put", "study": AT_COLLEGE},
        "- - - Y M - - - -",
    ),
    ("staying_put", "no appeal left", IN_2026, NO_APPEAL | {"living": "staying_put"}, "- - - M - - - - -"),
    (
        "vacation_accommodation",
        "no appeal left",
        IN_2026,
        NO_APPEAL | {"study": AT_UNIVERSITY},
        "- - - M M - M - -",
    ),
    (
        "higher_education_bursary",
        "not in the plan",
        IN_2019,
        {"study": AT_UNIVERSITY | {"in_plan": False}},
        "- - - M M - - - -",
    ),
    ("student_finance", "at university", IN_2026, {"study": AT_UNIVERSITY}, "- - - Y Y Y M - -"),
    ("student_finance", "part-time", IN_2026, {"study": AT_UNIVERSITY | PART_TIME}, "- - - - - - - - -"),
    (
        "student_finance",
        "with leave",
        IN_2026,
        {"study": AT_UNIVERSITY, "immigration": "leave"},
        "- - - M M M M - -",
    ),
    ("student_finance", "waiting", IN_2026, WAITING | {"study": AT_UNIVERSITY}, "- - - - - - - - -"),
    ("apprenticeship_bursary", "waiting", IN_2026, WAITING, "- - - - - - - - -"),
    ("maternity_grant", "expecting, waiting", IN_2026, WAITING | {"pregnant_weeks": 20}, "- - - - - - - - -"),
    ("personal_independence_payment", "disabled", IN_2026, {"disabled": True}, "M M M M M M M M -"),
    ("personal_independence_payment", "not disabled", IN_2026, {}, "- - - - - - - - -"),
    (
        "personal_independence_payment",
        "disabled, in custody",
        IN_2026,
        {"disabled": True, "living": "custody"},
        "- - - - - - - - -",
    ),
    (
        "personal_independence_payment",
        "disabled, no public funds",
        IN_2026,
        NO_FUNDS | {"disabled": True},
        "- - - - - - - - -",
    ),
    ("health_costs", "always", IN_2026, {}, "M M M M M M M M Y"),
    ("health_costs", "waiting", IN_2026, WAITING, "M M M M M M M M Y"),
    ("health_costs", "expecting", IN_2026, {"pregnant_weeks": 3}, "Y Y Y Y Y Y Y Y Y"),
    ("health_costs", "at college", IN_2026, {"study": AT_COLLEGE}, "Y Y Y M M M M M Y"),
    ("council_tax_support", "waiting", IN_2026, WAITING, "- - - M M - - - -"),
    ("one_bed_housing_rate", "pre-settled", IN_2026, PRE_SETTLED, "- - - M M - - - -"),
    ("one_bed_housing_rate", "waiting", IN_2026, WAITING, "- - - - - - - - -"),
    ("one_bed_housing_rate", "at university", IN_2026, {"study": AT_UNIVERSITY}, "- - - M M - - - -"),
    ("housing_register_no_local_connection", "pre-settled", IN_2026, PRE_SETTLED, "- M M M M - - - -"),
    ("housing_register_no_local_connection", "waiting", IN_2026, WAITING, "- - - - - - - - -"),
    ("homelessness_help", "homeless", IN_2026, HOMELESS, "- - - Y Y Y Y Y -"),
    ("homelessness_help", "always", IN_2026, {}, "- - - - - - - - -"),
    ("homelessness_help", "homeless, pre-settled", IN_2026, HOMELESS | PRE_SETTLED, "- - - M M M M M -"),
    ("homelessness_help", "homeless, waiting", IN_2026, HOMELESS | WAITING, "- - - - - - - - -"),
    ("priority_need", "homeless", IN_2026, HOMELESS, "- - - Y M M Y - -"),
    ("priority_need", "always", IN_2026, {}, "- - - - - - - - -"),
    ("priority_need", "homeless, expecting", IN_2026, HOMELESS | {"pregnant_weeks": 1}, "- - - Y Y Y Y Y -"),
    ("priority_need", "homeless, disabled", IN_2026, HOMELESS | {"disabled": True}, "- - - Y M M Y M -"),
    (
        "priority_need",
        "homeless at university",
        IN_2026,
        HOMELESS | {"study": AT_UNIVERSITY},
        "- - - M M M M - -",
    ),
    ("priority_need", "homeless, pre-settled", IN_2026, HOMELESS | PRE_SETTLED, "- - - M M M M - -"),
    ("priority_need", "homeless, waiting", IN_2026, HOMELESS | WAITING, "- - - - - - - - -"),
    ("homelessness_local_connection", "homeless", IN_2026, HOMELESS, "- - - Y M Y M - -"),
    ("homelessness_local_connection", "always", IN_2026, {}, "- - - - - - - - -"),
    (
        "homelessness_local_connection",
        "homeless, studying",
        IN_2026,
        HOMELESS | {"study": AT_COLLEGE},
        "- - - Y Y Y M - -",
    ),
    (
        "homelessness_local_connection",
        "homeless, pre-settled",
        IN_2026,
        HOMELESS | PRE_SETTLED,
        "- - - M M M M - -",
    ),
    ("homelessness_local_connection", "homeless, waiting", IN_2026, HOMELESS | WAITING, "- - - - - - - - -"),
    ("human_rights_assessment", "no leave", IN_2019, NO_LEAVE, "- - - Y Y Y Y - -"),
    ("personal_adviser", "no appeal left", IN_2026, NO_APPEAL, "- Y Y M Y M - - -"),
    ("legal_advice_immigration", "always", IN_2026, {}, "- - - - - - - - -"),
    ("legal_advice_immigration", "no leave", IN_2026, NO_LEAVE, "Y Y Y M M M M M Y"),
    ("legal_advice_immigration", "pre-settled", IN_2026, PRE_SETTLED, "M M M M M M M M M"),
    ("legal_advice_immigration", "age disputed", IN_2026, {"disputed_age": True}, "Y Y Y Y Y Y Y Y Y"),
    (
        "legal_advice_immigration",
        "leave for twelve months",
        IN_2026,
        {"immigration": "leave", "leave_to": "2027-06-01"},
        "Y Y Y M M M M M Y",
    ),
    (
        "legal_advice_immigration",
        "leave for longer",
        IN_2026,
        {"immigration": "leave", "leave_to": "2027-06-02"},
        "- - - - - - - - -",
    ),
    ("savings", "in 2026", IN_2026, {}, "- - - Y M M M - -"),
    ("emergency_payment", "homeless", IN_2026, HOMELESS, "- M M M M - M - -"),
]


@pytest.mark.parametrize(
    ("name", "on", "facts", "expected"),
    [pytest.param(name, *rest, id=f"{name}, {when}") for name, when, *rest in ROWS],
)
def test_a_row_of_the_table(name: str, on: str, facts: dict[str, Any], expected: str) -> None:
    if facts.get("benefit_claim") == "waiting":
        facts = facts | {"benefit_claimed_on": on}
    assert letters(name, on, facts) == expected


def test_every_row_of_an_answer_is_tried_above() -> None:
    assert [row["id"] for row in explain(qualifying(IN_2019))["entitlements"]] == IN_ORDER
    assert {name for name, *_ in ROWS} == set(IN_ORDER)


FROM_A_DAY = [
    ("travel_pass", "2018-04-01", "F", "yes", "unknown"),
    ("apprenticeship_bursary", "2018-08-01", "E", "no", "may"),
    ("apprenticeship_bursary", "2018-08-01", "F21", "no", "may"),
    ("council_tax_support", "2020-04-01", "F", "no", "yes"),
    ("council_tax_support", "2020-04-01", "F21", "no", "may"),
    ("one_bed_housing_rate", "2021-05-31", "F21", "no", "yes"),
    ("one_bed_housing_rate", "2021-05-31", "F", "yes", "yes"),
    ("housing_register_no_local_connection", "2025-07-10", "E", "no", "yes"),
    ("housing_register_no_local_connection", "2025-07-10", "F21", "no", "yes"),
    ("not_intentionally_homeless", "2026-04-29", "F", "no", "no"),
    ("keep_in_touch", "2018-04-01", "F21", "no", "yes"),
    ("universal_credit", "2019-01-01", "F", "unknown", "yes"),
]


@pytest.mark.parametrize(
    ("name", "day", "who", "before", "then"),
    [pytest.param(*row, id=f"{row[0]} from {row[1]} for {row[2]}") for row in FROM_A_DAY],
)
def test_a_rule_that_begins_on_a_day(name: str, day: str, who: str, before: str, then: str) -> None:
    assert owed(COLUMNS[who](day_before(day)), name)["answer"] == before
    assert owed(COLUMNS[who](day), name)["answer"] == then


def test_the_law_on_homelessness_is_announced_from_the_day_it_was_enacted() -> None:
    before, then = (
        owed(COLUMNS["F"](on), "not_intentionally_homeless") for on in ("2026-04-28", "2026-04-29")
    )
    assert before["conditions"] == []
    assert then["conditions"]
    assert then["would_change"]


def test_a_child_in_care_before_16_has_what_the_looked_after_have() -> None:
    child = {"on": IN_2019, "date_of_birth": "2004-06-02", "care": care(("2015-01-01", None))}
    assert explain(child)["status"] == "too_young"
    answers = {row["id"]: row["answer"] for row in explain(child)["entitlements"]}
    found = {name: answer for name, answer in answers.items() if answer != "no"}
    assert found == {
        "social_worker": "yes",
        "independent_reviewing_officer": "yes",
        "accommodation": "yes",
        "family_contact_travel": "may",
        "birth_certificate": "yes",
        "passport_or_travel_document": "may",
        "junior_isa": "may",
        "health_costs": "yes",
        "advocate": "yes",
        "complain": "yes",
    }


def test_what_begins_on_a_day_of_the_law_begins_for_whoever_needs_it() -> None:
    for on, home in (("2018-04-02", "no"), ("2018-04-03", "yes")):
        person = former_relevant(on, living="homeless")
        assert owed(person, "homelessness_local_connection")["answer"] == home
    for on, payment in (("2013-06-09", "no"), ("2013-06-10", "may")):
        assert owed(former_relevant(on, disabled=True), "personal_independence_payment")["answer"] == payment


def test_under_16_in_care_no_benefit_is_named() -> None:
    child = {
        "on": IN_2026,
        "date_of_birth": "2011-06-02",
        "care": care(("2015-01-01", None)),
        "disabled": True,
    }
    for name in ("universal_credit", "personal_independence_payment", "weekly_allowance"):
        assert owed(child, name)["answer"] == "no"
