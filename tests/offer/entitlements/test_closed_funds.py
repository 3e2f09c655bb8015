"""Nobody whom the law keeps from public funds is told to claim one: not in an answer, and not in a date."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentcare.offer.entitlements.engine import engine
from kentcare.offer.entitlements.facts import read
from kentcare.offer.entitlements.immigration import PUBLIC_FUNDS
from kentcare.offer.entitlements.timeline import timeline
from kentcare.paths import CONTENT
from support.drawn_lives import lives, thousands
from support.entitlement_people import SOME_OTHER_DAY, former_relevant
from support.oracle import Facts

CLOSED = sorted(name for name, funds in PUBLIC_FUNDS.items() if funds == "closed")
FUNDS = {
    "universal_credit",
    "maternity_grant",
    "personal_independence_payment",
    "one_bed_housing_rate",
    "housing_register_no_local_connection",
    "homelessness_help",
    "priority_need",
    "homelessness_local_connection",
}
# What a sentence that sends somebody to a public fund says. What it says against one is no such sentence.
SENDS = re.compile(
    r"universal credit|benefit|income support|personal independence|maternity|housing list|council tax"
    r"|district|\bclaims?\b",
    re.IGNORECASE,
)
WARNS = re.compile(
    r"may not have|cannot have|have no public funds|could harm|lawyer|They claim it for you|not paid while"
    r"|benefits worker|which benefit it was|(?:may count as|is) a public fund|closed to you",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!])\s+", text)


def texts(facts: Facts) -> Iterator[tuple[str, str]]:
    """Everything that the answer on a day tells somebody to do, and every date from that day on."""
    chosen, known = engine(CONTENT), read(json.dumps(facts), SOME_OTHER_DAY)
    answer: dict[str, Any] = json.loads(chosen.explain(known).json)
    for row in answer["entitlements"]:
        told = [row["reason"], row["would_change"] or "", row["how_to_ask"], *row["conditions"]]
        if row["answer"] == "no" and row["id"] not in FUNDS:
            # Whom a row is for, and how others ask, tells this person to do nothing.
            told = [row["would_change"] or ""]
        yield from ((row["id"], text) for text in told)
    yield from (("signposts", signpost["why"]) for signpost in answer["signposts"])
    for milestone in timeline(known, chosen.life(known), chosen.book).milestones:
        yield milestone.id, f"{milestone.text}. {milestone.who_helps}."


@thousands(150)
@given(
    lives(),
    st.sampled_from(CLOSED),
    st.fixed_dictionaries(
        {},
        optional={
            "living": st.sampled_from(["homeless", "custody", "family", "staying_put", "own_tenancy"]),
            "disabled": st.just(True),
            "children": st.just(1),
            "pregnant_weeks": st.just(30),
            "benefit_claim": st.sampled_from(["waiting", "paid"]),
        },
    ),
)
def test_no_text_sends_somebody_to_a_fund_that_is_closed(
    drawn: tuple[Facts, list[str]], immigration: str, needs: dict[str, Any]
) -> None:
    facts, days = drawn
    for on in days:
        told = texts(facts | needs | {"on": on, "immigration": immigration, "leave_to": None})
        sent = [
            (where, sentence)
            for where, text in told
            for sentence in sentences(text)
            if SENDS.search(sentence) and not WARNS.search(sentence)
        ]
        assert sent == []


@thousands(100)
@given(lives(), st.sampled_from(CLOSED))
def test_no_public_fund_is_ever_owed_while_funds_are_closed(
    drawn: tuple[Facts, list[str]], immigration: str
) -> None:
    facts, days = drawn
    for on in days:
        asked = facts | {"on": on, "immigration": immigration, "leave_to": None, "living": "homeless"}
        answer = json.loads(engine(CONTENT).explain(read(json.dumps(asked), SOME_OTHER_DAY)).json)
        for row in answer["entitlements"]:
            assert row["id"] not in FUNDS or row["answer"] in ("no", "unknown")


@pytest.mark.parametrize("immigration", CLOSED)
def test_how_to_ask_for_a_closed_fund_is_not_to_ask(immigration: str) -> None:
    facts = former_relevant("2026-06-01", immigration=immigration, living="homeless", disabled=True)
    answer = json.loads(engine(CONTENT).explain(read(json.dumps(facts), SOME_OTHER_DAY)).json)
    asks = {row["how_to_ask"] for row in answer["entitlements"] if row["id"] in FUNDS}
    assert len(asks) == 1
    assert "lawyer" in asks.pop()
