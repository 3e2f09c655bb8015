"""Section 3: which figure an answer gives on which day, from when it counts, and how sure we are of it."""

from typing import Any

import pytest

from support.oracle import Facts
from support.people import (
    care,
    course,
    eligible,
    explain,
    former_relevant,
    former_relevant_at_22,
    owed,
    relevant,
)

Who = Any
IN_LODGINGS = {"living": "semi_independent"}
FOSTERED = {"living": "foster_care"}
MOVING = {"moving_to_own_tenancy": True}
MOVING_WITH_A_CHILD = MOVING | {"lone_parent": True, "children": 1}
UNIVERSITY = {"study": course("higher", "2005-09-01")}
COLLEGE = {"study": course("further", "2010-09-01")}
EXPECTING = IN_LODGINGS | {"pregnant_weeks": 30}
A_YEAR_IN_CARE = {"care": care(("2007-01-01", None))}
PACK, PACK_ENDS, AFTER = "2017-03-23", "2018-03-31", "2018-04-01"


def shown(facts: Facts, name: str) -> str | None:
    amount = owed(facts, name)["amount"]
    if amount is None:
        return None
    sure = "confirmed" if amount["confirmed"] else "not confirmed"
    about = [amount["per"], amount["cap"], "from", amount["from"], amount["state"], sure]
    return " ".join([amount["value"], *about])


# Figures of the pack: not known before its day, in force to the end of March 2018, then the last known.
OF_THE_PACK: list[tuple[str, Who, dict[str, Any], str]] = [
    ("clothing", eligible, {}, "120.00 year up_to"),
    ("clothing", eligible, FOSTERED, "120.00 year at_least"),
    ("clothing", relevant, {"living": "custody"}, "120.00 year up_to"),
    ("emergency_clothing", eligible, {"no_suitable_clothes": True}, "50.00 once exact"),
    ("birthday_17", eligible, {}, "30.00 once exact"),
    ("birthday_18", relevant, {}, "60.00 once exact"),
    ("weekly_allowance", eligible, FOSTERED, "11.20 week at_least"),
    ("setting_up_home", former_relevant, MOVING, "2000.00 once up_to"),
    ("setting_up_home", former_relevant, MOVING_WITH_A_CHILD, "2200.00 once up_to"),
    ("pregnancy_payment", eligible, EXPECTING, "150.00 once exact"),
    ("higher_education_grant", former_relevant, UNIVERSITY, "1000.00 year exact"),
    ("incentive", eligible, IN_LODGINGS | COLLEGE, "20.00 week up_to"),
]


def sentence(name: str, who: Who, about: object) -> str:
    return f"{name} for the {who.__name__}: {about or 'nothing'}".replace("_", " ")


@pytest.mark.parametrize(
    ("name", "who", "facts", "figure"),
    [pytest.param(*row, id=sentence(row[0], row[1], row[3])) for row in OF_THE_PACK],
)
def test_a_figure_of_the_pack(name: str, who: Who, facts: dict[str, Any], figure: str) -> None:
    assert shown(who("2017-03-22", **facts), name) is None
    for on in (PACK, PACK_ENDS):
        assert shown(who(on, **facts), name) == f"{figure} from {PACK} in_force confirmed"
    assert shown(who(AFTER, **facts), name) == f"{figure} from {PACK} last_known not confirmed"


# The name, the day, the person, and what is shown: a case on each side of each day on which a figure changes.
DATED: list[tuple[str, str, Who, dict[str, Any], str | None]] = [
    ("weekly_allowance", "2015-04-05", eligible, IN_LODGINGS, None),
    (
        "weekly_allowance",
        "2015-04-06",
        eligible,
        IN_LODGINGS,
        "57.90 week exact from 2015-04-06 in_force confirmed",
    ),
    (
        "weekly_allowance",
        PACK_ENDS,
        eligible,
        IN_LODGINGS,
        "57.90 week exact from 2015-04-06 in_force confirmed",
    ),
    (
        "weekly_allowance",
        AFTER,
        eligible,
        IN_LODGINGS,
        "57.90 week exact from 2015-04-06 last_known not confirmed",
    ),
    (
        "setting_up_home",
        "2023-03-31",
        former_relevant,
        MOVING,
        "2000.00 once up_to from 2017-03-23 last_known not confirmed",
    ),
    (
        "setting_up_home",
        "2023-04-01",
        former_relevant,
        MOVING,
        "3000.00 once at_least from 2023-04-01 in_force not confirmed",
    ),
    (
        "setting_up_home",
        "2023-03-31",
        former_relevant,
        MOVING_WITH_A_CHILD,
        "2200.00 once up_to from 2017-03-23 last_known not confirmed",
    ),
    (
        "setting_up_home",
        "2023-04-01",
        former_relevant,
        MOVING_WITH_A_CHILD,
        "3000.00 once at_least from 2023-04-01 in_force not confirmed",
    ),
    (
        "setting_up_home",
        "2023-04-01",
        eligible,
        MOVING,
        "3000.00 once at_least from 2023-04-01 in_force not confirmed",
    ),
    (
        "maternity_grant",
        "2026-06-01",
        relevant,
        EXPECTING,
        "500.00 once exact from 2017-03-23 in_force confirmed",
    ),
    (
        "junior_isa",
        "2026-06-01",
        former_relevant,
        A_YEAR_IN_CARE,
        "200.00 once exact from 2017-03-23 in_force confirmed",
    ),
    ("higher_education_bursary", "2008-08-31", former_relevant, UNIVERSITY, None),
    (
        "higher_education_bursary",
        "2008-09-01",
        former_relevant,
        UNIVERSITY,
        "2000.00 once exact from 2008-09-01 in_force confirmed",
    ),
    (
        "higher_education_bursary",
        "2026-06-01",
        former_relevant_at_22,
        UNIVERSITY,
        "2000.00 once exact from 2008-09-01 in_force confirmed",
    ),
    ("sixteen_to_nineteen_bursary", "2025-07-31", eligible, COLLEGE, None),
    (
        "sixteen_to_nineteen_bursary",
        "2025-08-01",
        eligible,
        COLLEGE,
        "1200.00 year up_to from 2025-08-01 in_force confirmed",
    ),
    (
        "sixteen_to_nineteen_bursary",
        "2026-07-31",
        eligible,
        COLLEGE,
        "1200.00 year up_to from 2025-08-01 in_force confirmed",
    ),
    (
        "sixteen_to_nineteen_bursary",
        "2026-08-01",
        eligible,
        COLLEGE,
        "1200.00 year up_to from 2025-08-01 last_known not confirmed",
    ),
    ("apprenticeship_bursary", "2018-07-31", relevant, {}, None),
    (
        "apprenticeship_bursary",
        "2018-08-01",
        relevant,
        {},
        "1000.00 once exact from 2018-08-01 in_force confirmed",
    ),
    (
        "apprenticeship_bursary",
        "2023-07-31",
        relevant,
        {},
        "1000.00 once exact from 2018-08-01 in_force confirmed",
    ),
    (
        "apprenticeship_bursary",
        "2023-08-01",
        relevant,
        {},
        "3000.00 once exact from 2023-08-01 in_force confirmed",
    ),
]


