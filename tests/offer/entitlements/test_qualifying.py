"""Who qualifies, from when and until when (Children Act 1989, s.24 and 24B)."""

from typing import Any

import pytest

from support.entitlement_people import (
    ALL_ALONG,
    AT_16,
    AT_18,
    AT_21,
    AT_25,
    AT_HOME,
    BORN,
    COURSE_TO_2022,
    DAYS_91,
    LEFT_AT_16,
    ONE_DAY_AT_16,
    care,
    case,
    course,
    explain,
    since,
    status,
)
from support.oracle import Facts

CASES = [
    # Time in care
    case(
        "in care at 16 for a day is qualifying to the day before 21",
        "2021-06-14",
        "qualifying",
        care=ONE_DAY_AT_16,
    ),
    case("qualifying ends on the 21st birthday", AT_21, "none", care=ONE_DAY_AT_16),
    case(
        "qualifying lasts past 21 in full-time further education",
        AT_21,
        "qualifying",
        care=ONE_DAY_AT_16,
        study=course("further", "2019-09-01"),
    ),
    case(
        "qualifying lasts past 21 in full-time higher education",
        AT_21,
        "qualifying",
        care=ONE_DAY_AT_16,
        study=course("higher", "2019-09-01"),
    ),
    case(
        "qualifying lasts past 21 on a part-time course",
        AT_21,
        "qualifying",
        care=ONE_DAY_AT_16,
        study=course("further", "2019-09-01", full_time=False),
    ),
    case(
        "qualifying lasts past 21 with the wish to study",
        "2025-06-14",
        "qualifying",
        care=ONE_DAY_AT_16,
        returning_to_study=True,
    ),
    case(
        "the wish to study does not count at 25",
        AT_25,
        "none",
        care=ONE_DAY_AT_16,
        returning_to_study=True,
    ),
    case(
        "special guardianship with the wish to study lasts past 21",
        AT_21,
        "qualifying",
        special_guardianship=since("2012-01-01"),
        returning_to_study=True,
    ),
    case(
        "qualifying lasts to the last day of the course",
        "2022-07-01",
        "qualifying",
        care=ONE_DAY_AT_16,
        study=COURSE_TO_2022,
    ),
    case(
        "qualifying ends on the day after the course",
        "2022-07-02",
        "none",
        care=ONE_DAY_AT_16,
        study=COURSE_TO_2022,
    ),
    case(
        "qualifying comes back on the first day of a course at 23",
        "2023-09-01",
        "qualifying",
        care=ONE_DAY_AT_16,
        study=course("further", "2023-09-01"),
    ),
    case(
        "on the day before that course there is no status",
        "2023-08-31",
        "none",
        care=ONE_DAY_AT_16,
        study=course("further", "2023-09-01"),
    ),
    case(
        "on the day before 25 a student qualifies",
        "2025-06-14",
        "qualifying",
        care=ONE_DAY_AT_16,
        study=course("higher", "2019-09-01"),
    ),
    case(
        "on the 25th birthday a student no longer qualifies",
        AT_25,
        "none",
        care=ONE_DAY_AT_16,
        study=course("higher", "2019-09-01"),
    ),
    case(
        "home for six months before 18 qualifies until 21",
        "2021-06-14",
        "qualifying",
        care=LEFT_AT_16,
        at_home=AT_HOME,
    ),
    case(
        "home for six months before 18 no longer qualifies at 21",
        AT_21,
        "none",
        care=LEFT_AT_16,
        at_home=AT_HOME,
    ),
    case(
        "detained at 16 and then home past 18 qualifies without a day of care from 16",
        AT_18,
        "qualifying",
        care=DAYS_91,
        at_16="detained",
        at_home=[since("2016-06-15")],
    ),
    # Special guardianship
    case(
        "a special guardianship in force makes somebody of 16 qualifying",
        AT_16,
        "qualifying",
        special_guardianship=since("2012-01-01", AT_16),
    ),
    case(
        "a special guardianship that ended on the day before does not",
        AT_16,
        "none",
        special_guardianship=since("2012-01-01", "2016-06-14"),
    ),
    case(
        "a special guardianship that begins at 17 counts from its first day",
        "2017-07-01",
        "qualifying",
        special_guardianship=since("2017-07-01"),
    ),
    case(
        "a special guardianship that begins at 17 does not count before",
        "2017-06-30",
        "none",
        special_guardianship=since("2017-07-01"),
    ),
    case(
        "a special guardianship in force on the day before 18 counts at 19",
        "2019-09-01",
        "qualifying",
        special_guardianship=since("2012-01-01", "2018-06-14"),
    ),
    case(
        "a special guardianship that ended two days before 18 does not count at 19",
        "2019-09-01",
        "none",
        special_guardianship=since("2012-01-01", "2018-06-13"),
    ),
    # Private fostering
    case(
        "disabled and privately fostered on the 16th birthday qualifies at 20",
        "2020-09-01",
        "qualifying",
        disabled=True,
        privately_fostered=since("2012-01-01", AT_16),
    ),
    case(
        "disabled and privately fostered up to the day before 16 does not",
        "2020-09-01",
        "none",
        disabled=True,
        privately_fostered=since("2012-01-01", "2016-06-14"),
    ),
    case(
        "privately fostered without a disability does not qualify",
        "2020-09-01",
        "none",
        privately_fostered=since("2012-01-01", AT_16),
    ),
    case(
        "private fostering does not count while it goes on",
        "2018-06-14",
        "none",
        disabled=True,
        privately_fostered=since("2017-09-01"),
    ),
    case(
        "private fostering that goes on has ended at 18",
        AT_18,
        "qualifying",
        disabled=True,
        privately_fostered=since("2017-09-01"),
    ),
    case(
        "private fostering counts from the day after it",
        "2017-09-02",
        "qualifying",
        disabled=True,
        privately_fostered=since("2012-01-01", "2017-09-01"),
    ),
    case(
        "private fostering said to begin at 18 counts for nothing",
        "2019-09-01",
        "none",
        disabled=True,
        privately_fostered=since(AT_18, "2019-01-01"),
    ),
    case(
        "private fostering ends at 21, whatever the study",
        AT_21,
        "none",
        disabled=True,
        privately_fostered=since("2012-01-01", "2017-09-01"),
        study=course("higher", "2019-09-01"),
    ),
    # No status
    case("never in care is none", "2019-01-01", "none"),
    case(
        "in care as a small child only is none", "2019-01-01", "none", care=care(("2003-01-01", "2009-01-01"))
    ),
    case(
        "another council's care gives the same status",
        AT_18,
        "former_relevant",
        care=ALL_ALONG,
        authority="other",
    ),
]


