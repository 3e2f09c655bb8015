"""What holds of every answer, whoever asks: properties over lives that Hypothesis draws."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from kentcare.offer.entitlements.book_reader import load_book
from kentcare.offer.entitlements.engine import Engine, engine
from kentcare.offer.entitlements.facts import read
from kentcare.offer.entitlements.table import ROWS
from kentcare.paths import CONTENT
from support.drawn_lives import lives, thousands
from support.entitlement_people import EVERYBODY, SOME_OTHER_DAY, Answer, explain
from support.oracle import Facts, birthday, day_of

# Kent's number, its services and its rules, in a text on another council.
NAMES_KENT = re.compile(r"Ring Kent|Kent children’s|03000|this county|Ask your adviser if Kent")

Drawn = tuple[Facts, list[str]]


def answers(drawn: Drawn, **more: Any) -> list[Answer]:
    """What one person is told on each of the days drawn."""
    facts, days = drawn
    return [explain(facts | more | {"on": on}) for on in days]


def written(chosen: Engine, facts: Facts) -> bytes:
    return chosen.explain(read(json.dumps(facts), SOME_OTHER_DAY)).json


@thousands(100)
@given(lives())
def test_next_is_the_first_later_day_with_another_status(drawn: Drawn) -> None:
    facts, days = drawn
    asked = facts | {"on": days[0]}
    change = explain(asked)["next"]
    life = engine(CONTENT).life(read(json.dumps(asked), SOME_OTHER_DAY))
    today = life.legal_status(day_of(days[0])).status
    last = birthday(date.fromisoformat(facts["date_of_birth"]), 26)
    # A course of the plan can carry the status past 25.
    ends = (facts.get("study") or {}).get("to")
    last = max(last, day_of(ends) + 2) if ends else last
    steps = range(day_of(days[0]) + 1, last)
    expected = next((day for day in steps if life.legal_status(day).status != today), None)
    assert (change and change["on"]) == (expected and date.fromordinal(expected).isoformat())
    assert change is None or change["status"] == life.legal_status(day_of(change["on"])).status


@thousands(60)
@given(lives())
def test_what_is_announced_as_next_is_so_on_that_day_and_not_the_day_before(drawn: Drawn) -> None:
    facts, _ = drawn
    for answer in answers(drawn):
        if change := answer["next"]:
            before = date.fromordinal(day_of(change["on"]) - 1).isoformat()
            assert explain(facts | {"on": change["on"]})["status"] == change["status"]
            assert explain(facts | {"on": before})["status"] == answer["status"]


@thousands(150)
@given(lives(), st.integers(0, 25 * 366))
def test_from_april_2018_time_alone_never_takes_former_relevant_away_before_25(
    drawn: Drawn, later: int
) -> None:
    facts, days = drawn
    at_25 = birthday(date.fromisoformat(facts["date_of_birth"]), 25)
    from_2018 = [on for on in days if on >= "2018-04-01"]
    assume(from_2018)
    for answer in [explain(facts | {"on": on}) for on in from_2018]:
        if answer["status"] == "former_relevant":
            change = answer["next"]
            assert change is None or change["on"] >= date.fromordinal(at_25).isoformat()
            on = min(day_of(answer["on"]), at_25 - 1)
            later_on = date.fromordinal(on + later % (at_25 - on)).isoformat()
            assert explain(facts | {"on": later_on})["status"] == "former_relevant"


@thousands(50)
@given(lives())
def test_every_id_appears_once_in_the_order_of_the_table(drawn: Drawn) -> None:
    for answer in answers(drawn):
        assert [row["id"] for row in answer["entitlements"]] == [row.id for row in ROWS]


@thousands(50)
@given(lives())
def test_every_row_has_a_source_a_reason_and_a_way_to_ask(drawn: Drawn) -> None:
    for answer in answers(drawn):
        assert answer["because"]
        assert all(why["text"] and why["source"]["document"] for why in answer["because"])
        for row in answer["entitlements"]:
            assert row["sources"]
            assert all(source["document"] and source["locator"] for source in row["sources"])
            assert row["reason"]
            assert "\n" not in row["reason"]
            assert row["how_to_ask"]
            if row["answer"] in ("yes", "unknown"):
                assert row["answer"] == "unknown" or row["would_change"] is None


@thousands(50)
@given(lives())
def test_amounts_and_conflicts_come_only_with_yes_and_may(drawn: Drawn) -> None:
    for row in [row for answer in answers(drawn) for row in answer["entitlements"]]:
        if row["answer"] not in ("yes", "may"):
            assert row["amount"] is None
            assert row["conflicts"] == []
        if row["amount"] is None:
            assert row["conflicts"] == []


@thousands(50)
@given(lives())
def test_only_these_rows_are_ever_unknown(drawn: Drawn) -> None:
    for answer in answers(drawn):
        unknown = {row["id"] for row in answer["entitlements"] if row["answer"] == "unknown"}
        assert unknown <= {"travel_pass", "universal_credit", "personal_adviser", "pathway_plan"}


@thousands(80)
@given(lives(), st.randoms(use_true_random=False))
def test_the_order_of_lists_in_the_facts_never_matters(drawn: Drawn, chance: Any) -> None:
    facts, days = drawn
    shuffled = {
        key: chance.sample(facts.get(key, []), len(facts.get(key, [])))
        for key in ("care", "at_home", "accommodated")
    }
    chosen = engine(CONTENT)
    for on in days:
        asked = facts | {"on": on}
        assert written(chosen, asked | shuffled) == written(chosen, asked)


@thousands(70)
@given(lives())
def test_another_council_decides_all_that_is_not_law(drawn: Drawn) -> None:
    settled = {"immigration": "none"}
    ours, theirs = (answers(drawn, **settled, authority=authority) for authority in ("kent", "other"))
    for kent, other in zip(ours, theirs, strict=True):
        assert (other["status"], other["next"]) == (kent["status"], kent["next"])
        assert (other["responsible"], kent["responsible"]) == (False, True)
        for here, there in zip(kent["entitlements"], other["entitlements"], strict=True):
            if here["decided_by"] == "law":
                # What Kent's policy asks of somebody is said of Kent alone.
                assert set(there["conditions"]) <= set(here["conditions"])
                assert there == here | {key: there[key] for key in ("conditions", "how_to_ask")}
            else:
                assert there["answer"] == "no"
                assert "council" in there["reason"]


@thousands(70)
@given(lives())
def test_nobody_of_another_council_is_told_to_ask_kent_but_where_the_law_is_of_the_place(
    drawn: Drawn,
) -> None:
    pairs = zip(answers(drawn, authority="other"), answers(drawn, authority="kent"), strict=True)
    for elsewhere, here in pairs:
        # Somebody in no group was in no council's care.
        if here["status"] in ("none", "too_young"):
            continue
        for row, kents in zip(elsewhere["entitlements"], here["entitlements"], strict=True):
            # A child without a home is the duty of the council where they are (section 20).
            if row["id"] != "section_20_accommodation" and kents["answer"] != "no":
                said = NAMES_KENT.findall(f"{row['how_to_ask']} {row['reason']}")
                assert (row["id"], said) == (row["id"], [])


ASKS_A_WORKER = re.compile(r"\b(your (social worker|personal adviser|adviser)|any worker|a worker)\b")


@thousands(70)
@given(lives())
def test_nobody_without_a_worker_is_told_to_ask_one(drawn: Drawn) -> None:
    for answer in answers(drawn, authority="kent"):
        has_worker = answer["entitlements"][0]["answer"] == "yes"
        if answer["status"] in ("none", "too_young", "qualifying") and not has_worker:
            for row in answer["entitlements"]:
                if row["answer"] in ("yes", "may") and row["id"] != "personal_adviser":
                    assert not ASKS_A_WORKER.search(row["how_to_ask"]), row["id"]


@thousands(15)  # seven answers for each day drawn
@given(lives())
def test_what_leaving_custody_would_bring_is_there_in_some_home(drawn: Drawn) -> None:
    def given_in(home: str, claim: dict[str, Any]) -> set[tuple[int, str]]:
        return {
            (number, row["id"])
            for number, answer in enumerate(answers(drawn, living=home, **claim))
            for row in answer["entitlements"]
            if row["answer"] != "no"
        }

    promised = {
        (number, row["id"])
        for number, answer in enumerate(answers(drawn, living="custody"))
        for row in answer["entitlements"]
        if (row["would_change"] or "").startswith("You leave custody")
    }
    homes = ("semi_independent", "supported_lodgings", "homeless")
    waiting = {"benefit_claim": "waiting", "benefit_claimed_on": None}
    # Nobody is asked in custody whether they study, so the words are those for somebody who does not.
    claims: tuple[dict[str, Any], ...] = ({}, waiting, {"study": None})
    found = set().union(*(given_in(home, claim) for home in homes for claim in claims))
    assert promised - found == set()


# What schedule 3 to the Act of 2002 bars, unless human rights need it.
BARRED = {
    "weekly_allowance",
    "accommodation",
    "staying_put",
    "vacation_accommodation",
    "higher_education_bursary",
}


@thousands(70)
@given(lives(), st.sampled_from(["appeal_rights_exhausted", "no_leave"]), st.sampled_from(["kent", "other"]))
def test_a_human_rights_assessment_decides_what_the_law_does_not(
    drawn: Drawn, immigration: str, authority: str
) -> None:
    for answer in answers(drawn, authority=authority, immigration=immigration):
        rows = {row["id"]: row for row in answer["entitlements"]}
        left_to_it = rows["human_rights_assessment"]["answer"] == "yes"
        owed = {name for name, row in rows.items() if row["answer"] == "yes"}
        assert not left_to_it or not owed & BARRED
        assert not left_to_it or {rows[name]["decided_by"] for name in owed} <= {"law"}
        for row in rows.values():
            if "human rights assessment decides" in row["reason"]:
                assert left_to_it
                assert (row["answer"], row["decided_by"]) == ("may", "assessment")


def without_conflicts(value: dict[str, Any]) -> None:
    value.pop("conflicts", None)


def with_other_conflicts(value: dict[str, Any]) -> None:
    for conflict in value.get("conflicts", []):
        conflict |= {"value": "98765.43", "why_not_used": "It lost for another reason."}


def changed_content(folder: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """A copy of content/ in which the values that lost are changed."""
    content = folder / "content"
    shutil.copytree(CONTENT, content)
    for path in (content / "rates").glob("*.yaml"):
        rate = yaml.safe_load(path.read_text(encoding="utf-8"))
        for value in rate["values"]:
            change(value)
        path.write_text(yaml.safe_dump(rate, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return content


@pytest.mark.parametrize("change", [without_conflicts, with_other_conflicts])
def test_a_losing_conflict_never_changes_an_answer(
    tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    content = changed_content(tmp_path, change)
    seen: list[Any] = []

    @thousands(250)
    @given(lives())
    def compare(drawn: Drawn) -> None:
        facts, days = drawn
        for on in days:
            here, there = explain(facts | {"on": on}), explain(facts | {"on": on}, content)
            for answer in (here, there):
                seen.extend(row.pop("conflicts") for row in answer["entitlements"])
            assert there == here

    compare()
    assert any(seen), "no answer had a conflict, so that nothing was shown"


def test_whoever_was_asked_about_before_makes_no_difference() -> None:
    """The engine keeps what it has once worded: what it keeps for one person must fit the next."""
    one, other = Engine(load_book(CONTENT)), Engine(load_book(CONTENT))
    people = [
        someone(on, living=living, authority=authority, immigration=immigration)
        for on in ("2017-03-22", "2017-06-01", "2019-06-01", "2026-05-01")
        for someone in EVERYBODY.values()
        for living in ("foster_care", "semi_independent", "custody")
        for authority in ("kent", "other")
        for immigration in ("none", "waiting", "appeal_rights_exhausted")
    ]
    first = [written(one, facts) for facts in people]
    assert [written(other, facts) for facts in reversed(people)] == first[::-1]
    assert [written(one, facts) for facts in people] == first
