"""The engine against the oracle: thousands of answers to people whose lives are crowded with boundaries."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given

from kentcare.offer.entitlements.facts import FactsError, read
from kentcare.paths import CONTENT
from support.drawn_lives import lives, lives_from_day_to_day, spoilt_lives, thousands
from support.entitlement_people import SOME_OTHER_DAY, explain, milestones
from support.oracle import IDS, Facts, OracleLife, day_of
from support.oracle_facts import wrong_fields
from support.oracle_rows import entitlements, more_reasons, signposts
from support.oracle_timeline import milestones as expected_milestones

CASES = json.loads((Path(__file__).with_name("cases") / "entitlements.json").read_text())
SHOWN = ("value", "currency", "per", "cap", "from", "state", "confirmed")

# What is drawn for a day of its own.
Days = list[tuple[str, Facts]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_oracle_itself_answers_the_worked_cases(case: dict[str, Any]) -> None:
    life, day = OracleLife(case["facts"]), day_of(case["facts"]["on"])
    rows = entitlements(life, day)
    assert life.status(day) == case["status"]
    if "next" in case:
        assert life.next(day) == tuple(case["next"])
    for name, (answers, value) in case["answers"].items():
        answer, _, amount = rows[name]
        assert (name, answer in answers) == (name, True)
        # A case that names no value says nothing about the amount.
        assert value is None or (name, (amount or {}).get("value")) == (name, value)
    assert {name: rows[name][1] for name in case.get("decided_by", {})} == case.get("decided_by", {})
    assert set(case.get("signposts", [])) <= set(signposts(life, day, rows))


@thousands(200)
@given(lives())
def test_the_status_of_each_day_and_what_comes_next(drawn: tuple[Facts, list[str]]) -> None:
    facts, days = drawn
    life = OracleLife(facts)
    changes = [date.fromordinal(day - back).isoformat() for day in life.changes for back in (0, 1)]
    for on in sorted({*days, *changes}):
        day, answer = day_of(on), explain(facts | {"on": on})
        change = answer["next"]
        found = (answer["age"], answer["status"], change and (change["on"], change["status"]))
        assert (on, *found) == (on, life.age(day), life.status(day), life.next(day))


@thousands(250)
@given(lives_from_day_to_day())
def test_each_row_on_each_day(drawn: tuple[Facts, Days]) -> None:
    lasting, days = drawn
    life = OracleLife(lasting)
    for on, now in days:
        facts = lasting | now | {"on": on}
        life.facts = life.facts | now
        answer = explain(facts)
        assert answer["responsible"] == (life.facts["authority"] == "kent")
        assert [row["id"] for row in answer["entitlements"]] == IDS
        expected = entitlements(life, day_of(on))
        found = {row["id"]: in_short(row) for row in answer["entitlements"]}
        wrong = {name: (found[name], expected[name]) for name in IDS if found[name] != expected[name]}
        assert (facts, wrong) == (facts, {})


def in_short(row: dict[str, Any]) -> tuple[str, str, dict[str, Any] | None]:
    amount = row["amount"]
    return row["answer"], row["decided_by"], amount and {key: amount[key] for key in SHOWN}


@thousands(150)
@given(lives_from_day_to_day())
def test_signposts_and_what_more_is_said_of_the_status(drawn: tuple[Facts, Days]) -> None:
    lasting, days = drawn
    life = OracleLife(lasting)
    for on, now in days[:6]:
        facts = lasting | now | {"on": on}
        life.facts = life.facts | now
        answer, rows = explain(facts), entitlements(life, day_of(on))
        first = signposts(life, day_of(on), rows)
        # What both name, as the Ombudsman for nobody, stands once, in the place of the first.
        then = [name for name in brought_by(life.status(day_of(on))) if name not in first]
        assert (facts, [one["id"] for one in answer["signposts"]]) == (facts, first + then)
        plain = explain(facts | {"housed_by_council": None, "immigration": "none"})
        more = len(answer["because"]) - len(plain["because"])
        assert (facts, more) == (facts, more_reasons(life, day_of(on), rows))


@cache
def brought_by(status: str) -> list[str]:
    """What the statuses bring is the place's to say."""
    contacts = yaml.safe_load((CONTENT / "place.yaml").read_text())["contacts"]
    return [name for name, contact in contacts.items() if status in contact.get("signpost_for", [])]


@thousands(200)
@given(lives())
def test_the_timeline(drawn: tuple[Facts, list[str]]) -> None:
    on = drawn[1][0]
    facts = drawn[0] | {"on": on}
    expected = sorted(expected_milestones(OracleLife(facts)))
    whole, later = milestones(facts), milestones(facts, whole=False)
    assert (facts, sorted(whole)) == (facts, expected)
    assert later == [(name, day) for name, day in whole if day >= on]
    assert [day for _, day in whole] == sorted(day for _, day in whole)


@thousands(400)
@given(spoilt_lives())
def test_what_is_refused_and_the_field_that_is_named(facts: Facts) -> None:
    wrong = wrong_fields({"on": SOME_OTHER_DAY.isoformat()} | facts)
    assert (facts, refused_for(facts)) in [(facts, field) for field in wrong or {"nothing"}]


def refused_for(facts: Facts) -> str | None:
    try:
        read(json.dumps(facts), SOME_OTHER_DAY)
    except FactsError as refused:
        return refused.field
    return "nothing"