def stay(start: str, to: str | None, kind: str = "hospital") -> dict[str, Any]:
    return since(start, to) | {"kind": kind}


# Stays in other places: the sentence, the day, the status, and the stays.
STAYS = [
    (
        "three months in hospital, over the day before",
        "2017-04-15",
        "qualifying",
        [stay("2017-01-15", "2017-04-14")],
    ),
    ("a day short of three months", "2017-04-14", "none", [stay("2017-01-15", "2017-04-13")]),
    ("three months that go on", "2017-06-01", "none", [stay("2017-01-15", None)]),
    ("on the last day of the stay", "2017-04-14", "none", [stay("2017-01-15", "2017-04-14")]),
    ("three months begun before 16", "2016-06-17", "qualifying", [stay("2016-03-17", "2016-06-16")]),
    ("a stay over on the day before 16", "2016-09-01", "none", [stay("2016-01-01", "2016-06-14")]),
    ("a stay to the 16th birthday", "2016-09-01", "qualifying", [stay("2016-01-01", "2016-06-15")]),
    (
        "three months complete on the day before 18",
        "2019-01-01",
        "qualifying",
        [stay("2018-03-15", "2018-07-01")],
    ),
    ("three months complete on the 18th birthday", "2019-01-01", "none", [stay("2018-03-16", "2018-07-01")]),
    ("three months to the end of a February", "2017-02-28", "qualifying", [stay("2016-11-30", "2017-02-27")]),
    (
        "a hospital and a care home that meet",
        "2017-05-01",
        "qualifying",
        [stay("2017-01-15", "2017-02-28"), stay("2017-03-01", "2017-04-14", "care_home")],
    ),
    (
        "a hospital and a care home a day apart",
        "2017-05-01",
        "none",
        [stay("2017-01-15", "2017-02-28"), stay("2017-03-02", "2017-04-20", "care_home")],
    ),
    (
        "a hospital and a school that meet",
        "2017-05-01",
        "none",
        [stay("2017-01-15", "2017-02-28"), stay("2017-03-01", "2017-04-14", "residential_school")],
    ),
    (
        "a stay that is over, beside one that goes on",
        "2017-05-01",
        "qualifying",
        [stay("2017-04-01", "2017-04-02", "private_childrens_home"), stay("2017-01-01", None)],
    ),
    ("a day in a private home", "2016-06-16", "qualifying", [stay(AT_16, AT_16, "private_childrens_home")]),
    (
        "a day with a charity",
        "2017-05-02",
        "qualifying",
        [stay("2017-05-01", "2017-05-01", "voluntary_organisation")],
    ),
    (
        "a charity's home before 16",
        "2017-05-02",
        "none",
        [stay("2016-01-01", "2016-06-14", "voluntary_organisation")],
    ),
    ("a charity's home from 18", "2019-05-02", "none", [stay(AT_18, "2019-01-01", "voluntary_organisation")]),
    ("on the day before 21", "2021-06-14", "qualifying", [stay(AT_16, AT_16, "private_childrens_home")]),
    ("on the 21st birthday", AT_21, "none", [stay(AT_16, AT_16, "private_childrens_home")]),
]


@pytest.mark.parametrize(
    ("on", "expected", "stays"), [pytest.param(*rest, id=sentence) for sentence, *rest in STAYS]
)
def test_a_stay_in_another_place(on: str, expected: str, stays: list[dict[str, Any]]) -> None:
    # A stay brings the second group alone, which study does not carry past 21.
    person = {"date_of_birth": BORN, "on": on, "accommodated": stays, "returning_to_study": True}
    assert status(person) == expected


@pytest.mark.parametrize(("on", "expected", "facts"), CASES)
def test_status(on: str, expected: str, facts: Facts) -> None:
    assert status({"date_of_birth": BORN, "on": on} | facts) == expected


def test_somebody_without_a_status_is_told_where_else_to_get_help() -> None:
    assert explain({"date_of_birth": BORN, "on": AT_18})["signposts"]
