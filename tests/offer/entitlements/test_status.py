"""Looked after, eligible, relevant and former relevant: a case on each side of each boundary."""

import pytest

from support.entitlement_people import (
    ALL_ALONG,
    AT_16,
    AT_18,
    AT_21,
    AT_25,
    AT_HOME,
    AT_HOME_FROM_OCTOBER,
    AT_HOME_TO_MAY,
    BORN,
    DAYS_90,
    DAYS_91,
    LEFT_AT_16,
    SHORT_BREAKS,
    SINCE_JULY,
    care,
    case,
    course,
    explain,
    since,
    status,
)
from support.oracle import Facts

CASES = [
    # Too young
    case(
        "on the day before the 16th birthday everybody is too young",
        "2016-06-14",
        "too_young",
        care=ALL_ALONG,
    ),
    case("on the 16th birthday nobody is too young", AT_16, "none"),
    case("on the 16th birthday somebody in care for years is eligible", AT_16, "eligible", care=ALL_ALONG),
    # Looked after and eligible: 91 days from 1 July are complete on 29 September
    case(
        "on the 90th day in care somebody of 16 is looked after",
        "2016-09-28",
        "looked_after",
        care=SINCE_JULY,
    ),
    case(
        "on the 91st day in care somebody of 16 becomes eligible", "2016-09-29", "eligible", care=SINCE_JULY
    ),
    case(
        "the day before the 14th birthday does not count",
        "2016-09-28",
        "looked_after",
        care=care(("2014-01-01", "2014-06-14"), ("2016-07-01", None)),
    ),
    case(
        "the 14th birthday counts",
        "2016-09-28",
        "eligible",
        care=care(("2014-01-01", "2014-06-15"), ("2016-07-01", None)),
    ),
    case(
        "90 days before, and the first day of a second time in care, are 91",
        "2016-07-01",
        "eligible",
        care=care(("2014-07-01", "2014-09-28"), ("2016-07-01", None)),
    ),
    case(
        "89 days before, and the first day of a second time in care, are 90",
        "2016-07-01",
        "looked_after",
        care=care(("2014-07-01", "2014-09-27"), ("2016-07-01", None)),
    ),
    case(
        "short breaks never count towards 91 days",
        "2016-09-29",
        "looked_after",
        care=[*care(("2014-07-01", "2015-07-01"), kind="short_breaks"), *care(("2016-07-02", None))],
    ),
    case("a day of short breaks is not a day looked after", "2016-09-29", "none", care=SHORT_BREAKS),
    # Relevant
    case("on the last day in care somebody is still eligible", "2016-09-01", "eligible", care=LEFT_AT_16),
    case("on the day after care an eligible child is relevant", "2016-09-02", "relevant", care=LEFT_AT_16),
    case(
        "somebody who left on the 91st day is relevant",
        "2016-09-30",
        "relevant",
        care=care(("2016-07-01", "2016-09-29")),
    ),
    case(
        "somebody who left on the 90th day is not relevant, but qualifying",
        "2016-09-29",
        "qualifying",
        care=care(("2016-07-01", "2016-09-28")),
    ),
    case("somebody who left on the day before the 16th birthday is none", AT_16, "none", care=DAYS_91),
    case(
        "somebody who left on the 16th birthday with 91 days is relevant",
        "2016-06-16",
        "relevant",
        care=care(("2016-03-17", AT_16)),
    ),
    case(
        "somebody who was eligible, returned to care and left again is relevant",
        "2017-02-01",
        "relevant",
        care=care(("2016-01-01", "2016-09-01"), ("2017-01-01", "2017-01-05")),
    ),
    case(
        "detained at 16 with 91 days behind them is relevant",
        AT_16,
        "relevant",
        care=DAYS_91,
        at_16="detained",
    ),
    case("detained at 16 with 90 days behind them is none", AT_16, "none", care=DAYS_90, at_16="detained"),
    case(
        "in hospital at 16 with 91 days behind them is relevant",
        AT_16,
        "relevant",
        care=DAYS_91,
        at_16="hospital",
    ),
    case("in hospital at 16 with 90 days behind them is none", AT_16, "none", care=DAYS_90, at_16="hospital"),
    case(
        "detained at 16, days in care after the birthday do not make up 91",
        "2016-06-17",
        "qualifying",
        care=care(("2016-03-18", AT_16)),
        at_16="detained",
    ),
    # At home: six months from 2 September are reached on 2 March
    case(
        "a day short of six months at home somebody is relevant",
        "2017-03-01",
        "relevant",
        care=LEFT_AT_16,
        at_home=AT_HOME,
    ),
    case(
        "six months at home make somebody qualifying",
        "2017-03-02",
        "qualifying",
        care=LEFT_AT_16,
        at_home=AT_HOME,
    ),
    case(
        "six months from 31 August are not reached on 27 February",
        "2017-02-27",
        "relevant",
        care=LEFT_AT_16,
        at_home=[since("2016-08-31"), since("2016-09-02")],
    ),
    case(
        "six months from 30 November are reached on 30 May",
        "2017-05-30",
        "qualifying",
        care=LEFT_AT_16,
        at_home=[since("2016-11-30")],
    ),
    case(
        "six months from 31 October are reached on 30 April, the end of a shorter month",
        "2017-04-30",
        "qualifying",
        care=LEFT_AT_16,
        at_home=AT_HOME_FROM_OCTOBER,
    ),
    case(
        "six months from 31 October are not reached on 29 April",
        "2017-04-29",
        "relevant",
        care=LEFT_AT_16,
        at_home=AT_HOME_FROM_OCTOBER,
    ),
    case(
        "on the last day of a home of more than six months somebody is qualifying",
        "2017-05-01",
        "qualifying",
        care=LEFT_AT_16,
        at_home=AT_HOME_TO_MAY,
    ),
    case(
        "on the day after that home has ended somebody is relevant again",
        "2017-05-02",
        "relevant",
        care=LEFT_AT_16,
        at_home=AT_HOME_TO_MAY,
    ),
    case(
        "two homes that meet are one",
        "2017-03-02",
        "qualifying",
        care=LEFT_AT_16,
        at_home=[since("2016-09-02", "2016-12-01"), since("2016-12-02")],
    ),
    case(
        "two homes a day apart are two",
        "2017-03-02",
        "relevant",
        care=LEFT_AT_16,
        at_home=[since("2016-09-02", "2016-12-01"), since("2016-12-03")],
    ),
    case(
        "two homes that overlap are one",
        "2017-03-02",
        "qualifying",
        care=LEFT_AT_16,
        at_home=[since("2016-12-01"), since("2016-09-02", "2016-12-24")],
    ),
    case(
        "a day in care breaks the time at home",
        "2017-03-02",
        "relevant",
        care=care(("2010-01-01", "2016-09-01"), ("2016-12-01", "2016-12-01")),
        at_home=AT_HOME,
    ),
    case(
        "short breaks do not break the time at home",
        "2017-03-02",
        "qualifying",
        care=[*LEFT_AT_16, *care(("2016-12-01", "2016-12-07"), kind="short_breaks")],
        at_home=AT_HOME,
    ),
    case(
        "time at home is counted from the day after care, whatever was said to have begun before",
        "2017-03-01",
        "relevant",
        care=LEFT_AT_16,
        at_home=[since("2016-01-01")],
    ),
    case(
        "time at home never touches somebody in care",
        "2017-03-02",
        "eligible",
        care=ALL_ALONG,
        at_home=AT_HOME,
    ),
    # Former relevant
    case("on the day before 18 somebody in care is eligible", "2018-06-14", "eligible", care=ALL_ALONG),
    case(
        "on the 18th birthday an eligible child becomes former relevant, though care is said to run on",
        AT_18,
        "former_relevant",
        care=ALL_ALONG,
    ),
    case("relevant on the day before 18 becomes former relevant", AT_18, "former_relevant", care=LEFT_AT_16),
    case(
        "91 days complete on the day before 18 make former relevant",
        AT_18,
        "former_relevant",
        care=care(("2018-03-16", None)),
    ),
    case(
        "90 days complete on the day before 18 make qualifying",
        AT_18,
        "qualifying",
        care=care(("2018-03-17", None)),
    ),
    case("care that begins at 18 is no care", AT_18, "none", care=care((AT_18, None))),
    case(
        "six months at home complete on the day before 18 make qualifying",
        AT_18,
        "qualifying",
        care=LEFT_AT_16,
        at_home=[since("2017-12-14")],
    ),
    case(
        "six months at home complete on the 18th birthday come too late",
        AT_18,
        "former_relevant",
        care=LEFT_AT_16,
        at_home=[since("2017-12-15")],
    ),
    case(
        "a home that ended two days before 18 leaves somebody former relevant",
        AT_18,
        "former_relevant",
        care=LEFT_AT_16,
        at_home=[since("2016-09-02", "2018-06-13")],
    ),
    case("on the day before 25 somebody is former relevant", "2025-06-14", "former_relevant", care=ALL_ALONG),
    case("on the 25th birthday former relevant ends", AT_25, "none", care=ALL_ALONG),
]


