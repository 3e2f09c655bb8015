"""Who works for somebody, the money they live on, and a home: the first rows of the table."""

from kentcare.offer.entitlements.conditions import (
    any_of,
    at_home,
    before,
    child_or_disabled,
    claim_waits,
    claims,
    close_to_birth,
    eligible_before_18,
    first_weeks_at_home,
    funds_closed,
    funds_unsure,
    has_right_to_stay,
    higher_begun_before_21,
    homeless,
    housed_by_council,
    in_custody,
    in_first_days_of_claim,
    in_first_group,
    in_full_time_higher,
    in_further,
    in_lodgings,
    lives_in,
    lone_parent,
    moving,
    plan_began_from_21,
    plan_runs_on,
    privately_fostered_past_16,
    refused,
    studies,
    studies_full_time,
    studies_or_returns,
    under,
    unsettled,
    without_permission,
)
from kentcare.offer.entitlements.shared_lines import CLOSED, PAST_25
from kentcare.offer.entitlements.verdict import ALL_COLUMNS, EntitlementRow, Line, may, no, row, unknown, yes


def universal_credit_from_18(columns: str, figure: str) -> tuple[Line, ...]:
    """The lines for Universal Credit from 18 on in some columns. `figure`: the rate for the age."""
    return (
        may("student_with_child", figure=figure).within(columns).when(in_full_time_higher, child_or_disabled),
        no("student", "student").within(columns).when(in_full_time_higher),
        may("college", figure=figure).within(columns).when(in_further, studies_full_time),
        may("funds_unsure", change="funds_unsure", figure=figure).within(columns).when(funds_unsure),
        yes(figure=figure).within(columns),
    )


