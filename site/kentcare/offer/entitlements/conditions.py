"""The conditions of the table of entitlements: each takes a case and answers yes or no.

A lawyer finds the source of each in the file of the entitlement, content/offer/<id>.yaml, and for the numbers
below beside them. The paragraphs in brackets are those of the papers in content/sources.yaml.
"""

from collections.abc import Callable

from kentcare.offer.entitlements.case import Case
from kentcare.offer.entitlements.days import add_months, birthday
from kentcare.offer.entitlements.immigration import NO_APPEAL, WITH_AN_END, WITHOUT_PERMISSION

Condition = Callable[[Case], bool]

FIRST_DAYS_AT_HOME = 42  # six weeks of allowance after an unplanned return home (004:2256, 2498)
SUBSISTENCE_DAYS = 28  # four weeks while a benefit claim waits (004:2119)
ONE_BED_AGE_BEFORE = 22  # until 31 May 2021 the one-bedroom rate ended at 22 (lha-care-leavers)
WEEKS_BEFORE_BIRTH = 29  # eleven weeks before the birth is due (SI 2013/376 reg 8)
WEEKS_FOR_PAYMENT = 20  # Kent's payment in pregnancy begins after them (004:2217)
MONTHS_TO_ASK_IN = 12  # permission that ends within them is a reason to see a lawyer now


# Conditions made for what a line names.


def lives_in(*kinds: str) -> Condition:
    """Whether somebody lives in a home of one of these kinds."""
    if len(kinds) == 1:
        return lambda case: case.living == kinds[0]
    return lambda case: case.living in kinds


def has_right_to_stay(*kinds: str) -> Condition:
    """Whether the right to stay is, on the day, one of these."""
    if len(kinds) == 1:
        return lambda case: case.immigration == kinds[0]
    return lambda case: case.immigration in kinds


def before(law_day: str) -> Condition:
    """Whether the day lies before one of content/answer/law.yaml."""
    return lambda case: case.day < case.life.law[law_day]


def under(age: int) -> Condition:
    """Whether somebody is younger than an age in years."""
    return lambda case: case.age < age


def claims(benefit: str) -> Condition:
    """Whether the claim for a benefit stands so: `none`, `waiting` or `paid`."""
    return lambda case: case.facts.benefit_claim == benefit


def any_of(*conditions: Condition) -> Condition:
    """Whether at least one of the conditions holds."""
    if len(conditions) == 2:
        # Most have two, and a generator costs three times as much.
        first, second = conditions
        return lambda case: first(case) or second(case)
    return lambda case: any(condition(case) for condition in conditions)


def all_of(*conditions: Condition) -> Condition:
    """Whether each of the conditions holds."""
    if len(conditions) == 2:
        first, second = conditions
        return lambda case: first(case) and second(case)
    return lambda case: all(condition(case) for condition in conditions)


# The right to stay and public funds.

without_permission = has_right_to_stay(*WITHOUT_PERMISSION)
unsettled = has_right_to_stay("waiting", "appeal_rights_exhausted")
refused = has_right_to_stay("appeal_rights_exhausted")
without_appeal = has_right_to_stay(*NO_APPEAL)


def funds_closed(case: Case) -> bool:
    """Whether somebody may not have a public fund."""
    return case.funds == "closed"


def funds_unsure(case: Case) -> bool:
    """Whether somebody may have a public fund only if they pass one more test."""
    return case.funds == "unsure"


never_asked_for_protection = has_right_to_stay("none", "pre_settled")


def disputed_age(case: Case) -> bool:
    """Whether a council or the Home Office does not believe the age that somebody gives."""
    return case.facts.disputed_age


def has_permission_that_ends(case: Case) -> bool:
    """Whether somebody has a permission to stay that ends on some day, known or not."""
    return case.immigration in WITH_AN_END


def permission_ends_later(case: Case) -> bool:
    """Whether somebody has permission whose last day is known and lies more than a year ahead."""
    end = case.facts.leave_to
    return (
        case.immigration in WITH_AN_END
        and end is not None
        and end.toordinal() > add_months(case.day, MONTHS_TO_ASK_IN)
    )


