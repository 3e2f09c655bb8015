"""The conditions of the table of entitlements: a person on each side of each boundary of days and ages."""

import pytest

from support.entitlement_people import (
    AT_16,
    AT_18,
    AT_21,
    BORN,
    LEFT_AT_16,
    care,
    case,
    course,
    eligible,
    explain,
    former_relevant,
    former_relevant_at_22,
    owed,
    relevant,
    since,
)
from support.oracle import Facts, day_of
from support.oracle_figures import PACK, figure_on

ALLOWANCE = (figure_on("weekly_allowance", day_of(PACK)) or {})["value"]
YES, MAY = f"yes {ALLOWANCE}", f"may {ALLOWANCE}"
ALL_ALONG = care(("2010-01-01", None))
WAITING = {"care": ALL_ALONG, "benefit_claim": "waiting"}
AT_COLLEGE = {"care": ALL_ALONG, "study": course("further", "2018-09-01")}


def answer_and_amount(facts: Facts, name: str) -> str:
    row = owed(facts, name)
    return f"{row['answer']} {row['amount']['value']}" if row["amount"] else f"{row['answer']} -"


WEEKLY_ALLOWANCE = [
    # 42 days from 2 September include 13 October.
    case("relevant, on the first day at home", "2016-09-02", YES, at_home=[since("2016-09-02")]),
    case("relevant, on the 42nd day at home", "2016-10-13", YES, at_home=[since("2016-09-02")]),
    case("relevant, on the 43rd day at home", "2016-10-14", "may -", at_home=[since("2016-09-02")]),
    case(
        "relevant, on the 43rd day at home, whatever `living` says",
        "2016-10-14",
        "may -",
        at_home=[since("2016-09-02")],
        living="semi_independent",
    ),
    case(
        "relevant, on the day after leaving home for lodgings",
        "2016-10-14",
        YES,
        at_home=[since("2016-09-02", "2016-10-13")],
        living="supported_lodgings",
    ),
    # 28 days from the 18th birthday, 15 June 2018, include 12 July.
    case("a claim waits on the 18th birthday", AT_18, MAY, **WAITING),
    case("a claim waits on the 28th day from 18", "2018-07-12", MAY, **WAITING),
    case("a claim waits on the 29th day from 18", "2018-07-13", "may -", **WAITING),
    case(
        "a claim made before 18 still counts from 18",
        "2018-07-12",
        MAY,
        **WAITING,
        benefit_claimed_on="2018-05-15",
    ),
    case("on the day before a claim at 19", "2019-08-31", "no -", **WAITING, benefit_claimed_on="2019-09-01"),
    case("on the day of a claim", "2019-09-01", MAY, **WAITING, benefit_claimed_on="2019-09-01"),
    case("on the 28th day", "2019-09-28", MAY, **WAITING, benefit_claimed_on="2019-09-01"),
    case("on the 29th day", "2019-09-29", "may -", **WAITING, benefit_claimed_on="2019-09-01"),
    case("on the day before 21", "2021-06-14", MAY, **WAITING, benefit_claimed_on="2021-06-14"),
    case("on the 21st birthday", AT_21, "no -", **WAITING, benefit_claimed_on="2021-06-14"),
]


@pytest.mark.parametrize(("on", "expected", "facts"), WEEKLY_ALLOWANCE)
def test_weekly_allowance(on: str, expected: str, facts: Facts) -> None:
    person = {"on": on, "date_of_birth": BORN, "care": LEFT_AT_16}
    assert answer_and_amount(person | facts, "weekly_allowance") == expected


