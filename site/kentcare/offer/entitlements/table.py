"""Who is owed what: section 4 of the specification of the engine, one row an entitlement, in its order.

A row has a letter for each column (looked after, eligible, relevant, former relevant, former relevant
from 21, qualifying, everybody else): Y owed, M somebody decides, - not. Where more than the column
counts, a rule says what. The words of every verdict, and the papers behind it, are in
content/offer/<id>.yaml.
"""

from kentcare.offer.entitlements import rules
from kentcare.offer.entitlements.case import Case
from kentcare.offer.entitlements.verdict import (
    ROW_FIGURE,
    EntitlementRow,
    LawDays,
    Verdict,
    VerdictDraft,
    refuse,
    row_of,
)

#                    L E R F F21 Q
ROWS: tuple[EntitlementRow, ...] = (
    row_of("social_worker", "Y Y M - - -", "law"),
    row_of("independent_reviewing_officer", "Y Y - - - -", "law"),
    row_of(
        "personal_adviser",
        "- Y Y Y Y -",
        "law",
        rule=rules.personal_adviser,
        on_request=VerdictDraft("yes", "on_request"),
    ),
    row_of("needs_assessment", "- Y Y Y Y M", "law"),
    row_of("pathway_plan", "- Y Y Y Y -", "law"),
    row_of("keep_in_touch", "- Y Y Y - Y", "law"),
    row_of(
        "weekly_allowance",
        "- Y Y M - -",
        "policy",
        "weekly_allowance",
        rules.weekly_allowance,
        foster_care=VerdictDraft("yes", "foster_care", figure="foster_pocket_money"),
        first_weeks_at_home=VerdictDraft("yes", "first_weeks_at_home", figure=ROW_FIGURE),
        may=VerdictDraft("may", "waiting", "waiting", ("loan",), ROW_FIGURE),
        waiting_longer=VerdictDraft("may", "waiting_longer", "waiting", ("vouchers",)),
        not_waiting=refuse("not_waiting", "not_waiting"),
        at_home=refuse("at_home", "at_home"),
        elsewhere=refuse("elsewhere", "elsewhere"),
        custody=refuse("custody", "custody"),
    ),
    row_of(
        "accommodation", "Y Y Y M - -", "law", rule=rules.accommodation, at_home=refuse("at_home", "at_home")
    ),
    row_of(
        "staying_put",
        "- M - Y - -",
        "law",
        rule=rules.staying_put,
        notes=("contribution",),
        unsettled=VerdictDraft("yes", "yes", None, ("contribution", "leave_to_remain")),
        not_fostered=refuse("not_fostered", "not_fostered"),
        not_staying_put=refuse("not_staying_put", "not_staying_put"),
    ),
    row_of(
        "vacation_accommodation",
        "- - - Y Y M",
        "law",
        rule=rules.vacation_accommodation,
        unmet=refuse("unmet", "unmet"),
        residential=VerdictDraft("may", "residential", "residential", ("residential",)),
    ),
    row_of(
        "setting_up_home",
        "- M M Y M -",
        "policy",
        "setting_up_home",
        rules.setting_up_home,
        ("household", "advance"),
        yes_lone_parent=VerdictDraft(
            "yes", "yes", None, ("household", "advance"), "setting_up_home_lone_parent"
        ),
        may_lone_parent=VerdictDraft(
            "may", "may", "may", ("household", "advance"), "setting_up_home_lone_parent"
        ),
        unmet=refuse("unmet", "unmet"),
        too_late=refuse("too_late"),
    ),
    row_of(
        "rent_deposit",
        "- - - M - -",
        "assessment",
        rule=rules.only_when(lambda case: case.facts.moving_to_own_tenancy),
        notes=("last_resort",),
        unmet=refuse("unmet", "unmet"),
    ),
    row_of(
        "education_costs",
        "- M M M M M",
        "assessment",
        rule=rules.education_costs,
        not_studying=refuse("not_studying", "not_studying"),
    ),
    row_of(
        "sixteen_to_nineteen_bursary",
        "M M M M - -",
        "law",
        "sixteen_to_nineteen_bursary",
        rules.sixteen_to_nineteen_bursary,
        ("college_pays",),
        unmet=refuse("unmet", "unmet"),
        too_old=refuse("too_old"),
    ),
    row_of(
        "travel_pass",
        "- Y Y Y - -",
        "policy",
        rule=rules.travel_pass,
        unconfirmed=VerdictDraft("unknown", "unconfirmed", "unconfirmed"),
    ),
    row_of("travel_outside_kent", "- M M M - -", "panel"),
    row_of(
        "higher_education_bursary",
        "- - - Y Y -",
        "law",
        "higher_education_bursary",
        rules.only_when(rules.in_full_time_higher),
        ("two_years",),
        unmet=refuse("unmet", "unmet"),
    ),
    row_of(
        "higher_education_grant",
        "- - - Y Y -",
        "policy",
        "higher_education_grant",
        rules.only_when(rules.in_full_time_higher),
        ("whole_course",),
        unmet=refuse("unmet", "unmet"),
    ),
    row_of(
        "holiday_travel",
        "- - - Y Y -",
        "policy",
        rule=rules.only_when(rules.in_full_time_higher),
        unmet=refuse("unmet", "unmet"),
    ),
    row_of(
        "laptop",
        "- M M Y Y -",
        "policy",
        rule=rules.laptop,
        may=VerdictDraft("may", "may", "may", ("second_year",)),
        unmet=refuse("unmet", "unmet"),
    ),
    row_of(
        "apprenticeship_bursary",
        "- M M M M -",
        "law",
        "apprenticeship_bursary",
        rules.from_day("apprenticeship_bursary_begins"),
        ("not_asked",),
        too_soon=refuse("too_soon"),
    ),
    row_of("birthday_17", "- Y Y - - -", "policy", "birthday_17", notes=("in_touch",)),
    row_of("birthday_18", "- Y Y - - -", "policy", "birthday_18", rules.birthday_18, ("in_touch",), True),
    row_of(
        "clothing",
        "- Y Y - - -",
        "policy",
        "clothing_year",
        rules.clothing,
        ("two_payments",),
        foster_care=VerdictDraft("yes", "foster_care", None, ("two_payments",), ROW_FIGURE, "at_least"),
        custody=VerdictDraft("may", "custody", "custody", ("papers_disagree",), ROW_FIGURE),
    ),
    row_of(
        "emergency_clothing",
        "M M M M - -",
        "assessment",
        "emergency_clothing",
        rules.only_when(lambda case: case.facts.no_suitable_clothes),
        unmet=refuse("unmet", "unmet"),
    ),
    row_of(
        "incentive",
        "- M M - - -",
        "panel",
        "incentive",
        rules.incentive,
        unmet=refuse("unmet", "unmet"),
        custody=refuse("custody", "custody"),
    ),
    row_of(
        "pregnancy_payment",
        "- Y Y - - -",
        "policy",
        "pregnancy_payment",
        rules.only_when(rules.pregnant_in_semi_independent),
        unmet=refuse("unmet", "unmet"),
    ),
    row_of(
        "maternity_grant",
        "M M M M M M",
        "law",
        "maternity_grant",
        rules.only_when(rules.expects_or_has_child),
        ("first_child", "on_benefit"),
        unmet=refuse("unmet", "unmet"),
    ),
    row_of(
        "childcare_costs",
        "- M M M - -",
        "panel",
        rule=rules.only_when(lambda case: case.facts.children > 0),
        unmet=refuse("unmet", "unmet"),
    ),
    row_of(
        "family_contact_travel",
        "M M M M - -",
        "panel",
        rule=rules.family_contact_travel,
        former=VerdictDraft("may", "former", "may", ("brothers_and_sisters",)),
    ),
    row_of(
        "special_needs_costs",
        "- M M M - -",
        "panel",
        rule=rules.only_when(lambda case: case.facts.disabled),
        unmet=refuse("unmet", "unmet"),
    ),
    row_of("counselling", "- M M M - -", "panel"),
    row_of("cultural_religious_needs", "- M M M - -", "panel"),
    row_of("birth_certificate", "Y Y Y Y - -", "policy"),
    row_of("passport_or_travel_document", "M Y Y M - -", "policy", notes=("legal_status",)),
    row_of("bank_account_and_ni_number", "- Y Y - - -", "policy", notes=("legal_status",)),
    row_of("savings", "- - - Y - -", "policy", notes=("held_back",)),
    row_of(
        "junior_isa",
        "M M M M - -",
        "law",
        "junior_isa",
        rules.only_when(lambda case: case.life.had_twelve_months_in_care(case.day)),
        ("no_trust_fund",),
        unmet=refuse("unmet", "unmet"),
    ),
    row_of("emergency_payment", "- M M M - -", "assessment", notes=("food_first",)),
    row_of(
        "custody_personal_items",
        "- M M M - -",
        "assessment",
        rule=rules.only_when(lambda case: case.living == "custody"),
        unmet=refuse("unmet"),
    ),
    row_of(
        "council_tax_support",
        "- - - Y M -",
        "policy",
        rule=rules.from_day("council_tax_support_begins"),
        too_soon=refuse("too_soon"),
    ),
    row_of(
        "one_bed_housing_rate",
        "- - - Y Y -",
        "law",
        rule=rules.one_bed_housing_rate,
        too_soon=refuse("too_soon"),
    ),
    row_of(
        "housing_register_no_local_connection",
        "- Y Y Y Y -",
        "law",
        rule=rules.from_day("local_connection_ends"),
        too_soon=refuse("too_soon"),
    ),
    row_of(
        "not_intentionally_homeless",
        "- - - - - -",
        "law",
        rule=rules.not_intentionally_homeless,
        everywhere=True,
        enacted=VerdictDraft("no", "enacted", "enacted", ("not_in_force",)),
    ),
    row_of(
        "human_rights_assessment",
        "- - - Y Y -",
        "law",
        rule=rules.only_when(lambda case: case.immigration == "appeal_rights_exhausted"),
        unmet=refuse("unmet"),
    ),
    row_of("legal_advice_immigration", "Y Y Y Y Y Y", "law", rule=rules.legal_advice, unmet=refuse("unmet")),
    row_of("advocate", "Y Y Y Y Y Y", "law", rule=rules.advocate, everywhere=True),
    row_of("complain", "Y Y Y Y Y Y Y", "law"),
)

HUMAN_RIGHTS_ROW = next(row for row in ROWS if row.id == "human_rights_assessment")


def decide(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """What a row says of a case, before another council or a human rights assessment is thought of."""
    if row.rule is None or not row.asks_rule(case.column):
        return row.by_column(case)
    return row.rule(case, row, law)
