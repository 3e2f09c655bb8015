"""The lines of the last rows of the table that ask of more than the column."""

from typing import Any, get_args

import pytest

from kentcare.offer.entitlements.facts import Immigration
from support.entitlement_people import care, case, course, owed, since
from support.oracle import Facts


def at(on: str, **facts: Any) -> Facts:
    """Born on 15 June 2008, and in care from 2015 unless said otherwise."""
    return {"on": on, "date_of_birth": "2008-06-15", "care": care(("2015-01-01", None))} | facts


NEVER: dict[str, Any] = {"care": []}
BRIEFLY: dict[str, Any] = {"care": care(("2024-07-01", "2024-07-10"))}
AGED_17, AGED_18 = "2026-06-14", "2026-06-15"
LINES = [
    case("savings wait for 18", AGED_17, "savings no", **BRIEFLY),
    case("savings at 18 of who was in care", AGED_18, "savings may", **BRIEFLY),
    case("savings at 18 of who never was", AGED_18, "savings no", **NEVER),
    case(
        "qualifying, and once a care leaver",
        AGED_18,
        "one_bed_housing_rate yes",
        care=care(("2015-01-01", "2025-01-01")),
        at_home=[since("2025-01-02")],
    ),
    case(
        "held at 16, and relevant between two times at home",
        AGED_18,
        "one_bed_housing_rate yes",
        care=care(("2023-01-01", "2024-01-01")),
        at_16="detained",
        at_home=[since("2025-01-02")],
    ),
    case(
        "held at 16, but at home all along",
        AGED_18,
        "one_bed_housing_rate no",
        care=care(("2023-01-01", "2023-12-01")),
        at_16="detained",
        at_home=[since("2023-12-02")],
    ),
    case("study at 18", "2027-06-14", "health_costs yes", study=course("further", "2025-09-01")),
    case("study at 19", "2027-06-15", "health_costs may", study=course("further", "2025-09-01")),
    case("leave without a day", AGED_17, "legal_advice_immigration may", immigration="leave"),
    case(
        "leave for a year, at 17",
        AGED_17,
        "legal_advice_immigration yes",
        immigration="leave",
        leave_to="2027-06-14",
    ),
    case(
        "leave for longer", AGED_17, "legal_advice_immigration no", immigration="leave", leave_to="2027-06-15"
    ),
    case("leave that ended", AGED_18, "legal_advice_immigration may", immigration="leave", leave_to=AGED_17),
    case("leave extended at 18", AGED_18, "legal_advice_immigration may", immigration="leave_extended"),
]


@pytest.mark.parametrize(("on", "expected", "facts"), LINES)
def test_a_line_of_the_table(on: str, expected: str, facts: Facts) -> None:
    name, answer = expected.split()
    assert owed(at(on, **facts), name)["answer"] == answer


def test_the_last_day_of_permission_still_is_permission() -> None:
    for on, answer in (("2027-01-31", "yes"), ("2027-02-01", "no")):
        person = at(on, immigration="leave", leave_to="2027-01-31")
        assert owed(person, "universal_credit")["answer"] == answer
    extended = at("2027-02-01", immigration="leave_extended", leave_to="2027-01-31")
    assert owed(extended, "universal_credit")["answer"] == "yes"


# Somebody of 25 and more without a status: what we answer up to 25 only, whatever else is true of them.
UP_TO_25 = (
    "universal_credit",
    "asylum_support",
    "personal_independence_payment",
    "health_costs",
    "homelessness_help",
    "priority_need",
)


@pytest.mark.parametrize("name", UP_TO_25)
def test_from_25_without_a_status_some_rows_say_that_we_do_not_answer(name: str) -> None:
    needs: dict[str, Any] = {"living": "homeless"} | {"disabled": True, "pregnant_weeks": 30}
    needs |= {"immigration": "waiting"} if name == "asylum_support" else {}
    at_24: Facts = {"on": "2025-06-14", "date_of_birth": "2000-06-15"} | needs
    assert owed(at_24, name)["answer"] in ("yes", "may")
    row = owed(at_24 | {"on": "2025-06-15"}, name)
    assert row["answer"] == "no"
    assert "25" in row["reason"]


@pytest.mark.parametrize("name", ["passport_or_travel_document", "birth_certificate"])
@pytest.mark.parametrize("on", [AGED_17, AGED_18])
def test_whoever_may_have_asked_for_asylum_is_warned_of_their_embassy(name: str, on: str) -> None:
    for immigration in get_args(Immigration):
        row = owed(at(on, immigration=immigration), name)
        warned = any("embassy" in condition for condition in row["conditions"])
        assert (immigration, warned) == (immigration, immigration not in ("none", "pre_settled"))


def test_a_lawyer_is_seen_six_months_before_permission_ends() -> None:
    for leave_to, field in (("2027-06-14", "reason"), ("2029-06-14", "how_to_ask")):
        row = owed(at(AGED_17, immigration="leave", leave_to=leave_to), "legal_advice_immigration")
        assert "six months before" in row[field]
        assert "a year before" not in row[field]


def test_whoever_counts_as_local_does_so_where_a_council_looked_after_them() -> None:
    for authority in ("kent", "other"):
        row = owed(at(AGED_18, living="homeless", authority=authority), "homelessness_local_connection")
        assert row["answer"] == "yes"
        assert "this county" not in row["reason"] + row["how_to_ask"]
        assert "council that looked after you" in row["how_to_ask"]


@pytest.mark.parametrize("more", [{}, {"pregnant_weeks": 20}, {"children": 1}])
def test_under_18_priority_need_sends_nobody_to_the_district_before_the_county(more: Facts) -> None:
    """A room as homeless brings none of the rights of care, and a home under section 20 does."""
    for care_before in ([], care(("2024-07-01", "2024-07-10"))):
        asked = owed(at(AGED_17, living="homeless", care=care_before, **more), "priority_need")
        assert asked["answer"] == "yes"
        assert asked["how_to_ask"].startswith("Ring Kent children’s social services first")
        assert any("county" in condition for condition in asked["conditions"])
