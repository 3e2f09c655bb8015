"""Section 4, row by row: what each status is owed when the conditions of a row are met, and when not."""

from typing import Any

import pytest

from support.entitlement_people import EVERYBODY, care, course, day_before, explain, owed, qualifying, since

LETTERS = {"yes": "Y", "may": "M", "no": "-", "unknown": "?"}
IN_2017, IN_2019, IN_2026 = "2017-06-01", "2019-06-01", "2026-06-01"
COLLEGE, UNIVERSITY = course("further", "2010-09-01"), course("higher", "2010-09-01")
PART_TIME = {"full_time": False}


def letters(name: str, on: str, facts: dict[str, Any]) -> str:
    """The answers as the columns of the table, and then for nobody and for somebody too young."""
    return " ".join(LETTERS[owed(someone(on, **facts), name)["answer"]] for someone in EVERYBODY.values())


# The id, when, the day, the facts, and the answers: looked after, eligible, relevant, former relevant,
# former relevant at 22, qualifying | nobody, too young.
ROWS: list[tuple[str, str, str, dict[str, Any], str]] = [
    ("social_worker", "always", IN_2019, {}, "Y Y M - - - - -"),
    ("independent_reviewing_officer", "always", IN_2019, {}, "Y Y - - - - - -"),
    ("personal_adviser", "always", IN_2019, {}, "- Y Y Y Y - - -"),
    ("needs_assessment", "always", IN_2019, {}, "- Y Y Y Y M - -"),
    ("pathway_plan", "always", IN_2019, {}, "- Y Y Y Y - - -"),
    ("keep_in_touch", "always", IN_2019, {}, "- Y Y Y - Y - -"),
    ("weekly_allowance", "in lodgings", IN_2019, {"living": "supported_lodgings"}, "- Y Y - - - - -"),
    ("weekly_allowance", "semi-independent", IN_2019, {"living": "semi_independent"}, "- Y Y - - - - -"),
    ("weekly_allowance", "in foster care", IN_2019, {"living": "foster_care"}, "- Y - - - - - -"),
    ("weekly_allowance", "in a children's home", IN_2019, {"living": "childrens_home"}, "- - - - - - - -"),
    ("weekly_allowance", "in custody", IN_2019, {"living": "custody"}, "- - - - - - - -"),
    ("weekly_allowance", "benefit paid", IN_2019, {"benefit_claim": "paid"}, "- - - - - - - -"),
    ("weekly_allowance", "a claim waits", IN_2019, {"benefit_claim": "waiting"}, "- - - M - - - -"),
    ("accommodation", "always", IN_2019, {}, "Y Y Y M - - - -"),
    ("accommodation", "at home", IN_2019, {"at_home": [since("2019-05-20")]}, "Y Y - M - - - -"),
    ("staying_put", "staying put", IN_2019, {"living": "staying_put"}, "- - - Y - - - -"),
    ("staying_put", "in foster care", IN_2019, {"living": "foster_care"}, "- M - - - - - -"),
    ("staying_put", "elsewhere", IN_2019, {}, "- - - - - - - -"),
    ("vacation_accommodation", "at university", IN_2019, {"study": UNIVERSITY}, "- - - Y Y M - -"),
    ("vacation_accommodation", "at college", IN_2019, {"study": COLLEGE}, "- - - M M M - -"),
    ("vacation_accommodation", "part-time", IN_2019, {"study": UNIVERSITY | PART_TIME}, "- - - - - - - -"),
    ("setting_up_home", "moving", IN_2019, {"moving_to_own_tenancy": True}, "- M M Y - - - -"),
    (
        "setting_up_home",
        "moving, in higher education begun before 21",
        IN_2019,
        {"moving_to_own_tenancy": True, "study": UNIVERSITY | PART_TIME},
        "- M M Y M - - -",
    ),
    ("setting_up_home", "not moving", IN_2019, {"study": UNIVERSITY}, "- - - - - - - -"),
    ("rent_deposit", "moving", IN_2019, {"moving_to_own_tenancy": True}, "- - - M - - - -"),
    ("rent_deposit", "not moving", IN_2019, {}, "- - - - - - - -"),
    ("education_costs", "not studying", IN_2019, {}, "- M M M - - - -"),
    ("education_costs", "studying", IN_2019, {"study": COLLEGE | PART_TIME}, "- M M M M M - -"),
    ("education_costs", "returning", IN_2019, {"returning_to_study": True}, "- M M M M - - -"),
    ("sixteen_to_nineteen_bursary", "at college", IN_2019, {"study": COLLEGE}, "M M M M - - - -"),
    ("sixteen_to_nineteen_bursary", "at university", IN_2019, {"study": UNIVERSITY}, "- - - - - - - -"),
    ("travel_pass", "in 2017", IN_2017, {}, "- Y Y Y - - - -"),
    ("travel_pass", "in 2019", IN_2019, {}, "- ? ? ? - - - -"),
    ("travel_outside_kent", "always", IN_2019, {}, "- M M M - - - -"),
    ("higher_education_bursary", "at university", IN_2019, {"study": UNIVERSITY}, "- - - Y Y - - -"),
    ("higher_education_bursary", "at college", IN_2019, {"study": COLLEGE}, "- - - - - - - -"),
    ("higher_education_bursary", "part-time", IN_2019, {"study": UNIVERSITY | PART_TIME}, "- - - - - - - -"),
    ("higher_education_grant", "at university", IN_2019, {"study": UNIVERSITY}, "- - - Y Y - - -"),
    ("higher_education_grant", "at college", IN_2019, {"study": COLLEGE}, "- - - - - - - -"),
    ("higher_education_grant", "part-time", IN_2019, {"study": UNIVERSITY | PART_TIME}, "- - - - - - - -"),
    ("holiday_travel", "at university", IN_2019, {"study": UNIVERSITY}, "- - - Y Y - - -"),
    ("holiday_travel", "part-time", IN_2019, {"study": UNIVERSITY | PART_TIME}, "- - - - - - - -"),
    ("laptop", "at university", IN_2019, {"study": UNIVERSITY}, "- - - Y Y - - -"),
    ("laptop", "at college", IN_2019, {"study": COLLEGE}, "- M M M - - - -"),
    ("laptop", "not studying", IN_2019, {}, "- - - - - - - -"),
    ("apprenticeship_bursary", "in 2019", IN_2019, {}, "- M M M M - - -"),
    ("apprenticeship_bursary", "in 2017", IN_2017, {}, "- - - - - - - -"),
    ("birthday_17", "always", IN_2019, {}, "- Y Y - - - - -"),
    ("birthday_18", "always", IN_2019, {}, "- Y Y - - - - -"),
    ("birthday_17", "in custody", IN_2019, {"living": "custody"}, "- Y Y - - - - -"),
    ("birthday_18", "in custody", IN_2019, {"living": "custody"}, "- Y Y - - - - -"),
    ("clothing", "always", IN_2019, {}, "- Y Y - - - - -"),
    ("clothing", "in custody", IN_2019, {"living": "custody"}, "- M M - - - - -"),
    ("emergency_clothing", "without clothes", IN_2019, {"no_suitable_clothes": True}, "M M M M - - - -"),
    ("emergency_clothing", "with clothes", IN_2019, {}, "- - - - - - - -"),
    ("incentive", "not studying", IN_2019, {"living": "semi_independent"}, "- - - - - - - -"),
    (
        "incentive",
        "semi-independent and studying",
        IN_2019,
        {"living": "semi_independent", "study": COLLEGE | PART_TIME},
        "- M M - - - - -",
    ),
    ("incentive", "in custody", IN_2019, {"living": "custody", "study": COLLEGE}, "- - - - - - - -"),
    (
        "pregnancy_payment",
        "semi-independent, 21 weeks",
        IN_2019,
        {"living": "semi_independent", "pregnant_weeks": 21},
        "- Y Y - - - - -",
    ),
    (
        "pregnancy_payment",
        "semi-independent, 20 weeks",
        IN_2019,
        {"living": "semi_independent", "pregnant_weeks": 20},
        "- - - - - - - -",
    ),
    ("pregnancy_payment", "elsewhere", IN_2019, {"pregnant_weeks": 30}, "- - - - - - - -"),
    ("maternity_grant", "expecting", IN_2019, {"pregnant_weeks": 1}, "M M M M M M - -"),
    ("maternity_grant", "expecting, in week nought", IN_2019, {"pregnant_weeks": 0}, "M M M M M M - -"),
    ("maternity_grant", "with a child", IN_2019, {"children": 1}, "M M M M M M - -"),
    ("maternity_grant", "without", IN_2019, {}, "- - - - - - - -"),
    ("childcare_costs", "with a child", IN_2019, {"children": 1}, "- M M M - - - -"),
    ("childcare_costs", "without", IN_2019, {"pregnant_weeks": 30}, "- - - - - - - -"),
    ("family_contact_travel", "always", IN_2019, {}, "M M M M - - - -"),
    ("special_needs_costs", "disabled", IN_2019, {"disabled": True}, "- M M M - - - -"),
    ("special_needs_costs", "not disabled", IN_2019, {}, "- - - - - - - -"),
    ("counselling", "always", IN_2019, {}, "- M M M - - - -"),
    ("cultural_religious_needs", "always", IN_2019, {}, "- M M M - - - -"),
    ("birth_certificate", "always", IN_2019, {}, "Y Y Y Y - - - -"),
    ("passport_or_travel_document", "always", IN_2019, {}, "M Y Y M - - - -"),
    ("bank_account_and_ni_number", "always", IN_2019, {}, "- Y Y - - - - -"),
    ("savings", "always", IN_2019, {}, "- - - Y - - - -"),
    ("junior_isa", "less than a year in care, but for the former relevant", IN_2019, {}, "- - - M - - - -"),
    ("emergency_payment", "always", IN_2019, {}, "- M M M - - - -"),
    ("custody_personal_items", "in custody", IN_2019, {"living": "custody"}, "- M M M - - - -"),
    ("custody_personal_items", "elsewhere", IN_2019, {}, "- - - - - - - -"),
    ("council_tax_support", "in 2026", IN_2026, {}, "- - - Y M - - -"),
    ("council_tax_support", "in 2019", IN_2019, {}, "- - - - - - - -"),
    ("one_bed_housing_rate", "in 2026", IN_2026, {}, "- - - Y Y - - -"),
    ("one_bed_housing_rate", "in 2019", IN_2019, {}, "- - - Y - - - -"),
    ("housing_register_no_local_connection", "in 2026", IN_2026, {}, "- Y Y Y Y - - -"),
    ("housing_register_no_local_connection", "in 2019", IN_2019, {}, "- - - - - - - -"),
    ("not_intentionally_homeless", "in 2026", IN_2026, {}, "- - - - - - - -"),
    ("not_intentionally_homeless", "in 2019", IN_2019, {}, "- - - - - - - -"),
    (
        "human_rights_assessment",
        "no appeal left",
        IN_2019,
        {"immigration": "appeal_rights_exhausted"},
        "- - - Y Y - - -",
    ),
    ("human_rights_assessment", "waiting", IN_2019, {"immigration": "waiting"}, "- - - - - - - -"),
    ("legal_advice_immigration", "waiting", IN_2019, {"immigration": "waiting"}, "Y Y Y Y Y Y - -"),
    ("legal_advice_immigration", "with leave", IN_2019, {"immigration": "leave"}, "- - - - - - - -"),
    (
        "legal_advice_immigration",
        "no appeal left",
        IN_2019,
        {"immigration": "appeal_rights_exhausted"},
        "Y Y Y Y Y Y - -",
    ),
    ("advocate", "always", IN_2019, {}, "Y Y Y Y Y Y - Y"),
    ("complain", "always", IN_2019, {}, "Y Y Y Y Y Y Y Y"),
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
    assert {name for name, *_ in ROWS} == {row["id"] for row in explain(qualifying(IN_2019))["entitlements"]}


FROM_A_DAY = [
    ("travel_pass", "2018-04-01", "former_relevant", "yes", "unknown"),
    ("apprenticeship_bursary", "2018-08-01", "eligible", "no", "may"),
    ("apprenticeship_bursary", "2018-08-01", "former_relevant_at_22", "no", "may"),
    ("council_tax_support", "2020-04-01", "former_relevant", "no", "yes"),
    ("council_tax_support", "2020-04-01", "former_relevant_at_22", "no", "may"),
    ("one_bed_housing_rate", "2021-05-31", "former_relevant_at_22", "no", "yes"),
    ("one_bed_housing_rate", "2021-05-31", "former_relevant", "yes", "yes"),
    ("housing_register_no_local_connection", "2025-07-10", "eligible", "no", "yes"),
    ("housing_register_no_local_connection", "2025-07-10", "former_relevant_at_22", "no", "yes"),
    ("not_intentionally_homeless", "2026-04-29", "former_relevant", "no", "no"),
]


@pytest.mark.parametrize(
    ("name", "day", "who", "before", "then"),
    [pytest.param(*row, id=f"{row[0]} from {row[1]} for {row[2]}") for row in FROM_A_DAY],
)
def test_a_rule_that_begins_on_a_day(name: str, day: str, who: str, before: str, then: str) -> None:
    assert owed(EVERYBODY[who](day_before(day)), name)["answer"] == before
    assert owed(EVERYBODY[who](day), name)["answer"] == then


def test_the_law_on_homelessness_is_announced_from_the_day_it_was_enacted() -> None:
    before, then = (
        owed(EVERYBODY["former_relevant"](on), "not_intentionally_homeless")
        for on in ("2026-04-28", "2026-04-29")
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
        "advocate": "yes",
        "complain": "yes",
    }
