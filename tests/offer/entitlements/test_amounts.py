"""Amounts: which figure an answer gives on which day, from when it counts, and how sure we are of it."""

from typing import Any

import pytest

from support.entitlement_people import (
    care,
    course,
    eligible,
    explain,
    former_relevant,
    former_relevant_at_22,
    owed,
    relevant,
)
from support.oracle import Facts, day_of
from support.oracle_figures import PACK, PACK_ENDS, figure_on, losing_values

Who = Any
IN_LODGINGS: dict[str, Any] = {"living": "semi_independent"}
FOSTERED: dict[str, Any] = {"living": "foster_care"}
MOVING: dict[str, Any] = {"moving_to_own_tenancy": True}
MOVING_WITH_A_CHILD: dict[str, Any] = MOVING | {"lone_parent": True, "children": 1}
UNIVERSITY: dict[str, Any] = {"study": course("higher", "2005-09-01")}
COLLEGE: dict[str, Any] = {"study": course("further", "2010-09-01")}
EXPECTING: dict[str, Any] = IN_LODGINGS | {"pregnant_weeks": 30}
A_YEAR_IN_CARE: dict[str, Any] = {"care": care(("2007-01-01", None))}
THE_DAY_BEFORE, AFTER = "2017-03-22", "2018-04-01"


def shown(facts: Facts, name: str) -> dict[str, Any] | None:
    """The amount of an answer, but for the day on which it must be read again."""
    amount: dict[str, Any] | None = owed(facts, name)["amount"]
    return amount and {key: value for key, value in amount.items() if key != "review_by"}


def expected(figure: str, on: str, **more: Any) -> dict[str, Any] | None:
    """A figure as the oracle has it on a day, and what an answer makes of it."""
    found = figure_on(figure, day_of(on))
    return found and found | more


AT_LEAST = {"cap": "at_least"}

# Figures of the pack: not known before its day, in force to the end of March 2018, then the last known.
# The entitlement, the person and their facts, the figure, and what the rule changes in it.
OF_THE_PACK: list[tuple[str, Who, dict[str, Any], str, dict[str, Any]]] = [
    ("clothing", eligible, {}, "clothing_year", {}),
    ("clothing", eligible, FOSTERED, "clothing_year", AT_LEAST),
    ("clothing", relevant, {"living": "custody"}, "clothing_year", {}),
    ("emergency_clothing", eligible, {"no_suitable_clothes": True}, "emergency_clothing", {}),
    ("birthday_17", eligible, {}, "birthday_17", {}),
    ("birthday_18", relevant, {}, "birthday_18", {}),
    ("weekly_allowance", eligible, FOSTERED, "foster_pocket_money", {}),
    ("setting_up_home", former_relevant, MOVING, "setting_up_home", {}),
    ("setting_up_home", former_relevant, MOVING_WITH_A_CHILD, "setting_up_home_lone_parent", {}),
    ("pregnancy_payment", eligible, EXPECTING, "pregnancy_payment", {}),
    ("higher_education_grant", former_relevant, UNIVERSITY, "higher_education_grant", {}),
    ("incentive", eligible, IN_LODGINGS | COLLEGE, "incentive", {}),
]


def sentence(name: str, who: Who, about: object) -> str:
    return f"{name} for the {who.__name__}: {about or 'nothing'}".replace("_", " ")


@pytest.mark.parametrize(
    ("name", "who", "facts", "figure", "changed"),
    [pytest.param(*row, id=sentence(row[0], row[1], f"{row[3]} {row[2]}")) for row in OF_THE_PACK],
)
def test_a_figure_of_the_pack(
    name: str, who: Who, facts: dict[str, Any], figure: str, changed: dict[str, Any]
) -> None:
    states = {}
    for on in (THE_DAY_BEFORE, PACK, PACK_ENDS, AFTER):
        amount = shown(who(on, **facts), name)
        assert (on, amount) == (on, expected(figure, on, **changed))
        states[on] = amount and amount["state"]
    assert states == {
        THE_DAY_BEFORE: None,
        PACK: "in_force",
        PACK_ENDS: "in_force",
        AFTER: "last_known",
    }


