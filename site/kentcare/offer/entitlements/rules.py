"""The rules of the entitlements that look at more than the column of the table.

Each is named after its row in `table`, which also says whom it concerns; section 4 of the specification of
the engine is the source of all of them, and content/offer/<id>.yaml cites the papers.
"""

from collections.abc import Callable

from kentcare.offer.entitlements.case import (
    ELIGIBLE,
    FORMER_RELEVANT,
    FORMER_RELEVANT_21,
    NOBODY,
    QUALIFYING,
    RELEVANT,
    Case,
)
from kentcare.offer.entitlements.verdict import EntitlementRow, LawDays, Rule, Verdict

FIRST_DAYS_AT_HOME = 42  # six weeks of allowance after an unplanned return home (004:2256, 2498)
SUBSISTENCE_DAYS = 28  # four weeks while a benefit claim waits (004:2119)
ONE_BED_AGE_BEFORE = 22  # until 2021 the one-bedroom rate ended at 22 (../facts/figures.md, LHA)


def only_when(is_met: Callable[[Case], bool]) -> Rule:
    """A rule that answers by the column where a condition is met, else with the verdict `unmet`."""

    def rule(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
        return row.by_column(case) if is_met(case) else row.verdict("unmet")

    return rule


def from_day(name: str) -> Rule:
    """A rule that answers by the column from a day of content/answer/law.yaml on, `too_soon` before it."""

    def rule(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
        return row.by_column(case) if case.day >= law[name] else row.verdict("too_soon")

    return rule


def personal_adviser(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """From 21 on request; before that by the column."""
    return row.verdict("on_request") if case.column == FORMER_RELEVANT_21 else row.by_column(case)


def weekly_allowance(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """By where somebody lives; from 18 for 28 days while a benefit claim waits (004:2119)."""
    if case.living == "custody":
        return row.verdict("custody")
    if case.column == FORMER_RELEVANT:
        if case.facts.benefit_claim != "waiting" or case.subsistence_day < 0:
            return row.verdict("not_waiting")
        return row.verdict("may" if case.subsistence_day < SUBSISTENCE_DAYS else "waiting_longer")
    if case.column == RELEVANT and case.days_at_home is not None:
        return row.verdict("first_weeks_at_home" if case.days_at_home < FIRST_DAYS_AT_HOME else "at_home")
    if case.living in ("supported_lodgings", "semi_independent"):
        return row.verdict("yes")
    if case.column == ELIGIBLE and case.living == "foster_care":
        return row.verdict("foster_care")
    return row.verdict("elsewhere")


def accommodation(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """By the column, but not for a relevant young person who is back home (004:2024)."""
    at_home = case.column == RELEVANT and case.days_at_home is not None
    return row.verdict("at_home") if at_home else row.by_column(case)


def staying_put(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """Planned with the foster carers before 18, and theirs to keep to the 21st birthday."""
    if case.column == ELIGIBLE:
        return row.verdict("may" if case.living == "foster_care" else "not_fostered")
    if case.column == FORMER_RELEVANT:
        if case.living != "staying_put":
            return row.verdict("not_staying_put")
        unsettled = case.immigration in ("waiting", "appeal_rights_exhausted")
        return row.verdict("unsettled" if unsettled else "yes")
    return row.by_column(case)


def vacation_accommodation(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """The verdict for full-time study: by the column in higher, to be decided in further education."""
    if not case.studies_full_time:
        return row.verdict("unmet")
    return row.by_column(case) if case.in_higher else row.verdict("residential")


def setting_up_home(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """When somebody moves into a home of their own; from 21 only in higher education begun before 21."""
    # Before whether they move: a move would change nothing for somebody for whom it is too late.
    if case.column == FORMER_RELEVANT_21 and not case.higher_begun_before_21:
        return row.verdict("too_late")
    if not case.facts.moving_to_own_tenancy:
        return row.verdict("unmet")
    answer = "yes" if case.column == FORMER_RELEVANT else "may"
    return row.verdict(f"{answer}_lone_parent" if case.facts.lone_parent else answer)


def education_costs(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """From 21, and for qualifying young people, only for those who study or want to."""
    if case.column == FORMER_RELEVANT_21:
        return row.verdict("may" if case.course or case.facts.returning_to_study else "not_studying")
    if case.column == QUALIFYING:
        return row.verdict("may" if case.course else "not_studying")
    return row.by_column(case)


def sixteen_to_nineteen_bursary(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """Whether somebody is in further education from 16 to 18, or at 19 on a course begun before 19."""
    if case.age < 16:
        return row.verdict("no")
    if not case.in_further:
        return row.verdict("unmet")
    young_enough = case.age <= 18 or (case.age == 19 and case.began_course_before_19)
    return row.verdict("may" if young_enough else "too_old")


def travel_pass(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """By the column until the day from which nobody has confirmed the pass."""
    unconfirmed = case.day >= law["travel_pass_unconfirmed"]
    return row.verdict("unconfirmed") if unconfirmed else row.by_column(case)


def family_contact_travel(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """By the column, with other words from 18."""
    return row.verdict("former") if case.column == FORMER_RELEVANT else row.by_column(case)


def laptop(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """Owed in higher education from 18, to be decided in further education before 21."""
    if case.column in (FORMER_RELEVANT, FORMER_RELEVANT_21) and case.in_higher:
        return row.verdict("yes")
    if case.column != FORMER_RELEVANT_21 and case.in_further:
        return row.verdict("may")
    return row.verdict("unmet")


def birthday_18(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """By the column, and from 18 on the birthday itself."""
    on_the_day = case.column == FORMER_RELEVANT and case.day == case.life.at_18
    return row.verdict("yes") if on_the_day else row.by_column(case)


def clothing(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """Less sure in custody, more in foster care."""
    if case.living == "custody":
        return row.verdict("custody")
    return row.verdict("foster_care" if case.living == "foster_care" else "yes")


def incentive(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """To be decided for somebody semi-independent on a course, never in custody."""
    if case.living == "custody":
        return row.verdict("custody")
    met = case.living == "semi_independent" and case.course is not None
    return row.verdict("may" if met else "unmet")


def one_bed_housing_rate(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """By the column, but until the law changed only up to the 22nd birthday."""
    too_old = case.day < law["one_bed_rate_to_25"] and case.age >= ONE_BED_AGE_BEFORE
    return row.verdict("too_soon") if too_old else row.by_column(case)


def not_intentionally_homeless(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """Not in force yet; announced from the day on which it was enacted."""
    enacted = case.day >= law["intentional_homelessness_enacted"]
    return row.verdict("enacted" if enacted else "no")


def legal_advice(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """By the column for somebody whose right to stay is not settled."""
    needed = case.immigration in ("waiting", "appeal_rights_exhausted")
    return row.by_column(case) if needed else row.verdict("unmet")


def advocate(case: Case, row: EntitlementRow, law: LawDays) -> Verdict:
    """By the column, and for every child under 16."""
    too_young = case.column == NOBODY and case.legal_status.status == "too_young"
    return row.verdict("yes") if too_young else row.by_column(case)


def in_full_time_higher(case: Case) -> bool:
    """On a full-time higher education course on the day."""
    return case.in_higher and case.studies_full_time


def expects_or_has_child(case: Case) -> bool:
    """Pregnant, or with at least one child."""
    return case.facts.pregnant_weeks is not None or case.facts.children > 0


def pregnant_in_semi_independent(case: Case) -> bool:
    """More than 20 weeks pregnant in a semi-independent home (004:2217)."""
    weeks = case.facts.pregnant_weeks
    return case.living == "semi_independent" and weeks is not None and weeks > 20