@pytest.mark.parametrize(
    ("name", "on", "who", "facts", "expected"),
    [pytest.param(*row, id=sentence(f"{row[1]}, {row[0]}", row[2], row[4])) for row in DATED],
)
def test_a_figure_on_its_day(
    name: str, on: str, who: Who, facts: dict[str, Any], expected: str | None
) -> None:
    assert shown(who(on, **facts), name) == expected


def test_the_form_of_an_amount() -> None:
    amount = owed(eligible("2017-04-01"), "clothing")["amount"]
    review_by = amount.pop("review_by")
    assert amount == {
        "value": "120.00",
        "currency": "GBP",
        "per": "year",
        "cap": "up_to",
        "from": "2017-03-23",
        "state": "in_force",
        "confirmed": True,
    }
    assert review_by > "2026-01-01"


def test_a_day_without_a_figure_leaves_the_answer_and_says_so() -> None:
    known, unknown = (owed(eligible(on), "clothing") for on in ("2017-03-23", "2017-03-22"))
    assert (known["answer"], unknown["answer"]) == ("yes", "yes")
    assert not any("No figure is known" in condition for condition in known["conditions"])
    assert any("No figure is known" in condition for condition in unknown["conditions"])


def test_a_figure_that_is_only_the_last_known_is_shown_with_its_year() -> None:
    conditions = owed(eligible("2019-06-01"), "clothing")["conditions"]
    assert any("2017-18" in condition for condition in conditions)
    assert not any(
        "2017-18" in condition for condition in owed(eligible("2017-06-01"), "clothing")["conditions"]
    )


def test_the_yearly_grant_says_what_a_whole_course_comes_to() -> None:
    row = owed(former_relevant("2017-06-01", **UNIVERSITY), "higher_education_grant")
    assert any("£3,000" in condition for condition in row["conditions"])


def test_after_28_days_of_waiting_there_is_no_figure() -> None:
    waiting = {"benefit_claim": "waiting", "benefit_claimed_on": "2017-05-01"}
    assert shown(former_relevant("2017-05-28", **waiting), "weekly_allowance") is not None
    assert shown(former_relevant("2017-05-29", **waiting), "weekly_allowance") is None


CONFLICTS = [
    ("weekly_allowance", "2017-06-01", eligible, IN_LODGINGS, ["57.95"]),
    ("weekly_allowance", "2019-06-01", eligible, IN_LODGINGS, ["57.95"]),
    ("weekly_allowance", "2017-06-01", eligible, FOSTERED, ["11.36"]),
    ("clothing", "2017-06-01", eligible, {}, ["100.00"]),
    ("setting_up_home", "2017-06-01", former_relevant, MOVING_WITH_A_CHILD, ["2000.00"]),
    ("setting_up_home", "2017-06-01", former_relevant, MOVING, []),
    ("birthday_17", "2017-06-01", eligible, {}, []),
    ("clothing", "2017-06-01", former_relevant, {}, []),
    ("clothing", "2017-03-22", eligible, {}, []),
]


@pytest.mark.parametrize(
    ("name", "on", "who", "facts", "lost"),
    [pytest.param(*row, id=sentence(f"{row[1]}, {row[0]}", row[2], row[4])) for row in CONFLICTS],
)
def test_the_values_that_lost_are_shown_with_their_source_and_why(
    name: str, on: str, who: Who, facts: dict[str, Any], lost: list[str]
) -> None:
    conflicts = owed(who(on, **facts), name)["conflicts"]
    assert [conflict["value"] for conflict in conflicts] == lost
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
