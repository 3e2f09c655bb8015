"""The timeline: each milestone on its day, for whom it is, and for whom it is not."""

import pytest

from support.entitlement_people import (
    AT_16,
    AT_18,
    AT_21,
    AT_25,
    BORN,
    LEFT_AT_16,
    care,
    case,
    course,
    days_of,
    milestones,
    since,
    text_at,
    texts_at,
)
from support.oracle import Facts

ALL_ALONG = care(("2010-01-01", None))
# Ninety-one days from 1 July 2016 are complete on 29 September.
SINCE_JULY = care(("2016-07-01", None))


def person(**facts: object) -> Facts:
    born = facts.get("date_of_birth", BORN)
    return {"date_of_birth": born, "on": born, "care": ALL_ALONG, **facts}


# The sentence, which milestone, its day (or none), the facts.
CASES = [
    case(
        "the first meeting is three months before 16",
        "staying_put_first_meeting",
        "2016-03-15",
        living="foster_care",
    ),
    case("a child elsewhere has no such meeting", "staying_put_first_meeting", "", living="childrens_home"),
    case(
        "three months before 16 is the day also for care begun three months before",
        "staying_put_first_meeting",
        "2016-03-15",
        living="foster_care",
        care=care(("2015-12-15", None)),
    ),
    case(
        "a day later it is three months after care began",
        "staying_put_first_meeting",
        "2016-03-16",
        living="foster_care",
        care=care(("2015-12-16", None)),
    ),
    case(
        "care that began at 17 has its meeting three months on",
        "staying_put_first_meeting",
        "2017-10-01",
        living="foster_care",
        care=care(("2017-07-01", None)),
    ),
    case(
        "care that has ended by then has none",
        "staying_put_first_meeting",
        "",
        living="foster_care",
        care=care(("2017-07-01", "2017-09-30")),
    ),
    case(
        "care that ends on that day has one",
        "staying_put_first_meeting",
        "2017-10-01",
        living="foster_care",
        care=care(("2017-07-01", "2017-10-01")),
    ),
    case("eligible at 16, the assessment is due at 16", "pathway_assessment_due", AT_16),
    case(
        "eligible later, it is due three months on", "pathway_assessment_due", "2016-12-29", care=SINCE_JULY
    ),
    case(
        "it is not due for somebody who has left by then",
        "pathway_assessment_due",
        "",
        care=care(("2016-07-01", "2016-12-28")),
    ),
    case(
        "becoming eligible is the first day with 91 days", "becomes_eligible", "2016-09-29", care=SINCE_JULY
    ),
    case("becoming eligible is never before 16", "becomes_eligible", AT_16),
    case(
        "with 90 days in care nobody becomes eligible",
        "becomes_eligible",
        "",
        care=care(("2016-07-01", "2016-09-28")),
    ),
    case("another council's child becomes eligible as well", "becomes_eligible", AT_16, authority="other"),
    case("the adviser is named at 17", "personal_adviser_named", "2017-06-15"),
    case(
        "the adviser is named at 17 for the relevant", "personal_adviser_named", "2017-06-15", care=LEFT_AT_16
    ),
    case(
        "no adviser is named for somebody not yet eligible at 17",
        "personal_adviser_named",
        "",
        care=care(("2017-03-18", None)),
    ),
    case("the 17th birthday has its payment", "birthday_17_payment", "2017-06-15"),
    case("the 18th birthday has its payment", "birthday_18_payment", AT_18),
    case(
        "a qualifying young person has no payment at 18",
        "birthday_18_payment",
        "",
        care=care((AT_16, "2016-06-20")),
    ),
    case("another council pays no birthdays", "birthday_18_payment", "", authority="other"),
    case("the transition meeting is at 17 and a half", "transition_meeting", "2017-12-15"),
    case("there is none for the relevant", "transition_meeting", "", care=LEFT_AT_16),
    case("a claim is prepared six weeks before 18", "prepare_benefit_claim", "2018-05-04"),
    case(
        "a claim is prepared for somebody 18 on 31 March 2026",
        "prepare_benefit_claim",
        "2026-02-17",
        date_of_birth="2008-03-31",
    ),
    case(
        "no claim is prepared for somebody 18 on 1 April 2026",
        "prepare_benefit_claim",
        "",
        date_of_birth="2008-04-01",
    ),
    case("Universal Credit is claimed a month before 18", "claim_universal_credit", "2018-05-15"),
    case(
        "a month before 31 March is the end of February",
        "claim_universal_credit",
        "2026-02-28",
        date_of_birth="2008-03-31",
    ),
    *(
        case(
            f"nobody is told to claim Universal Credit at 18 with {immigration}",
            "claim_universal_credit",
            "",
            immigration=immigration,
        )
        for immigration in ("waiting", "appeal_rights_exhausted", "no_leave", "leave_no_public_funds")
    ),
    case("nor to prepare a claim while they wait", "prepare_benefit_claim", "", immigration="waiting"),
    case(
        "with leave that ends on the 18th birthday there is a claim",
        "claim_universal_credit",
        "2018-05-15",
        immigration="leave",
        leave_to=AT_18,
    ),
    case(
        "with leave that ends on the day before there is none",
        "claim_universal_credit",
        "",
        immigration="leave",
        leave_to="2018-06-14",
    ),
    case(
        "who will be qualifying and waits asks for asylum support a month before 18",
        "apply_for_asylum_support",
        "2018-05-15",
        care=care((AT_16, "2016-06-20")),
        immigration="waiting",
    ),
    case(
        "who is qualifying and refused does not",
        "apply_for_asylum_support",
        "",
        care=care((AT_16, "2016-06-20")),
        immigration="appeal_rights_exhausted",
    ),
    case("the former relevant do not", "apply_for_asylum_support", "", immigration="waiting"),
    case(
        "leave ends on its last day", "leave_ends", "2019-03-31", immigration="leave", leave_to="2019-03-31"
    ),
    case(
        "a lawyer is seen six months before",
        "legal_advice_before_leave_ends",
        "2018-09-30",
        immigration="leave_no_public_funds",
        leave_to="2019-03-31",
    ),
    case(
        "not before birth",
        "legal_advice_before_leave_ends",
        "",
        immigration="leave",
        leave_to="2000-12-14",
    ),
    case(
        "but on the day of birth",
        "legal_advice_before_leave_ends",
        BORN,
        immigration="leave",
        leave_to="2000-12-15",
    ),
    case(
        "leave that was extended has no last day",
        "leave_ends",
        "",
        immigration="leave_extended",
        leave_to=AT_21,
    ),
    case("the eligible become former relevant at 18", "becomes_former_relevant", AT_18),
    case("the relevant become former relevant at 18", "becomes_former_relevant", AT_18, care=LEFT_AT_16),
    case("the qualifying do not", "becomes_former_relevant", "", care=care((AT_16, "2016-06-20"))),
    case("the eligible are paid their savings at 18", "savings_released", AT_18),
    case("the relevant are not", "savings_released", "", care=LEFT_AT_16),
    case("28 days from 18 end on 13 July", "subsistence_ends", "2018-07-13", benefit_claim="waiting"),
    case(
        "without public funds there are no 28 days",
        "subsistence_ends",
        "",
        benefit_claim="waiting",
        immigration="waiting",
    ),
    case(
        "28 days that begin on the last day of leave",
        "subsistence_ends",
        "2018-07-13",
        benefit_claim="waiting",
        immigration="leave",
        leave_to=AT_18,
    ),
    case(
        "28 days from a claim at 19",
        "subsistence_ends",
        "2019-09-29",
        benefit_claim="waiting",
        benefit_claimed_on="2019-09-01",
    ),
    case(
        "a claim paid has no such day",
        "subsistence_ends",
        "",
        benefit_claim="paid",
        benefit_claimed_on="2019-09-01",
    ),
    case(
        "in custody there is no such day", "subsistence_ends", "", benefit_claim="waiting", living="custody"
    ),
    case(
        "28 days may end on the 21st birthday",
        "subsistence_ends",
        AT_21,
        benefit_claim="waiting",
        benefit_claimed_on="2021-05-18",
    ),
    case(
        "28 days may not run past the 21st birthday",
        "subsistence_ends",
        "",
        benefit_claim="waiting",
        benefit_claimed_on="2021-05-19",
    ),
    case(
        "six months at home are reached on the same date",
        "six_months_at_home",
        "2017-03-02",
        care=LEFT_AT_16,
        at_home=[since("2016-09-02", "2017-03-02")],
    ),
    case(
        "a home that ended the day before does not reach them",
        "six_months_at_home",
        "",
        care=LEFT_AT_16,
        at_home=[since("2016-09-02", "2017-03-01")],
    ),
    case(
        "six months at home reached on the 18th birthday make nobody qualifying",
        "six_months_at_home",
        "",
        care=LEFT_AT_16,
        at_home=[since("2017-12-15")],
    ),
    case(
        "six months at home reached on the day before 18 do",
        "six_months_at_home",
        "2018-06-14",
        care=LEFT_AT_16,
        at_home=[since("2017-12-14")],
    ),
    case(
        "a home after care at 90 days is no matter",
        "six_months_at_home",
        "",
        care=care(("2016-07-01", "2016-09-28")),
        at_home=[since("2016-09-29")],
    ),
    case("the deadline for setting up home is the day before 21", "setting_up_home_deadline", "2021-06-14"),
    case(
        "in higher education begun before 21 there is no deadline",
        "setting_up_home_deadline",
        "",
        study=course("higher", "2021-06-14"),
    ),
    case(
        "in further education there is",
        "setting_up_home_deadline",
        "2021-06-14",
        study=course("further", "2019-09-01"),
    ),
    case("staying put ends at 21", "staying_put_ends", AT_21, living="staying_put"),
    case("it ends for nobody else", "staying_put_ends", "", living="own_tenancy"),
    case("from 21 support is on request", "support_on_request", AT_21),
    case(
        "somebody 21 on 1 April 2018 has support on request",
        "support_on_request",
        "2018-04-01",
        date_of_birth="1997-04-01",
    ),
    case("somebody 21 the day before has no such day", "support_on_request", "", date_of_birth="1997-03-31"),
    case("support ends at 25", "support_ends", AT_25),
    case(
        "a course of the plan that runs on carries it further",
        "support_ends",
        "2026-07-02",
        study=course("higher", "2019-09-01", "2026-07-01"),
    ),
    case(
        "a course of the plan that ends before 25 does not",
        "support_ends",
        AT_25,
        study=course("higher", "2019-09-01", "2025-06-14"),
    ),
    case("a course without an end leaves it out", "support_ends", "", study=course("higher", "2019-09-01")),
    case(
        "a course outside the plan does not carry it",
        "support_ends",
        AT_25,
        study=course("higher", "2019-09-01") | {"in_plan": False},
    ),
    case(
        "support that had ended before it could last to 25 has no such day",
        "support_ends",
        "",
        date_of_birth="1993-04-01",
    ),
]


