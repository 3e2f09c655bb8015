"""The engine against the oracle: thousands of answers to people whose lives are crowded with boundaries."""

from datetime import date
from typing import Any

from hypothesis import given

from support.drawn_lives import lives, thousands
from support.entitlement_people import explain, milestones
from support.oracle import IDS, Facts, Life, day_of, entitlements
from support.oracle_timeline import milestones as expected_milestones

SHOWN = ("value", "currency", "per", "cap", "from", "state", "confirmed")


def days_that_tell(life: Life, drawn: list[str]) -> list[str]:
    """The days drawn, each day on which the status changes, and the day before it."""
    changes = [date.fromordinal(day - back).isoformat() for day in life.changes for back in (0, 1)]
    return sorted({*drawn, *changes})


def in_short(row: dict[str, Any]) -> tuple[str, str, dict[str, Any] | None]:
    amount = row["amount"]
    return row["answer"], row["decided_by"], amount and {key: amount[key] for key in SHOWN}


@thousands(220)
@given(lives())
def test_answers_and_timelines_are_those_that_the_oracle_works_out(drawn: tuple[Facts, list[str]]) -> None:
    facts, days = drawn
    life = Life(facts)
    for on in days_that_tell(life, days):
        compare_answer(life, facts | {"on": on}, on)
    compare_timeline(life, facts | {"on": days[0]}, days[0])


def compare_answer(life: Life, facts: Facts, on: str) -> None:
    day = day_of(on)
    answer = explain(facts)
    change = answer["next"]
    assert (on, answer["status"], answer["age"]) == (on, life.status(day), life.age(day))
    assert (on, change and (change["on"], change["status"])) == (on, life.next(day))
    assert answer["responsible"] == (life.facts["authority"] == "kent")
    assert [row["id"] for row in answer["entitlements"]] == IDS
    found = {row["id"]: in_short(row) for row in answer["entitlements"]}
    assert (on, found) == (on, entitlements(life, day))


def compare_timeline(life: Life, facts: Facts, on: str) -> None:
    expected = sorted(expected_milestones(life))
    whole, later = milestones(facts), milestones(facts, whole=False)
    assert sorted(whole) == expected
    assert later == [(name, day) for name, day in whole if day >= on]
    assert [day for _, day in whole] == sorted(day for _, day in whole)