DAYS = [
    pytest.param(
        "staying_put",
        "2021-06-14",
        "yes",
        {"care": ALL_ALONG, "living": "staying_put"},
        id="staying put lasts to the day before 21",
    ),
    pytest.param(
        "staying_put", AT_21, "no", {"care": ALL_ALONG, "living": "staying_put"}, id="staying put ends at 21"
    ),
    pytest.param(
        "birthday_17", AT_16, "yes", {"care": ALL_ALONG}, id="the 17th birthday has its money from 16"
    ),
    pytest.param(
        "birthday_17", "2018-06-14", "yes", {"care": ALL_ALONG}, id="it has it to the day before 18"
    ),
    pytest.param("birthday_17", AT_18, "no", {"care": ALL_ALONG}, id="it has none at 18"),
    pytest.param(
        "birthday_18",
        AT_18,
        "yes",
        {"care": ALL_ALONG},
        id="the 18th birthday has its money on the day itself",
    ),
    pytest.param("birthday_18", "2018-06-16", "no", {"care": ALL_ALONG}, id="it has none on the day after"),
    pytest.param(
        "birthday_18", AT_18, "no", {"care": care((AT_16, "2016-06-20"))}, id="it has none for the qualifying"
    ),
    pytest.param(
        "sixteen_to_nineteen_bursary",
        "2018-09-01",
        "may",
        AT_COLLEGE,
        id="the college bursary is for the first day of the course",
    ),
    pytest.param(
        "sixteen_to_nineteen_bursary",
        "2018-08-31",
        "no",
        AT_COLLEGE,
        id="there is none on the day before the course",
    ),
    pytest.param(
        "sixteen_to_nineteen_bursary",
        "2020-06-14",
        "may",
        AT_COLLEGE,
        id="at 19 there is one for a course begun before 19",
    ),
    pytest.param("sixteen_to_nineteen_bursary", "2020-06-15", "no", AT_COLLEGE, id="at 20 there is none"),
    pytest.param(
        "sixteen_to_nineteen_bursary",
        "2019-06-15",
        "may",
        {"care": ALL_ALONG, "study": course("further", "2019-06-14")},
        id="at 19 there is one for a course begun on the day before 19",
    ),
    pytest.param(
        "sixteen_to_nineteen_bursary",
        "2019-06-15",
        "no",
        {"care": ALL_ALONG, "study": course("further", "2019-06-15")},
        id="at 19 there is none for a course begun at 19",
    ),
    # A course counts on its last day, and not on the day after.
    pytest.param(
        "laptop",
        "2019-07-01",
        "yes",
        {"care": ALL_ALONG, "study": course("higher", "2018-09-01", "2019-07-01")},
        id="a course counts on its last day",
    ),
    pytest.param(
        "laptop",
        "2019-07-02",
        "no",
        {"care": ALL_ALONG, "study": course("higher", "2018-09-01", "2019-07-01")},
        id="a course does not count on the day after",
    ),
    # Before 31 May 2021 the one-bedroom rate ends at 22: 15 June 2000 is too young for that day, 1997 is not.
    pytest.param(
        "one_bed_housing_rate",
        "2019-05-30",
        "yes",
        {"care": ALL_ALONG, "date_of_birth": "1997-05-31"},
        id="the one-bedroom rate lasts to the day before 22",
    ),
    pytest.param(
        "one_bed_housing_rate",
        "2019-05-31",
        "no",
        {"care": ALL_ALONG, "date_of_birth": "1997-05-31"},
        id="before 31 May 2021 it ends at 22",
    ),
    pytest.param(
        "one_bed_housing_rate",
        "2022-05-30",
        "yes",
        {"care": ALL_ALONG, "date_of_birth": "1997-05-31"},
        id="since then it lasts to the day before 25",
    ),
    pytest.param(
        "one_bed_housing_rate",
        "2022-05-31",
        "no",
        {"care": ALL_ALONG, "date_of_birth": "1997-05-31"},
        id="it ends at 25",
    ),
    # Twelve months from 1 January are complete on 31 December, however long ago.
    pytest.param(
        "junior_isa",
        "2016-12-30",
        "no",
        {"care": care(("2016-01-01", None))},
        id="a day short of twelve months in care there is no savings account",
    ),
    pytest.param(
        "junior_isa",
        "2016-12-31",
        "may",
        {"care": care(("2016-01-01", None))},
        id="twelve months in care are complete on 31 December",
    ),
    pytest.param(
        "junior_isa",
        "2016-12-31",
        "no",
        {"care": care(("2016-01-01", "2016-06-30"), ("2016-07-02", None))},
        id="a day out of care breaks the twelve months",
    ),
    pytest.param(
        "junior_isa",
        "2016-12-31",
        "may",
        {"care": care(("2016-01-01", "2016-06-30"), ("2016-07-01", None))},
        id="two times in care that meet make up twelve months",
    ),
    pytest.param(
        "junior_isa",
        "2017-01-01",
        "may",
        {"care": care(("2003-01-01", "2003-12-31"), ("2016-08-01", None))},
        id="twelve months long ago count",
    ),
    pytest.param(
        "junior_isa",
        "2017-01-01",
        "no",
        {"care": care(("2003-01-01", "2003-12-30"), ("2016-08-01", None))},
        id="a day short of twelve months long ago does not",
    ),
    pytest.param(
        "junior_isa",
        "2017-01-01",
        "no",
        {
            "care": [
                *care(("2015-01-01", "2015-12-31"), kind="short_breaks"),
                *care(("2016-08-01", None)),
            ]
        },
        id="twelve months of short breaks do not count",
    ),
]


@pytest.mark.parametrize(("name", "on", "expected", "facts"), DAYS)
def test_a_day_that_decides(name: str, on: str, expected: str, facts: Facts) -> None:
    assert owed({"on": on, "date_of_birth": BORN} | facts, name)["answer"] == expected