@pytest.mark.parametrize(("on", "expected", "facts"), CASES)
def test_status(on: str, expected: str, facts: Facts) -> None:
    assert status({"date_of_birth": BORN, "on": on} | facts) == expected


# Born on 10 October 1995: 21 on 10 October 2016, 22 when support on request to 25 became law on 1 April 2018.
BEFORE_2018 = [
    case("before 2018 former relevant lasts to the day before 21", "2016-10-09", "former_relevant"),
    case("before 2018 former relevant ends at 21", "2016-10-10", "none"),
    case("before 2018 a disability keeps it", "2016-10-10", "former_relevant", disabled=True),
    case(
        "before 2018 a wish to return to study keeps it",
        "2016-10-10",
        "former_relevant",
        returning_to_study=True,
    ),
    case(
        "before 2018 higher education begun on the day before 21 keeps it",
        "2016-10-10",
        "former_relevant",
        study=course("higher", "2016-10-09"),
    ),
    case(
        "before 2018 higher education begun on the 21st birthday does not, but qualifies",
        "2016-10-10",
        "qualifying",
        study=course("higher", "2016-10-10"),
    ),
    case(
        "before 2018 part-time higher education begun before 21 keeps it",
        "2016-10-10",
        "former_relevant",
        study=course("higher", "2014-09-01", full_time=False),
    ),
    case(
        "before 2018 it lasts to the last day of higher education",
        "2017-07-01",
        "former_relevant",
        study=course("higher", "2014-09-01", "2017-07-01"),
    ),
    case(
        "before 2018 it ends on the day after higher education",
        "2017-07-02",
        "none",
        study=course("higher", "2014-09-01", "2017-07-01"),
    ),
    case(
        "before 2018 further education of the plan begun before 21 keeps it",
        "2016-10-10",
        "former_relevant",
        study=course("further", "2014-09-01"),
    ),
    case(
        "before 2018 further education outside the plan does not keep it, but qualifies",
        "2016-10-10",
        "qualifying",
        study=course("further", "2014-09-01") | {"in_plan": False},
    ),
    case(
        "a course of the plan begun before 21 keeps it at 25",
        "2020-10-10",
        "former_relevant",
        study=course("further", "2016-10-09", full_time=False),
    ),
    case(
        "it keeps it to its last day, at any age",
        "2027-07-01",
        "former_relevant",
        study=course("higher", "2016-10-09", "2027-07-01"),
    ),
    case(
        "it ends on the day after",
        "2027-07-02",
        "none",
        study=course("higher", "2016-10-09", "2027-07-01"),
    ),
    case(
        "a course begun on the 21st birthday does not keep it at 25",
        "2020-10-10",
        "none",
        study=course("higher", "2016-10-10"),
    ),
    case(
        "a course outside the plan does not keep it at 25",
        "2020-10-10",
        "none",
        study=course("higher", "2014-09-01") | {"in_plan": False},
    ),
    case("on 31 March 2018 it has ended", "2018-03-31", "none"),
    case("on 1 April 2018 it begins again", "2018-04-01", "former_relevant"),
    case("it then lasts to the day before 25", "2020-10-09", "former_relevant"),
    case("it then ends on the 25th birthday", "2020-10-10", "none"),
    case("a disability does not keep it at 25", "2020-10-10", "none", disabled=True),
]


