"""Why somebody has a status: the sentences of content/answer/status.yaml, in the order of the law."""

import json
from datetime import date
from typing import Any

import pytest

from kentcare.offer.entitlements.answer import Because
from kentcare.offer.entitlements.case import Case
from kentcare.offer.entitlements.engine import engine
from kentcare.offer.entitlements.facts import read
from kentcare.offer.entitlements.reasons import in_words, reasons_for
from kentcare.paths import CONTENT
from support.entitlement_people import AT_HOME, BORN, LEFT_AT_16, SINCE_JULY, SOME_OTHER_DAY, care

ENGINE = engine(CONTENT)
BOOK = ENGINE.book


def reasons(on: str, **facts: Any) -> list[Because]:
    known = read(json.dumps({"date_of_birth": BORN, "on": on} | facts), SOME_OTHER_DAY)
    assert isinstance(known.on, date)
    return reasons_for(Case(known, ENGINE.life(known), known.on.toordinal()), BOOK)


def sentences(keys: str, **places: object) -> list[Because]:
    """The sentences of these keys, with their places filled."""
    found = (BOOK.because[key] for key in keys.split())
    return [Because(text.format(**places), source) for text, source in found]


@pytest.mark.parametrize(
    ("on", "facts", "keys", "places"),
    [
        ("2014-01-01", {}, "age sixteen_comes", {"age": 13, "at_16": "15 June 2016"}),
        (
            "2016-08-01",
            {"care": SINCE_JULY},
            "in_care_now not_yet_thirteen_weeks",
            {"age": 16, "days": 32, "needed": 91},
        ),
        (
            "2016-12-31",
            {"care": care(("2016-07-01", "2016-09-29"))},
            "age left_care thirteen_weeks",
            {"age": 16, "last_day": "29 September 2016", "days": 91, "needed": 91},
        ),
        (
            "2017-03-02",
            {"care": LEFT_AT_16, "at_home": AT_HOME},
            "age six_months_at_home",
            {"age": 16, "home_since": "2 September 2016"},
        ),
    ],
    ids=["too young", "looked after", "relevant", "six months at home"],
)
def test_a_reason_is_said_with_its_numbers_and_days(
    on: str, facts: dict[str, Any], keys: str, places: dict[str, object]
) -> None:
    assert reasons(on, **facts) == sentences(keys, **places)


def test_a_former_relevant_young_person_is_told_what_they_were_the_day_before_18() -> None:
    in_care = reasons("2019-01-01", care=SINCE_JULY)
    assert in_care == sentences("age in_care_at_18 thirteen_weeks", age=18, days=714, needed=91)
    left = reasons("2019-01-01", care=LEFT_AT_16)
    assert left == sentences("age relevant_at_18", age=18)


def test_permission_that_ended_is_said_with_its_day() -> None:
    plain = reasons("2026-01-01", care=LEFT_AT_16, immigration="no_leave")
    ended = reasons("2026-01-01", care=LEFT_AT_16, immigration="leave", leave_to="2025-12-31")
    assert ended == plain + sentences("permission_ended", leave_to="31 December 2025")
    lasting = reasons("2025-12-31", care=LEFT_AT_16, immigration="leave", leave_to="2025-12-31")
    assert lasting == reasons("2025-12-31", care=LEFT_AT_16)


def test_housing_by_a_council_is_said_where_care_may_have_been_owed() -> None:
    housed: dict[str, Any] = {"housed_by_council": {"from": "2016-08-01"}}
    person = {"date_of_birth": BORN, "on": "2019-01-01"} | housed
    because = json.loads(ENGINE.explain(read(json.dumps(person), SOME_OTHER_DAY)).json)["because"]
    assert because[-1]["text"] == BOOK.because["housed_by_council"][0]
    # Somebody who was in care for long enough has these rights already.
    person["care"] = LEFT_AT_16
    because = json.loads(ENGINE.explain(read(json.dumps(person), SOME_OTHER_DAY)).json)["because"]
    assert BOOK.because["housed_by_council"][0] not in [why["text"] for why in because]


def test_another_council_is_said_last() -> None:
    kent, other = (reasons("2019-01-01", care=LEFT_AT_16, authority=name) for name in ("kent", "other"))
    assert other == kent + sentences("other_council")


def test_a_day_is_written_with_the_month_of_the_book() -> None:
    loud = BOOK.in_language(lambda text, where: text.upper())
    day = date(2015, 9, 1).toordinal()
    assert (in_words(day, BOOK), in_words(day, loud)) == ("1 September 2015", "1 SEPTEMBER 2015")