@pytest.mark.parametrize(("begun", "expected"), [("2017-12-01", "may"), ("2017-12-02", "no")])
def test_past_21_setting_up_home_needs_a_course_begun_before_21(begun: str, expected: str) -> None:
    person = former_relevant_at_22("2019-06-01", moving_to_own_tenancy=True, study=course("higher", begun))
    person["date_of_birth"] = "1996-12-02"
    assert owed(person, "setting_up_home")["answer"] == expected


@pytest.mark.parametrize("immigration", ["waiting", "appeal_rights_exhausted", "no_leave"])
def test_without_permission_staying_put_gives_both_papers(immigration: str) -> None:
    plain = owed(former_relevant("2019-06-01", living="staying_put", immigration="leave"), "staying_put")
    row = owed(former_relevant("2019-06-01", living="staying_put", immigration=immigration), "staying_put")
    assert len(row["conditions"]) == len(plain["conditions"]) + 1
    assert any("leave to remain" in condition for condition in row["conditions"])


def test_another_council_comes_before_custody_and_the_assessment() -> None:
    person = former_relevant(
        "2019-06-01", authority="other", living="custody", immigration="appeal_rights_exhausted"
    )
    rows = {row["id"]: row for row in explain(person)["entitlements"]}
    answers = {name: row["answer"] for name, row in rows.items()}
    assert (answers["birth_certificate"], answers["custody_personal_items"]) == ("no", "no")
    assert (answers["human_rights_assessment"], answers["savings"]) == ("yes", "yes")
    # What the law owes goes on to the assessment, whichever council it is.
    assert (answers["pathway_plan"], rows["pathway_plan"]["decided_by"]) == ("may", "assessment")


# The entitlement, and who decides it without the assessment.
LEFT_TO_IT = [
    ("birth_certificate", "policy"),
    ("personal_adviser", "law"),
    ("needs_assessment", "law"),
    ("pathway_plan", "law"),
    ("keep_in_touch", "law"),
]


@pytest.mark.parametrize(("name", "decider"), LEFT_TO_IT)
@pytest.mark.parametrize("immigration", ["appeal_rights_exhausted", "no_leave"])
def test_without_permission_what_would_be_owed_is_left_to_the_assessment(
    name: str, decider: str, immigration: str
) -> None:
    settled = owed(former_relevant("2019-06-01"), name)
    assessed = owed(former_relevant("2019-06-01", immigration=immigration), name)
    assert (settled["answer"], settled["decided_by"]) == ("yes", decider)
    assert (assessed["answer"], assessed["decided_by"]) == ("may", "assessment")


def test_the_assessment_leaves_no_and_unknown_and_other_law_as_they_are() -> None:
    person = former_relevant("2019-06-01", immigration="appeal_rights_exhausted")
    assert owed(person, "travel_pass")["answer"] == "unknown"
    assert owed(person, "clothing")["answer"] == "no"
    assert owed(person, "savings")["answer"] == "yes"
    assert owed(person, "advocate")["answer"] == "yes"


def test_advice_from_21_is_not_barred_by_the_assessment() -> None:
    person = former_relevant_at_22("2026-06-01", immigration="no_leave")
    for name in ("personal_adviser", "needs_assessment", "pathway_plan", "keep_in_touch"):
        assert owed(person, name)["answer"] == "yes"


@pytest.mark.parametrize("someone", [eligible, relevant])
def test_under_18_no_assessment_stands_before_what_is_owed(someone: type) -> None:
    person = someone("2019-06-01", immigration="appeal_rights_exhausted")
    assert owed(person, "birth_certificate")["answer"] == "yes"


A_STUDENT = former_relevant("2017-06-01", study=course("further", "2010-09-01"), children=1)
CONDITIONS = [
    (eligible("2017-06-01"), "birthday_17", "stayed in touch"),
    (eligible("2017-06-01"), "birthday_18", "stayed in touch"),
    (eligible("2017-06-01"), "passport_or_travel_document", "legal status"),
    (eligible("2017-06-01", living="custody"), "clothing", "custody"),
    (A_STUDENT, "savings", "hold it back"),
    (A_STUDENT, "vacation_accommodation", "live at the college"),
    (A_STUDENT, "laptop", "second year"),
    (A_STUDENT, "sixteen_to_nineteen_bursary", "college pays"),
    (A_STUDENT, "maternity_grant", "first child"),
    (A_STUDENT, "maternity_grant", "benefit"),
    (A_STUDENT, "family_contact_travel", "brothers and sisters under 18"),
    (A_STUDENT, "emergency_payment", "food parcel"),
]


@pytest.mark.parametrize(
    ("facts", "name", "words"),
    [pytest.param(*row, id=f"{row[1]}: {row[2]}") for row in CONDITIONS],
)
def test_what_a_row_asks_for_is_said_as_a_condition(facts: Facts, name: str, words: str) -> None:
    assert any(words in condition for condition in owed(facts, name)["conditions"])
