"""The lines of the first rows of the table that ask of more than the column."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from support.entitlement_people import care, case, course, eligible, former_relevant, owed, since
from support.oracle import Facts
from support.oracle_figures import UC_25, UC_UNDER_25, figure_on


def at(on: str, **facts: Any) -> Facts:
    """Born on 15 June 2008, and in care from 2015 unless said otherwise."""
    return {"on": on, "date_of_birth": "2008-06-15", "care": care(("2015-01-01", None))} | facts


NEVER: dict[str, Any] = {"care": []}
AGED_17, AGED_18 = "2026-06-14", "2026-06-15"
LINES = [
    case("in care, 28 weeks pregnant", AGED_17, "universal_credit no", pregnant_weeks=29),
    case(
        "not in care, 28 weeks pregnant",
        AGED_17,
        "universal_credit no",
        **NEVER,
        pregnant_weeks=28,
        living="family",
    ),
    case(
        "not in care, 29 weeks pregnant",
        AGED_17,
        "universal_credit may",
        **NEVER,
        pregnant_weeks=29,
        living="family",
    ),
    case("not in care, with family", AGED_17, "universal_credit no", **NEVER, living="family"),
    case("not in care, without family", AGED_17, "universal_credit may", **NEVER, living="other"),
    case("in care, with a child", AGED_17, "universal_credit may", children=1),
    case("no home at 17", AGED_17, "section_20_accommodation yes", **NEVER, living="homeless"),
    case("no home at 18", AGED_18, "section_20_accommodation no", **NEVER, living="homeless"),
    case(
        "housed from the day itself",
        AGED_17,
        "looked_after_review may",
        **NEVER,
        housed_by_council=since(AGED_17),
    ),
    case("housed from 18", "2027-01-01", "looked_after_review no", **NEVER, housed_by_council=since(AGED_18)),
    case(
        "housed at 17, long ago",
        "2030-01-01",
        "looked_after_review may",
        **NEVER,
        housed_by_council=since(AGED_17),
    ),
    case(
        "fostered to the 16th birthday",
        AGED_18,
        "needs_assessment may",
        **NEVER,
        privately_fostered=since("2020-01-01", "2024-06-15"),
    ),
    case(
        "fostered to the day before 16",
        AGED_18,
        "needs_assessment no",
        **NEVER,
        privately_fostered=since("2020-01-01", "2024-06-14"),
    ),
    case("fostered from 18", AGED_18, "needs_assessment no", **NEVER, privately_fostered=since(AGED_18)),
    case(
        "fostered, at 21",
        "2029-06-15",
        "needs_assessment no",
        **NEVER,
        privately_fostered=since("2020-01-01"),
    ),
    case("with foster carers, eligible the day before 18", AGED_18, "staying_put yes", living="foster_care"),
    case(
        "with foster carers, relevant the day before 18",
        AGED_18,
        "staying_put no",
        care=care(("2015-01-01", "2026-01-01")),
        living="foster_care",
    ),
]


@pytest.mark.parametrize(("on", "expected", "facts"), LINES)
def test_a_line_of_the_table(on: str, expected: str, facts: Facts) -> None:
    name, answer = expected.split()
    assert owed(at(on, **facts), name)["answer"] == answer


@pytest.mark.parametrize("on", ["2025-04-06", "2025-04-07", "2026-04-05", "2026-04-06"])
def test_universal_credit_names_the_allowance_of_the_day_for_oneself_alone(on: str) -> None:
    amount = owed(former_relevant(on), "universal_credit")["amount"]
    figure = figure_on(UC_UNDER_25, date.fromisoformat(on).toordinal())
    assert (amount and amount["value"]) == (figure and figure["value"])
    assert amount is None or (amount["cap"], amount["per"]) == ("exact", "month")
    conditions = " ".join(owed(former_relevant(on), "universal_credit")["conditions"])
    assert "It can be more with rent, a child or an illness" in conditions


def test_from_25_universal_credit_is_more() -> None:
    on = date(2026, 6, 1)
    person = former_relevant(on.isoformat(), age=26, study=course("higher", "2012-09-01", full_time=False))
    under_25, from_25 = (figure_on(name, on.toordinal()) for name in (UC_UNDER_25, UC_25))
    assert under_25
    assert from_25
    value = owed(person, "universal_credit")["amount"]["value"]
    assert value == from_25["value"]
    assert Decimal(value) > Decimal(under_25["value"])


@pytest.mark.parametrize(
    ("born", "began", "in_plan", "expected"),
    [
        ("2000-05-01", "2021-05-01", True, "unknown"),
        ("2000-05-01", "2025-04-30", True, "unknown"),
        ("2000-05-01", "2025-05-01", True, "no"),
        ("2000-05-01", "2023-09-01", False, "no"),
        ("2000-05-01", "2021-04-30", True, "yes"),
    ],
    ids=["on the 21st birthday", "on the day before 25", "at 25", "not in the plan", "before 21"],
)
def test_a_course_of_the_plan_begun_from_21_leaves_it_open_whether_help_goes_on_after_25(
    born: str, began: str, in_plan: bool, expected: str
) -> None:
    study = course("higher", began) | {"in_plan": in_plan}
    person = {"on": "2026-06-01", "date_of_birth": born, "care": care(("2012-01-01", None)), "study": study}
    assert owed(person, "personal_adviser")["answer"] == expected
    assert owed(person, "pathway_plan")["answer"] == expected
    assert owed(person, "education_costs")["answer"] == ("no" if expected == "no" else "may")


IN_HOSPITAL = [since("2024-01-01", "2024-09-01") | {"kind": "hospital"}]
BRIEFLY = care(("2024-07-01", "2024-07-10"))


def test_whoever_was_never_in_care_is_not_told_to_say_so() -> None:
    first = owed(at(AGED_18, care=BRIEFLY, living="homeless"), "accommodation")
    second = owed(at(AGED_18, **NEVER, accommodated=IN_HOSPITAL, living="homeless"), "accommodation")
    assert "you were in care" in first["how_to_ask"]
    assert "you were in care" not in second["how_to_ask"]
    assert "where you stayed after you turned 16" in second["how_to_ask"]
    assert (first["answer"], first["reason"]) == (second["answer"], second["reason"])


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("personal_adviser", {}),
        ("keep_in_touch", {}),
        ("accommodation", {"care": BRIEFLY, "living": "homeless"}),
    ],
)
def test_another_council_is_asked_itself(name: str, facts: Facts) -> None:
    asked = {to: owed(at(AGED_18, authority=to, **facts), name)["how_to_ask"] for to in ("kent", "other")}
    assert "Kent" in asked["kent"]
    assert asked["other"] == "Ring the council that looked after you, and ask for its care leaver team."


def test_a_child_who_waits_and_will_be_qualifying_is_told_what_changes_at_18() -> None:
    waiting: Facts = {"care": BRIEFLY, "immigration": "waiting"}
    row = owed(at(AGED_17, **waiting), "asylum_support")
    assert (row["answer"], "Migrant Help" in row["would_change"]) == ("no", True)
    assert owed(at(AGED_17, immigration="waiting"), "asylum_support")["would_change"] is None


def test_the_home_office_may_help_a_child_with_their_parents() -> None:
    for facts in (NEVER, {"care": BRIEFLY}, {}):
        row = owed(at(AGED_17, **facts, immigration="waiting", living="family"), "asylum_support")
        assert row["answer"] == "no"
        assert "with your parents" in row["reason"]
    citizen = owed(at(AGED_17, **NEVER, living="family"), "asylum_support")
    assert "parents" not in citizen["reason"]


def test_whoever_was_refused_asks_for_money_while_the_assessment_is_made() -> None:
    row = owed(at(AGED_18, immigration="appeal_rights_exhausted"), "weekly_allowance")
    assert (row["answer"], row["decided_by"]) == ("may", "assessment")
    assert "while the human rights assessment is made" in row["how_to_ask"]


def test_a_child_alone_brings_nobody_a_benefit_in_custody() -> None:
    held = eligible("2026-06-01", living="custody")
    assert owed(held, "universal_credit")["would_change"] is None
    assert owed(held | {"children": 1}, "universal_credit")["would_change"] == "You leave custody."


@pytest.mark.parametrize("last_day", [None, "2026-12-01"])
def test_a_relevant_child_put_out_by_the_family_is_owed_a_home_and_money(last_day: str | None) -> None:
    put_out = {
        "on": "2026-12-01",
        "date_of_birth": "2009-04-10",
        "care": [{"from": "2022-01-05", "to": "2026-08-05"}],
        "at_home": [{"from": "2026-08-05", "to": last_day}],
        "living": "homeless",
    }
    assert owed(put_out, "accommodation")["answer"] == "yes"
    assert owed(put_out, "weekly_allowance")["answer"] == "yes"
    assert owed(put_out | {"living": "family"}, "accommodation")["answer"] == "no"


def test_without_a_worker_of_another_council_nobody_is_sent_to_one() -> None:
    """Whoever was never in care has no adviser, whichever council it is."""
    stay = {"from": "2024-07-01", "to": "2025-01-01", "kind": "hospital"}
    second = {"on": "2026-12-01", "date_of_birth": "2008-05-01", "accommodated": [stay]}
    here = owed(second, "universal_credit")["how_to_ask"]
    assert owed(second | {"authority": "other"}, "universal_credit")["how_to_ask"] == here
    assert "adviser" not in here
    assert (
        "Kent"
        not in owed(second | {"authority": "other", "living": "homeless"}, "accommodation")["how_to_ask"]
    )