@pytest.mark.parametrize(("name", "day", "facts"), CASES)
def test_a_milestone(name: str, day: str, facts: Facts) -> None:
    assert days_of(person(**facts), name) == ([day] if day else [])


def test_a_plan_is_reviewed_every_six_months_before_21() -> None:
    due = [f"{year}-{month}-15" for year in range(2016, 2022) for month in ("06", "12")]
    assert days_of(person(), "pathway_plan_review") == [day for day in due if AT_16 < day < AT_21]


@pytest.mark.parametrize("name", ["pathway_plan_review", "support_on_request"])
def test_nothing_that_an_assessment_decides_is_promised_on_a_day_after_18(name: str) -> None:
    refused = person(immigration="appeal_rights_exhausted")
    later = [text for on, text in texts_at(name, refused) if on >= AT_18]
    assert later
    assert all("human rights assessment" in text for text in later)
    before = [text for on, text in texts_at(name, refused) if on < AT_18]
    assert not any("assessment" in text for text in before + [text for _, text in texts_at(name, person())])


def test_reviews_at_the_end_of_a_month_keep_to_their_date() -> None:
    reviews = days_of(person(date_of_birth="2000-08-31"), "pathway_plan_review")
    assert reviews[:3] == ["2017-02-28", "2017-08-31", "2018-02-28"]