@pytest.mark.parametrize(("on", "expected", "facts"), BEFORE_2018)
def test_past_21_before_and_after_support_to_25(on: str, expected: str, facts: Facts) -> None:
    person = {"date_of_birth": "1995-10-10", "care": care(("2005-01-01", None))}
    assert status(person | {"on": on} | facts) == expected


def test_somebody_past_25_on_1_april_2018_gets_nothing_back() -> None:
    person: Facts = {"date_of_birth": "1993-04-01", "care": care(("2005-01-01", None)), "on": "2018-04-01"}
    assert status(person) == "none"
    assert status(person | {"date_of_birth": "1993-04-02"}) == "former_relevant"


@pytest.mark.parametrize(
    ("on", "age", "expected"),
    [
        ("2016-02-28", 15, "too_young"),
        ("2016-02-29", 16, "eligible"),
        ("2017-02-28", 16, "eligible"),
        ("2017-03-01", 17, "eligible"),
        ("2018-02-28", 17, "eligible"),
        ("2018-03-01", 18, "former_relevant"),
        ("2025-02-28", 24, "former_relevant"),
        ("2025-03-01", 25, "none"),
    ],
)
def test_somebody_born_on_29_february_reaches_an_age_on_1_march(on: str, age: int, expected: str) -> None:
    answer = explain({"date_of_birth": "2000-02-29", "care": ALL_ALONG, "on": on})
    assert (answer["age"], answer["status"]) == (age, expected)


