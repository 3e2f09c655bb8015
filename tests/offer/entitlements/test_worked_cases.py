"""Thirty people whose answers were worked out by hand from the law, each with the law behind it.

cases/entitlements.json has what is right of each: the status, answers with amounts and who decides, the next
change, and signposts in order.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kentcare.cli import main

Case = dict[str, Any]
CASES: list[Case] = json.loads((Path(__file__).parent / "cases" / "entitlements.json").read_text("utf-8"))


def explained(facts: dict[str, Any]) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["offer", "explain"], input=json.dumps(facts), catch_exceptions=False)
    assert (result.exit_code, result.stderr) == (0, "")
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_worked_case_gets_its_answer(case: Case) -> None:
    answer = explained(case["facts"])
    rows = {row["id"]: row for row in answer["entitlements"]}
    assert answer["status"] == case["status"]
    assert answer["responsible"] == case.get("responsible", True)
    for name, (answers, amount) in case["answers"].items():
        assert (name, rows[name]["answer"] in answers) == (name, True)
        if amount is not None:
            assert (name, rows[name]["amount"]["value"]) == (name, amount)
    for name, decider in case.get("decided_by", {}).items():
        assert (name, rows[name]["decided_by"]) == (name, decider)
    if "next" in case:
        assert [answer["next"]["on"], answer["next"]["status"]] == case["next"]
    named = [signpost["id"] for signpost in answer["signposts"]]
    assert [name for name in named if name in case.get("signposts", ())] == case.get("signposts", [])


def test_all_thirty_are_tried() -> None:
    assert len(CASES) == 30
