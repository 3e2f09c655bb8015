"""The answer over every reading of the replies: what is certain, and what depends on which reply."""

import json

import msgspec
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from kentcare.cli import main
from kentcare.core.clock import today
from kentcare.offer.checker import outcome
from kentcare.offer.checker.questions import walk
from kentcare.offer.checker.replies import MOST_PERIODS, Choice, Reply, all_but
from kentcare.offer.checker.replies_so_far import RepliesSoFar
from support.checker_people import ENGINE
from support.html import attribute, following, text_of
from support.visitor import STUDENT, UNKNOWN, Answers, CheckerVisitor, with_answers

pytestmark = pytest.mark.usefixtures("clock")


def test_a_day_that_nobody_knows_is_shown_as_hanging_on_it(client: FlaskClient) -> None:
    answers = {
        "born": ("1", "5", "2010"),
        "care": "yes",
        "care_1.from": ("", "10", "2026"),
        "care_1.still": "yes",
    }
    visitor = CheckerVisitor(client, {**answers, "care_1.more": "no"}).finish()
    following = visitor.page.select_one(".next__what")
    assert following is not None
    assert "Between 30 December 2026 and 29 January 2027" in following.text


@pytest.mark.parametrize(("immigration", "is_told"), [("none", True), ("waiting", False), (UNKNOWN, False)])
def test_nobody_has_a_date_to_claim_what_their_papers_may_close(
    client: FlaskClient, immigration: str, is_told: bool
) -> None:
    child = with_answers(born=("1", "1", "2009"), living="foster_care", study="no", true_now=[])
    answers = child | {"immigration": immigration, "extended": "no"}
    visitor = CheckerVisitor(client, answers).finish()
    assert ("begin your claim for Universal Credit" in text_of(visitor.page)) is is_told


def test_what_hangs_on_an_unknown_reply_is_named(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(authority=UNKNOWN)).finish()
    unknown = visitor.page.select_one("#unknown ~ .offers")
    assert unknown is not None
    assert "It may be owed to you. This depends on: Council" in text_of(unknown)


def test_a_status_that_is_not_sure_says_so_and_what_decides_it(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, with_answers(care=UNKNOWN)).finish()
    assert visitor.heading.endswith("what you are owed")
    assert "This depends on: In care" in text_of(visitor.page).replace("  ", " ")


@pytest.mark.parametrize("person", range(6))
def test_the_page_gives_the_answer_of_the_command_line_and_no_other(client: FlaskClient, person: int) -> None:
    people: list[Answers] = [
        STUDENT,
        with_answers(
            born=("1", "5", "2009"), care_1__still="yes", living="semi_independent", study="further"
        ),
        with_answers(born=("1", "5", "2004"), immigration="appeal_rights_exhausted"),
        with_answers(authority="other"),
        with_answers(born=("1", "5", "2012"), true_now=["expecting"]),
        with_answers(care_1__from=("1", "4", "2025"), care_1__more="no"),
    ]
    visitor = CheckerVisitor(client, people[person]).finish()
    with client.session_transaction() as kept:
        walked = walk(kept["replies"], today(), ENGINE)
    assert len(visitor.asked) == len(walked.asked)
    facts = [msgspec.json.encode(reading.facts) for reading in walked.known.readings]
    run = CliRunner().invoke(main, ["offer", "explain", "--batch"], input=b"\n".join(facts))
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    groups = {"#owed, #more, #standing": "yes", "#decided": "may"}
    for group, expected in groups.items():
        lists = [following(heading, "ul")[0] for heading in visitor.page.select(group)]
        shown = [attribute(item, "data-id") for found in lists for item in found.select(":scope > li")]
        certain = [
            entitlement["id"]
            for number, entitlement in enumerate(answers[0]["entitlements"])
            if {answer["entitlements"][number]["answer"] for answer in answers} == {expected}
        ]
        assert sorted(shown) == sorted(certain)
    amounts = {entitlement["id"]: entitlement["amount"] for entitlement in answers[0]["entitlements"]}
    for item in visitor.page.select(".offers > li[data-id]"):
        figure = item.select_one(".amount strong")
        if figure is not None:
            value = figure.text.rpartition("£")[2].replace(",", "")
            assert float(value) == float(amounts[attribute(item, "data-id")]["value"])


def test_everything_unknown_still_gives_an_answer(client: FlaskClient) -> None:
    visitor = CheckerVisitor(client, {"born": ("1", "5", "2008"), "care": UNKNOWN}).finish()
    assert visitor.heading.endswith("what you are owed")
    assert "This depends on:" in text_of(visitor.page)
    complain = visitor.page.select_one("[data-id=complain]")
    assert complain is not None
    assert "This depends on:" not in text_of(complain), "it is the same whatever the reply"


def test_to_compare_readings_does_not_cost_more_for_each_entitlement(monkeypatch: pytest.MonkeyPatch) -> None:
    """With ten times in care and much unknown, an answer took seconds, nearly all of it for this."""
    replies: dict[str, Reply] = {"born": "2008-06-01", "care": "yes"}
    for number in range(1, MOST_PERIODS + 1):
        year, month = divmod(2022 * 12 + (number - 1) * 4, 12)
        began, ended = f"{year}-{month + 1:02}", f"{year}-{month + 3:02}"
        replies |= {f"care_{number}.from": began, f"care_{number}.still": "no", f"care_{number}.to": ended}
        replies |= {f"care_{number}.more": "yes"}
    replies |= dict.fromkeys(("home", "housed", "authority", "immigration", "benefit"), UNKNOWN)
    known = RepliesSoFar(replies | {"living": "other", "study": "no", "true_now": []}, today(), ENGINE)
    compared: list[str] = []

    def count(choice: Choice, name: str) -> str:
        compared.append(name)
        return all_but(choice, name)

    monkeypatch.setattr(outcome, "all_but", count)
    found = outcome.outcome_of(known)
    assert len(known.readings) > 40
    assert len([item for item in found.items if item.depends_on]) > 10
    assert len(compared) <= len(known.readings) * len(set(compared))