STAY = {"from": "2016-06-20", "to": "2016-09-01", "kind": "voluntary_organisation"}


@pytest.mark.parametrize(
    ("on", "facts", "expected"),
    [
        ("2014-01-01", {}, (AT_16, "none")),
        ("2014-01-01", {"care": ALL_ALONG}, (AT_16, "eligible")),
        (AT_16, {"care": ALL_ALONG}, (AT_18, "former_relevant")),
        ("2016-07-01", {"care": SINCE_JULY}, ("2016-09-29", "eligible")),
        ("2016-07-01", {"care": care(("2016-07-01", "2016-08-01"))}, ("2016-08-02", "qualifying")),
        ("2016-09-28", {"care": SINCE_JULY}, ("2016-09-29", "eligible")),
        ("2016-09-29", {"care": SINCE_JULY}, (AT_18, "former_relevant")),
        ("2018-05-01", {"care": care(("2018-05-01", None))}, (AT_18, "qualifying")),
        ("2016-10-01", {"care": LEFT_AT_16, "at_home": AT_HOME}, ("2017-03-02", "qualifying")),
        ("2017-03-02", {"care": LEFT_AT_16, "at_home": AT_HOME}, (AT_21, "none")),
        (AT_18, {"care": ALL_ALONG}, (AT_25, "none")),
        ("2025-06-14", {"care": ALL_ALONG}, (AT_25, "none")),
        (AT_25, {"care": ALL_ALONG}, None),
        (
            AT_25,
            {"care": ALL_ALONG, "study": course("higher", "2019-09-01", "2026-07-01")},
            ("2026-07-02", "none"),
        ),
        (AT_25, {"care": ALL_ALONG, "study": course("higher", "2019-09-01")}, None),
        ("2016-07-01", {"accommodated": [STAY]}, ("2016-09-02", "qualifying")),
        ("2019-01-01", {}, None),
        ("2018-01-01", {"care": ALL_ALONG, "date_of_birth": "1995-10-10"}, ("2018-04-01", "former_relevant")),
    ],
    ids=[
        "a child who was never in care waits for 16 and nothing comes",
        "a child in care becomes eligible at 16",
        "an eligible child becomes former relevant at 18",
        "on the first day in care the 91st day is next",
        "an end of care before the 91st day comes first",
        "on the 90th day in care the next day is next",
        "on the 91st day in care 18 is next",
        "18 comes before the 91st day",
        "six months at home are next while they run",
        "after six months at home nothing changes before 21",
        "former relevant lasts to 25",
        "on the day before 25 the birthday is next",
        "after 25 nothing is next",
        "after 25 the end of a course of the plan is next",
        "a course without an end has nothing after it",
        "the end of a stay that counts is next",
        "nothing changes for somebody who was never in care",
        "support that had ended at 21 comes back on 1 April 2018",
    ],
)
def test_next(on: str, facts: Facts, expected: tuple[str, str] | None) -> None:
    change = explain({"date_of_birth": BORN, "on": on} | facts)["next"]
    assert (change and (change["on"], change["status"])) == expected
    assert change is None or change["why"]


def test_somebody_too_young_is_told_what_will_come_and_when() -> None:
    answer = explain({"date_of_birth": BORN, "on": "2014-01-01", "care": ALL_ALONG})
    assert answer["next"]["on"] == AT_16
    assert answer["because"]
