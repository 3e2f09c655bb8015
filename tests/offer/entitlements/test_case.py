"""What the rules look at: the column of the table that somebody is in, and what is counted for them."""

import json
from datetime import date
from typing import Any

import pytest

from kentcare.offer.entitlements.case import (
    ELIGIBLE,
    FORMER_RELEVANT,
    FORMER_RELEVANT_21,
    LOOKED_AFTER,
    NOBODY,
    QUALIFYING,
    RELEVANT,
    Case,
)
from kentcare.offer.entitlements.engine import engine
from kentcare.offer.entitlements.facts import read
from kentcare.paths import CONTENT
from support.entitlement_people import (
    ALL_ALONG,
    AT_18,
    AT_21,
    AT_HOME,
    BORN,
    EVERYBODY,
    LEFT_AT_16,
    SHORT_BREAKS,
    SOME_OTHER_DAY,
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
    "too_young": NOBODY,
}


@pytest.mark.parametrize("name", EVERYBODY)
def test_each_status_has_its_column(name: str) -> None:
    assert case_of(EVERYBODY[name]("2019-06-01")).column == COLUMNS[name]


def test_a_child_under_16_is_looked_after_only_while_in_care() -> None:
    assert born_in_june("2015-01-01", care=ALL_ALONG).column == LOOKED_AFTER
    assert born_in_june("2015-01-01", care=SHORT_BREAKS).column == NOBODY


def test_the_column_from_21_begins_on_the_birthday() -> None:
    assert born_in_june(day_before(AT_21), care=ALL_ALONG).column == FORMER_RELEVANT
    assert born_in_june(AT_21, care=ALL_ALONG).column == FORMER_RELEVANT_21


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


def test_a_course_begun_on_the_19th_birthday_was_not_begun_before_it() -> None:
    for start, expected in (("2019-06-14", True), ("2019-06-15", False)):
        found = born_in_june("2019-09-01", study=course("further", start))
        assert (found.began_course_before_19, found.in_further, found.in_higher) == (expected, True, False)
    assert not born_in_june("2019-09-01").began_course_before_19