def test_reviews_rest_while_somebody_is_qualifying() -> None:
    home = [since("2016-09-02", "2017-06-30")]
    reviews = days_of(person(care=LEFT_AT_16, at_home=home), "pathway_plan_review")
    assert reviews[:2] == ["2016-12-15", "2017-12-15"]


def test_two_homes_of_six_months_are_two_milestones() -> None:
    homes = [since("2017-05-01", "2017-12-31"), since("2016-09-02", "2017-04-01")]
    found = days_of(person(care=LEFT_AT_16, at_home=homes), "six_months_at_home")
    assert found == ["2017-03-02", "2017-11-01"]


def test_another_council_leaves_only_what_the_law_promises() -> None:
    facts = person(living="foster_care", benefit_claim="waiting")
    ours, theirs = milestones(facts), milestones(facts | {"authority": "other"})
    assert {name for name, _ in ours} - {name for name, _ in theirs} == {
        "staying_put_first_meeting",
        "personal_adviser_named",
        "birthday_17_payment",
        "birthday_18_payment",
        "transition_meeting",
        "prepare_benefit_claim",
        "savings_released",
        "subsistence_ends",
        "setting_up_home_deadline",
    }
    assert set(theirs) < set(ours)


def test_the_dates_come_in_order_and_from_the_day_asked_about() -> None:
    whole = milestones(person())
    assert [day for _, day in whole] == sorted(day for _, day in whole)
    asked = person(on=AT_18)
    assert milestones(asked, whole=False) == [pair for pair in whole if pair[1] >= AT_18]
    assert milestones(asked) == whole


def test_somebody_who_was_never_in_care_has_no_dates() -> None:
    assert milestones(person(care=[])) == []


def test_nobody_on_a_course_of_the_plan_is_told_that_they_must_ask_from_21() -> None:
    """We do not ask everybody whether their course is in the plan, so each is told."""
    assert "On a course of your plan it goes on" in text_at("support_on_request", person())


@pytest.mark.parametrize("immigration", ["none", "waiting", "appeal_rights_exhausted"])
def test_nobody_is_told_to_be_put_forward_for_a_council_home_that_may_be_closed(immigration: str) -> None:
    assert "put forward" not in text_at("setting_up_home_deadline", person(immigration=immigration))


def test_somebody_born_on_29_february_is_18_on_1_march() -> None:
    facts = person(date_of_birth="2000-02-29")
    assert days_of(facts, "becomes_former_relevant") == ["2018-03-01"]
    assert days_of(facts, "claim_universal_credit") == ["2018-02-01"]
    assert days_of(facts, "support_ends") == ["2025-03-01"]
