"""What the rules look at: the column of the table that somebody is in, and what is counted for them."""

import json
from datetime import date
from typing import Any

import pytest

from kentcare.offer.entitlements.case import (
    ELIGIBLE,
    FORMER_RELEVANT,
    FORMER_RELEVANT_21,
    FORMER_RELEVANT_25,
    LOOKED_AFTER,
    NOBODY,
    QUALIFYING,
    RELEVANT,
    TOO_YOUNG,
    Case,
)
from kentcare.offer.entitlements.engine import engine
from kentcare.offer.entitlements.facts import read
from kentcare.paths import CONTENT
from support.entitlement_people import (
    ALL_ALONG,
    AT_16,
    AT_18,
    AT_21,
    AT_25,
    AT_HOME,
    BORN,
    EVERYBODY,
    LEFT_AT_16,
    SHORT_BREAKS,
    SOME_OTHER_DAY,
    care,
    course,
    day_before,
)
from support.oracle import Facts


def case_of(facts: Facts) -> Case:
    known = read(json.dumps(facts), SOME_OTHER_DAY)
    assert isinstance(known.on, date)
    return Case(known, engine(CONTENT).life(known), known.on.toordinal())


def born_in_june(on: str, **more: Any) -> Case:
    return case_of({"date_of_birth": BORN, "on": on} | more)


COLUMNS = {
    "looked_after": LOOKED_AFTER,
    "eligible": ELIGIBLE,
    "relevant": RELEVANT,
    "former_relevant": FORMER_RELEVANT,
    "former_relevant_at_22": FORMER_RELEVANT_21,
    "qualifying": QUALIFYING,
    "nobody": NOBODY,
    "too_young": TOO_YOUNG,
}


@pytest.mark.parametrize("name", EVERYBODY)
def test_each_status_has_its_column(name: str) -> None:
    assert case_of(EVERYBODY[name]("2019-06-01")).column == COLUMNS[name]


def test_a_child_under_16_is_looked_after_only_while_in_care() -> None:
    assert born_in_june("2015-01-01", care=ALL_ALONG).column == LOOKED_AFTER
    assert born_in_june("2015-01-01", care=SHORT_BREAKS).column == TOO_YOUNG


def test_the_column_from_21_begins_on_the_birthday() -> None:
    assert born_in_june(day_before(AT_21), care=ALL_ALONG).column == FORMER_RELEVANT
    assert born_in_june(AT_21, care=ALL_ALONG).column == FORMER_RELEVANT_21


def test_the_column_from_25_is_for_a_course_of_the_plan() -> None:
    studying: Facts = {"care": ALL_ALONG, "study": course("higher", "2019-09-01")}
    assert born_in_june(day_before(AT_25), **studying).column == FORMER_RELEVANT_21
    assert born_in_june(AT_25, **studying).column == FORMER_RELEVANT_25
    assert born_in_june(AT_25, care=ALL_ALONG).column == NOBODY


def test_days_at_home_count_from_nought_and_only_while_somebody_is_there() -> None:
    home: Facts = {"care": LEFT_AT_16, "at_home": AT_HOME}
    assert born_in_june("2016-09-02", **home).days_at_home == 0
    assert born_in_june("2016-09-12", **home).days_at_home == 10
    assert born_in_june("2016-09-01", **home).days_at_home is None
    assert born_in_june("2016-09-02", care=LEFT_AT_16).days_at_home is None


@pytest.mark.parametrize(
    ("claimed", "first"), [(None, AT_18), ("2018-05-20", AT_18), ("2018-07-01", "2018-07-01")]
)
def test_the_28_days_of_a_claim_begin_with_it_and_never_before_18(claimed: str | None, first: str) -> None:
    assert born_in_june(first, care=ALL_ALONG, benefit_claimed_on=claimed).subsistence_day == 0


@pytest.mark.parametrize(
    ("facts", "left"),
    [
        ({"on": day_before(AT_18)}, False),
        ({"on": AT_18}, True),
        ({"on": AT_18, "immigration": "waiting"}, False),
        ({"on": AT_18, "immigration": "no_leave"}, True),
        ({"on": AT_21}, True),
        ({"on": AT_18, "care": []}, False),
        ({"on": AT_18, "care": care((AT_16, AT_16))}, True),
        ({"on": day_before(AT_18), "care": care((AT_16, AT_16))}, False),
    ],
)
def test_a_human_rights_assessment_is_for_the_groups_from_18_without_permission(
    facts: Facts, left: bool
) -> None:
    known = {"date_of_birth": BORN, "care": ALL_ALONG, "immigration": "appeal_rights_exhausted"} | facts
    assert case_of(known).left_to_assessment is left
