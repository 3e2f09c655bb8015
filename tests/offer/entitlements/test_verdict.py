"""Who decides, how to ask and the sources belong to an answer; a row gives what an answer does not name."""

import dataclasses
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from kentcare.core.content.files import ContentError
from kentcare.offer.entitlements import engine as engine_module
from kentcare.offer.entitlements.book_reader import load_book
from kentcare.offer.entitlements.engine import engine
from kentcare.offer.entitlements.table import ROWS
from kentcare.offer.entitlements.verdict import VerdictDraft, refuse, row_of
from kentcare.paths import CONTENT
from support.entitlement_people import eligible, former_relevant, owed

IN_2019 = "2019-06-01"
NO_APPEAL_LEFT: dict[str, Any] = {"living": "staying_put", "immigration": "appeal_rights_exhausted"}


def test_an_answer_is_decided_by_whom_its_row_names_unless_it_names_somebody_itself() -> None:
    row = row_of(
        "example", "Y - -", "law", panel=VerdictDraft("may", "panel", decided_by="panel"), late=refuse("late")
    )
    deciders = {key: verdict.decided_by for key, verdict in row.verdicts.items()}
    assert deciders == {"yes": "law", "no": "law", "panel": "panel", "late": "law"}


def test_a_row_may_be_law_where_one_of_its_answers_is() -> None:
    assert row_of("example", "Y", "policy", by_law=VerdictDraft("yes", "by_law", decided_by="law")).may_be_law
    assert not row_of("example", "Y M", "policy").may_be_law


def test_a_verdict_of_the_table_takes_the_figure_of_its_row_only_where_it_says_so() -> None:
    verdicts = next(row for row in ROWS if row.id == "weekly_allowance").verdicts
    assert {key: verdict.figure for key, verdict in verdicts.items() if verdict.figure} == {
        "yes": "weekly_allowance",
        "may": "weekly_allowance",
        "first_weeks_at_home": "weekly_allowance",
        "foster_care": "foster_pocket_money",
    }


@pytest.fixture
def policy_after_18(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Content, and a table in which Staying Put is law for children and Kent's policy from 18."""
    row = next(row for row in ROWS if row.id == "staying_put")
    by_policy = {
        key: dataclasses.replace(row.verdicts[key], decided_by="policy") for key in ("yes", "unsettled")
    }
    changed = dataclasses.replace(row, verdicts=row.verdicts | by_policy)
    monkeypatch.setattr(engine_module, "ROWS", tuple(changed if one is row else one for one in ROWS))
    return copied(tmp_path)


def copied(folder: Path, **changed: Any) -> Path:
    """A copy of content/ in which the file on the weekly allowance says something more."""
    content = folder / "content"
    shutil.copytree(CONTENT, content)
    path = content / "offer" / "weekly_allowance.yaml"
    words = yaml.safe_load(path.read_text(encoding="utf-8")) | changed
    path.write_text(yaml.safe_dump(words, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return content


def test_another_council_keeps_the_answers_that_are_law_and_not_the_others_of_a_row(
    policy_after_18: Path,
) -> None:
    elsewhere: dict[str, Any] = {"authority": "other"}
    child = owed(eligible(IN_2019, living="foster_care", **elsewhere), "staying_put", policy_after_18)
    adult = owed(former_relevant(IN_2019, living="staying_put", **elsewhere), "staying_put", policy_after_18)
    assert (child["answer"], child["decided_by"]) == ("may", "law")
    assert adult["answer"] == "no"
    assert "council" in adult["reason"]


def test_a_human_rights_assessment_decides_what_an_answer_says_is_policy(policy_after_18: Path) -> None:
    asked = former_relevant(IN_2019, **NO_APPEAL_LEFT)
    by_policy, by_law = (owed(asked, name, policy_after_18) for name in ("staying_put", "personal_adviser"))
    assert (by_policy["answer"], by_policy["decided_by"]) == ("may", "assessment")
    assert (by_law["answer"], by_law["decided_by"]) == ("yes", "law")


def test_how_to_ask_and_the_sources_may_differ_by_the_reason_of_an_answer(tmp_path: Path) -> None:
    content = copied(
        tmp_path,
        ask_for={"waiting": "Ask at the benefit office first."},
        sources_for={"waiting": ["004:1", "004:2"]},
    )
    waiting = former_relevant(IN_2019, benefit_claim="waiting", benefit_claimed_on=IN_2019)
    own, usual = owed(waiting, "weekly_allowance", content), owed(waiting, "weekly_allowance")
    assert own["how_to_ask"] == "Ask at the benefit office first."
    assert [source["locator"] for source in own["sources"]] == ["004:1", "004:2"]
    assert own | {key: usual[key] for key in ("how_to_ask", "sources")} == usual
    paid = former_relevant(IN_2019, benefit_claim="paid")
    assert owed(paid, "weekly_allowance", content) == owed(paid, "weekly_allowance")


def test_another_language_has_its_own_words_on_how_to_ask_for_a_reason(tmp_path: Path) -> None:
    content = copied(tmp_path, ask_for={"waiting": "Ask first."})
    asked: list[str] = []

    def say(text: str, where: str) -> str:
        asked.append(where)
        return text.upper()

    words = load_book(content).in_language(say).entitlements["weekly_allowance"]
    assert words.ask_for == {"waiting": "ASK FIRST."}
    assert "offer/weekly_allowance.yaml: ask_for.waiting" in asked


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"ask_for": {"never": "Ask."}}, "Nothing uses “never” under “ask_for”."),
        ({"sources_for": {"never": ["004:1"]}}, "Nothing uses “never” under “sources_for”."),
        ({"sources_for": {"waiting": ["nowhere:1"]}}, "“nowhere” is not a document in sources.yaml."),
        ({"sources_for": {"waiting": []}}, "A source is needed"),
    ],
)
def test_words_or_sources_that_no_answer_can_have_are_a_fault(
    tmp_path: Path, changed: dict[str, Any], fault: str
) -> None:
    with pytest.raises(ContentError) as caught:
        engine(copied(tmp_path, **changed))
    assert [found.file for found in caught.value.faults] == ["offer/weekly_allowance.yaml"]
    assert fault in str(caught.value)