def permission_ends_soon(case: Case) -> bool:
    """Whether somebody has permission whose last day is known and lies within a year."""
    return (
        case.immigration in WITH_AN_END
        and case.facts.leave_to is not None
        and not permission_ends_later(case)
    )


def left_to_assessment(case: Case) -> bool:
    """Whether a human rights assessment decides what is otherwise owed."""
    return case.left_to_assessment


# Where somebody lives.

homeless = lives_in("homeless")
in_custody = lives_in("custody")
semi_independent = lives_in("semi_independent")
in_lodgings = lives_in("supported_lodgings", "semi_independent")


def at_home(case: Case) -> bool:
    """Whether somebody is back home with family on the day, and was not put out of that home.

    By the dates whoever had to leave today is at home, but the council must house them (CA s.23B(8)).
    """
    return case.days_at_home is not None and case.living != "homeless"


def first_weeks_at_home(case: Case) -> bool:
    """Whether somebody went back home not more than six weeks ago."""
    return case.days_at_home is not None and case.days_at_home < FIRST_DAYS_AT_HOME


def moving(case: Case) -> bool:
    """Whether somebody is about to move into a home of their own."""
    return case.facts.moving_to_own_tenancy


# Study.


def studies(case: Case) -> bool:
    """Whether somebody is on a course, full-time or not."""
    return case.course is not None


def studies_or_returns(case: Case) -> bool:
    """Whether somebody is on a course, or wants to begin or go back to one."""
    return case.course is not None or case.facts.returning_to_study


def studies_full_time(case: Case) -> bool:
    """Whether somebody is on a full-time course, further or higher."""
    return case.course is not None and case.course.full_time


def in_further(case: Case) -> bool:
    """Whether somebody is in further education."""
    return case.course is not None and case.course.level == "further"


def in_higher(case: Case) -> bool:
    """Whether somebody is in higher education."""
    return case.course is not None and case.course.level == "higher"


def in_full_time_higher(case: Case) -> bool:
    """Whether somebody is in full-time higher education."""
    return case.course is not None and case.course.level == "higher" and case.course.full_time


def in_plan(case: Case) -> bool:
    """Whether somebody is on a course that the pathway plan names."""
    return case.course is not None and case.course.in_plan


def plan_runs_on(case: Case) -> bool:
    """Whether somebody is on a course of the pathway plan that began before 21."""
    return case.life.plan_runs_on(case.day)


def plan_began_from_21(case: Case) -> bool:
    """Whether somebody cared for to 18 is, at 25 or over, on a course of the plan begun from 21 to 24."""
    life, course = case.life, case.course
    return (
        case.day >= life.at_25
        and course is not None
        and course.in_plan
        and life.at_21 <= course.from_.toordinal() < life.at_25
        and life.cared_for_to_18
    )


def higher_begun_before_21(case: Case) -> bool:
    """Whether somebody is in higher education that began before 21."""
    return case.life.in_higher_education_begun_before_21(case.day)


def of_age_for_college_bursary(case: Case) -> bool:
    """Whether somebody is 16 to 18, or 19 on a course begun before 19."""
    if case.age == 19:
        return case.course is not None and case.course.from_.toordinal() < birthday(case.life.born, 19)
    return 16 <= case.age < 19


# Children, health and money.


def pregnant(case: Case) -> bool:
    """Whether somebody is expecting a child."""
    return case.facts.pregnant_weeks is not None


def close_to_birth(case: Case) -> bool:
    """Whether somebody is expecting a child in eleven weeks or less."""
    weeks = case.facts.pregnant_weeks
    return weeks is not None and weeks >= WEEKS_BEFORE_BIRTH


def pregnant_for_payment(case: Case) -> bool:
    """Whether somebody is more than twenty weeks pregnant."""
    weeks = case.facts.pregnant_weeks
    return weeks is not None and weeks > WEEKS_FOR_PAYMENT


def has_child(case: Case) -> bool:
    """Whether somebody has at least one child."""
    return case.facts.children > 0