# The entitlement, the day, the person, and the figure: a case on each side of each day on which one changes.
DATED: list[tuple[str, str, Who, dict[str, Any], str]] = [
    ("weekly_allowance", "2015-04-05", eligible, IN_LODGINGS, "weekly_allowance"),
    ("weekly_allowance", "2015-04-06", eligible, IN_LODGINGS, "weekly_allowance"),
    ("weekly_allowance", PACK_ENDS, eligible, IN_LODGINGS, "weekly_allowance"),
    ("weekly_allowance", AFTER, eligible, IN_LODGINGS, "weekly_allowance"),
    ("setting_up_home", "2023-03-31", former_relevant, MOVING, "setting_up_home"),
    ("setting_up_home", "2023-04-01", former_relevant, MOVING, "setting_up_home"),
    ("setting_up_home", "2023-03-31", former_relevant, MOVING_WITH_A_CHILD, "setting_up_home_lone_parent"),
    ("setting_up_home", "2023-04-01", former_relevant, MOVING_WITH_A_CHILD, "setting_up_home_lone_parent"),
    ("setting_up_home", "2023-04-01", eligible, MOVING, "setting_up_home"),
    ("maternity_grant", "2026-06-01", relevant, EXPECTING, "maternity_grant"),
    ("junior_isa", "2026-06-01", former_relevant, A_YEAR_IN_CARE, "junior_isa"),
    ("higher_education_bursary", "2008-08-31", former_relevant, UNIVERSITY, "higher_education_bursary"),
    ("higher_education_bursary", "2008-09-01", former_relevant, UNIVERSITY, "higher_education_bursary"),
    ("higher_education_bursary", "2026-06-01", former_relevant_at_22, UNIVERSITY, "higher_education_bursary"),
    ("sixteen_to_nineteen_bursary", "2025-07-31", eligible, COLLEGE, "sixteen_to_nineteen_bursary"),
    ("sixteen_to_nineteen_bursary", "2025-08-01", eligible, COLLEGE, "sixteen_to_nineteen_bursary"),
    ("sixteen_to_nineteen_bursary", "2026-07-31", eligible, COLLEGE, "sixteen_to_nineteen_bursary"),
    ("sixteen_to_nineteen_bursary", "2026-08-01", eligible, COLLEGE, "sixteen_to_nineteen_bursary"),
    ("apprenticeship_bursary", "2018-07-31", relevant, {}, "apprenticeship_bursary"),
    ("apprenticeship_bursary", "2018-08-01", relevant, {}, "apprenticeship_bursary"),
    ("apprenticeship_bursary", "2023-07-31", relevant, {}, "apprenticeship_bursary"),
    ("apprenticeship_bursary", "2023-08-01", relevant, {}, "apprenticeship_bursary"),
]


@pytest.mark.parametrize(
    ("name", "on", "who", "facts", "figure"),
    [pytest.param(*row, id=sentence(f"{row[1]}, {row[0]}", row[2], row[4])) for row in DATED],
)
def test_a_figure_on_its_day(name: str, on: str, who: Who, facts: dict[str, Any], figure: str) -> None:
    assert shown(who(on, **facts), name) == expected(figure, on)


def test_the_form_of_an_amount() -> None:
    amount = owed(eligible("2017-04-01"), "clothing")["amount"]
    review_by = amount.pop("review_by")
    assert list(amount) == ["value", "currency", "per", "cap", "from", "state", "confirmed"]
    assert amount == expected("clothing_year", "2017-04-01")
    assert review_by > "2026-01-01"


def test_after_28_days_of_waiting_there_is_no_figure() -> None:
    waiting: dict[str, Any] = {"benefit_claim": "waiting", "benefit_claimed_on": "2017-05-01"}
    assert shown(former_relevant("2017-05-28", **waiting), "weekly_allowance") is not None
    assert shown(former_relevant("2017-05-29", **waiting), "weekly_allowance") is None


# The entitlement, the day, the person, and the figure whose losing values stand beside it, or None.
BESIDE: list[tuple[str, str, Who, dict[str, Any], str | None]] = [
    ("weekly_allowance", "2017-06-01", eligible, IN_LODGINGS, "weekly_allowance"),
    ("weekly_allowance", "2019-06-01", eligible, IN_LODGINGS, "weekly_allowance"),
    ("weekly_allowance", "2017-06-01", eligible, FOSTERED, "foster_pocket_money"),
    ("clothing", "2017-06-01", eligible, {}, "clothing_year"),
    ("setting_up_home", "2017-06-01", former_relevant, MOVING_WITH_A_CHILD, "setting_up_home_lone_parent"),
    ("setting_up_home", "2017-06-01", former_relevant, MOVING, None),
    ("birthday_17", "2017-06-01", eligible, {}, None),
    ("clothing", "2017-06-01", former_relevant, {}, None),
    ("clothing", "2017-03-22", eligible, {}, None),
]


@pytest.mark.parametrize(
    ("name", "on", "who", "facts", "figure"),
    [pytest.param(*row, id=sentence(f"{row[1]}, {row[0]}", row[2], row[4])) for row in BESIDE],
)
def test_the_values_that_lost_are_shown_with_their_source_and_why(
    name: str, on: str, who: Who, facts: dict[str, Any], figure: str | None
) -> None:
    conflicts = owed(who(on, **facts), name)["conflicts"]
    assert [conflict["value"] for conflict in conflicts] == (losing_values(figure) if figure else [])
    assert bool(conflicts) == bool(figure)
    for conflict in conflicts:
        assert conflict["why_not_used"]
        assert conflict["source"]["document"]
        assert conflict["source"]["locator"]


def test_no_row_without_a_figure_of_its_own_has_an_amount() -> None:
    person = former_relevant("2017-06-01", **MOVING, **EXPECTING, **UNIVERSITY, benefit_claim="waiting")
    with_amount = {row["id"] for row in explain(person)["entitlements"] if row["amount"]}
    assert with_amount == {
        "higher_education_bursary",
        "higher_education_grant",
        "junior_isa",
        "maternity_grant",
        "setting_up_home",
    }
