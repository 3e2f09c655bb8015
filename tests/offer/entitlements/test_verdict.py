"""Who decides, how to ask and the sources belong to an answer; a row gives what an answer does not name."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from kentcare.core.content.files import ContentError
from kentcare.offer.entitlements import engine as engine_module
from kentcare.offer.entitlements.engine import engine
from kentcare.offer.entitlements.table import ROWS
from kentcare.offer.entitlements.verdict import VerdictDraft, refuse, row_of
from support.entitlement_content import copied_content
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
    return copied_content(tmp_path)


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
        engine(copied_content(tmp_path, **changed))
    assert [found.file for found in caught.value.faults] == ["offer/weekly_allowance.yaml"]
    assert fault in str(caught.value)