def lone_parent(case: Case) -> bool:
    """Whether somebody is a lone parent."""
    return case.facts.lone_parent


def disabled(case: Case) -> bool:
    """Whether somebody has a disability."""
    return case.facts.disabled


def child_or_disabled(case: Case) -> bool:
    """Whether somebody has a child or a disability."""
    return case.facts.children > 0 or case.facts.disabled


def expects_or_has_child(case: Case) -> bool:
    """Whether somebody is expecting a child, or has one."""
    return case.facts.pregnant_weeks is not None or case.facts.children > 0


def no_suitable_clothes(case: Case) -> bool:
    """Whether somebody has nothing right to wear."""
    return case.facts.no_suitable_clothes


def claim_waits(case: Case) -> bool:
    """Whether somebody waits for a benefit, from the first of the days that Kent may pay meanwhile."""
    return case.facts.benefit_claim == "waiting" and case.subsistence_day >= 0


def in_first_days_of_claim(case: Case) -> bool:
    """Whether somebody is in the 28 days that Kent may pay while a claim waits (004:2119)."""
    return case.facts.benefit_claim == "waiting" and 0 <= case.subsistence_day < SUBSISTENCE_DAYS


# The past.


def from_25(case: Case) -> bool:
    """Whether somebody is 25 or older."""
    return case.day >= case.life.at_25


def past_17th_birthday(case: Case) -> bool:
    """Turned 17 on an earlier day."""
    return case.day > birthday(case.life.born, 17)


def in_care_by_17(case: Case) -> bool:
    """Whether somebody was looked after on some day up to their 17th birthday."""
    return case.life.ever_looked_after(birthday(case.life.born, 17))


def on_birthday(age: int) -> Condition:
    """Whether somebody reaches an age on the day."""
    return lambda case: case.day == birthday(case.life.born, age)


def within_a_month_of(age: int) -> Condition:
    """Whether somebody reaches an age within a month, and not yet on the day."""
    return lambda case: (
        add_months(birthday(case.life.born, age), -1) < case.day < birthday(case.life.born, age)
    )


def ever_looked_after(case: Case) -> bool:
    """Whether somebody was looked after on some day up to the day."""
    return case.life.ever_looked_after(case.day)


def twelve_months_in_care(case: Case) -> bool:
    """Whether somebody was looked after for twelve months without a break."""
    return case.life.had_twelve_months_in_care(case.day)


def was_eligible(case: Case) -> bool:
    """Whether somebody was an eligible child on some day."""
    return case.life.was_eligible(case.day)


def eligible_before_18(case: Case) -> bool:
    """Whether somebody was an eligible child on the day before the 18th birthday."""
    return case.life.before_18.status == "eligible"


def was_care_leaver(case: Case) -> bool:
    """Whether somebody was eligible or relevant on some day at 16 or 17."""
    return case.life.was_care_leaver(case.day)


def in_first_group(case: Case) -> bool:
    """Whether somebody qualifies in the first group: in care from 16, or left it for a special guardian."""
    return case.life.in_first_group(case.day)


def in_care_or_stay_from_16(case: Case) -> bool:
    """Whether somebody was in care from 16, or in a stay that makes them qualify in the second group."""
    return case.life.looked_after_from_16(case.day) or case.life.in_second_group(case.day)


def housed_by_council(case: Case) -> bool:
    """Whether a council gave somebody a place to live as a child, without taking them into care."""
    housed = case.facts.housed_by_council
    return housed is not None and housed.from_.toordinal() <= min(case.day, case.life.at_18 - 1)


def privately_fostered_past_16(case: Case) -> bool:
    """Whether somebody was, or is, privately fostered from before 18 to the 16th birthday or beyond."""
    fostered, life = case.facts.privately_fostered, case.life
    return (
        fostered is not None
        and fostered.from_.toordinal() <= min(case.day, life.at_18 - 1)
        and (fostered.to is None or fostered.to.toordinal() >= life.at_16)
    )


one_bed_ended = all_of(before("one_bed_rate_to_25"), lambda case: case.age >= ONE_BED_AGE_BEFORE)
