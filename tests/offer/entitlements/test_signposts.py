"""Who else can help, by the facts and the answers, in order."""

import pytest

from support.entitlement_people import (
    explain,
    former_relevant,
    former_relevant_at_22,
    looked_after,
    nobody,
    qualifying,
    since,
    too_young,
)
from support.oracle import Facts

ON = "2026-11-30"
# What the facts bring; a status brings others after these, which are data.
FIRST = (
    "shelter",
    "coram_voice",
    "migrant_help",
    "modern_slavery_helpline",
    "age_dispute_project",
    "civil_legal_advice",
    "citizens_advice",
    "ombudsman",
)


def signposts(facts: Facts) -> list[str]:
    return [signpost["id"] for signpost in explain(facts)["signposts"]]


@pytest.mark.parametrize(
    ("facts", "first"),
    [
        (former_relevant(ON), ""),
        (former_relevant(ON, living="homeless"), "shelter"),
        (qualifying(ON, housed_by_council=since("2024-01-01")), "coram_voice"),
        (too_young(ON, living="homeless"), "shelter coram_voice"),
        (former_relevant(ON, immigration="leave"), "modern_slavery_helpline civil_legal_advice"),
        (former_relevant(ON, immigration="waiting"), "modern_slavery_helpline civil_legal_advice"),
        (
            former_relevant_at_22(ON, immigration="waiting"),
            "migrant_help modern_slavery_helpline civil_legal_advice",
        ),
        (looked_after(ON, immigration="waiting"), "migrant_help modern_slavery_helpline civil_legal_advice"),
        (too_young(ON, immigration="waiting"), "modern_slavery_helpline civil_legal_advice"),
        (former_relevant(ON, disputed_age=True), "age_dispute_project civil_legal_advice"),
        (nobody(ON), "citizens_advice ombudsman"),
        (
            nobody(ON, living="homeless", immigration="appeal_rights_exhausted", disputed_age=True),
            " ".join(key for key in FIRST if key != "coram_voice"),
        ),
    ],
)
def test_what_the_facts_bring_stands_first_and_in_order(facts: Facts, first: str) -> None:
    found = signposts(facts)
    expected = first.split()
    assert found[: len(expected)] == expected
    assert not {*FIRST} - {"ombudsman"} & {*found[len(expected) :]}


@pytest.mark.parametrize("facts", [nobody(ON), former_relevant(ON), too_young(ON)])
def test_nobody_is_named_twice_and_all_can_be_reached(facts: Facts) -> None:
    named = explain(facts)["signposts"]
    assert len({signpost["id"] for signpost in named}) == len(named)
    assert all(signpost["name"] and signpost["why"] and signpost["contact"] for signpost in named)


def test_somebody_without_a_telephone_is_reached_on_the_web() -> None:
    by_id = {signpost["id"]: signpost["contact"] for signpost in explain(nobody(ON))["signposts"]}
    assert by_id["citizens_advice"] == "https://www.citizensadvice.org.uk"
    assert by_id["become"] == "0800 023 2033"