#   L E R F F21 F25 Q N T
PEOPLE_AND_HOME: tuple[EntitlementRow, ...] = (
    row("social_worker", "Y Y M - - - - - -", "law"),
    row("independent_reviewing_officer", "Y Y - - - - - - -", "law"),
    row(
        "personal_adviser",
        "- Y Y Y Y Y - * -",
        "law",
        yes("on_request").within("F21").unless(before("support_to_25")),
        yes("course_runs_on", "in_writing").within("F25"),
        unknown("begun_from_21", "begun_from_21").within("N").when(plan_began_from_21),
        left_to_assessment="F F25",
    ),
    row(
        "needs_assessment",
        "- Y Y Y Y M M * -",
        "law",
        may("review").within("F25"),
        may("fostered").within("N").when(under(21), privately_fostered_past_16),
        left_to_assessment="F F25",
    ),
    row(
        "pathway_plan",
        "- Y Y Y Y Y - * -",
        "law",
        unknown("begun_from_21", "begun_from_21").within("N").when(plan_began_from_21),
        left_to_assessment="F F25",
    ),
    row(
        "keep_in_touch",
        "- Y Y Y * Y * - -",
        "law",
        yes().within("F21").when(plan_runs_on),
        yes("offered", "each_year").within("F21").unless(before("support_to_25")),
        no("too_soon").within("F21"),
        yes("as_council_thinks_right").within("Q").when(in_first_group),
        no("second_group").within("Q"),
        left_to_assessment="F F25",
    ),
    row("looked_after_review", "M - - - - - M M M", "law", no("unmet", "unmet").unless(housed_by_council)),
    row(
        "weekly_allowance",
        "* * * * * - - - -",
        "policy",
        no("too_young").within("L").when(under(16)),
        no("custody", "custody").within("L E R F").when(in_custody),
        no("custody", "custody").within("F21").when(in_custody, funds_closed, studies_or_returns),
        yes("foster_care", figure="foster_pocket_money").within("L E").when(lives_in("foster_care")),
        yes(figure="weekly_allowance").within("E").when(in_lodgings),
        may("with_family", "as_needed like_others", by="law").within("L E").when(lives_in("family")),
        yes("in_care", "as_needed like_others", by="law").within("L E"),
        yes("first_weeks_at_home", figure="weekly_allowance").within("R").when(first_weeks_at_home),
        may("at_home", change="at_home", by="assessment").within("R").when(at_home),
        yes(figure="weekly_allowance").within("R").when(in_lodgings),
        may("with_family", "as_needed like_others", by="law").within("R").when(lives_in("family")),
        yes("relevant", "as_needed like_others", by="law").within("R"),
        yes("no_benefits", "as_needed like_others not_asylum", by="law")
        .within("F")
        .when(has_right_to_stay("waiting")),
        yes("no_benefits", "as_needed like_others", by="law").within("F").when(without_permission),
        may("no_public_funds", "as_needed like_others", by="law").within("F").when(funds_closed),
        may("waiting", "loan", change="waiting", figure="weekly_allowance")
        .within("F")
        .when(in_first_days_of_claim),
        may("waiting_longer", "vouchers", change="waiting").within("F").when(claim_waits),
        may("right_to_reside", "as_needed like_others", by="law")
        .within("F")
        .when(funds_unsure)
        .unless(claims("paid")),
        no("not_waiting", "not_waiting").within("F"),
        may("study_no_funds", "as_needed like_others", by="law")
        .within("F21")
        .when(funds_closed, studies_or_returns),
        kents_own="like_others",
        left_to_assessment=ALL_COLUMNS,
    ),
    row(
        "universal_credit",
        "* * * * * * * * -",
        "law",
        PAST_25,
        unknown("before_2019").when(before("universal_credit_everywhere")).unless(under(16), in_custody),
        CLOSED,
        no("too_young").within("L").when(under(16)),
        no("custody", "custody").within("L").when(in_custody, any_of(child_or_disabled, close_to_birth)),
        no("custody", "custody").within("E R").when(in_custody, child_or_disabled),
        no("care").within("L E R").when(in_custody),
        no("custody", "custody").when(in_custody, under(18)),
        no("custody", "custody", "rent_kept").when(in_custody),
        may("child", figure="universal_credit_single_under_25")
        .within("L Q N")
        .when(under(18), any_of(child_or_disabled, close_to_birth)),
        may("child_in_care", "no_rent", figure="universal_credit_single_under_25")
        .within("E R")
        .when(child_or_disabled),
        no("care", "care").within("L E R"),
        may("no_parent", figure="universal_credit_single_under_25")
        .within("Q N")
        .when(under(18))
        .unless(lives_in("family")),
        no("with_family", "with_family").within("Q N").when(under(18)),
        *universal_credit_from_18("F F21 Q N", "universal_credit_single_under_25"),
        *universal_credit_from_18("F25", "universal_credit_single_25"),
        notes="allowance_only low_income",
    ),
    row(
        "asylum_support",
        "- - - * * * * * -",
        "law",
        PAST_25,
        no("with_family", "under_18")
        .within("L Q")
        .when(under(18), has_right_to_stay("waiting"), lives_in("family"))
        .unless(under(16)),
        no("under_18", "under_18")
        .within("L Q")
        .when(under(18), has_right_to_stay("waiting"))
        .unless(under(16)),
        no("with_family").within(ALL_COLUMNS).when(under(18), unsettled, lives_in("family")),
        no("under_18").when(under(18)),
        no("council_first").within("F").when(has_right_to_stay("waiting")),
        no("custody", "custody").when(in_custody, unsettled),
        may().when(has_right_to_stay("waiting")),
        may("refused").when(refused),
        no(),
        notes="destitute asylum_case",
    ),
    row(
        "accommodation",
        "Y Y Y M * - * - -",
        "law",
        no("at_home", "at_home").within("R").when(at_home),
        yes("no_other_way", "not_asylum").within("F").when(has_right_to_stay("waiting")),
        yes("no_other_way").within("F").when(without_permission),
        may("homeless").within("F21").when(homeless),
        may("student").within("F21").when(studies),
        may("exceptional", "exceptional").within("Q").when(homeless, in_first_group),
        may("second_group", "exceptional").within("Q").when(homeless),
        no("unmet", "unmet").within("F21 Q"),
        left_to_assessment=ALL_COLUMNS,
    ),
    row(
        "section_20_accommodation",
        "- - - - - - * * *",
        "law",
        yes(notes="section_20 where_you_are").when(homeless, under(18)),
        no("unmet", "unmet").when(under(18)),
    ),
    row(
        "staying_put",
        "- M - * * - - - -",
        "law",
        no("not_fostered", "not_fostered").within("E").unless(lives_in("foster_care")),
        yes(notes="leave_to_remain").within("F").when(lives_in("staying_put"), without_permission),
        yes().within("F").when(lives_in("staying_put")),
        yes("foster_care", "same_carers leave_to_remain")
        .within("F")
        .when(lives_in("foster_care"), eligible_before_18, without_permission),
        yes("foster_care", "same_carers").within("F").when(lives_in("foster_care"), eligible_before_18),
        no("not_staying_put", "not_staying_put").within("F"),
        may("course", by="policy").within("F21").when(lives_in("staying_put"), plan_runs_on),
        notes="contribution",
        kents_own="contribution leave_to_remain",
        left_to_assessment=ALL_COLUMNS,
    ),
    row(
        "vacation_accommodation",
        "- - - Y Y - Y - -",
        "law",
        no("second_group").within("Q").unless(in_first_group),
        no("unmet", "unmet").unless(studies_full_time),
        may("residential", "residential", change="residential").when(in_further),
        yes(notes="home_not_open"),
        left_to_assessment=ALL_COLUMNS,
    ),
    row(
        "setting_up_home",
        "- M M Y M - - - -",
        "policy",
        # Before whether they move: a move would change nothing for somebody for whom it is too late.
        no("too_late").within("F21").unless(higher_begun_before_21),
        no("unmet", "unmet").unless(moving),
        yes(figure="setting_up_home_lone_parent").within("F").when(lone_parent),
        may(figure="setting_up_home_lone_parent").when(lone_parent),
        figure="setting_up_home",
        notes="household advance",
    ),
    row(
        "rent_deposit",
        "- - - M - - - - -",
        "assessment",
        no("unmet", "unmet").unless(moving),
        notes="last_resort",
    ),
)
