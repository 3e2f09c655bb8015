"""`kentcare offer` as somebody meets it who types it: what goes in, what comes out, and how it refuses."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner, Result

from kentcare.cli import main
from kentcare.offer.entitlements.table import ROWS
from support.oracle import day_of
from support.oracle_figures import figure_on, losing_values

EXAMPLE: dict[str, Any] = {
    "on": "2017-04-01",
    "date_of_birth": "1999-09-03",
    "care": [{"from": "2015-01-05", "to": None}],
    "living": "supported_lodgings",
}


def run(*arguments: str, given: object) -> Result:
    """The command with text, bytes or (as JSON) anything else on its standard input."""
    text = given if isinstance(given, str | bytes) else json.dumps(given)
    return CliRunner().invoke(main, ["offer", *arguments], input=text, catch_exceptions=False)


def explain(facts: object) -> dict[str, Any]:
    result = run("explain", given=facts)
    assert (result.exit_code, result.stderr) == (0, "")
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def batch(text: str | bytes) -> tuple[int, list[dict[str, Any]]]:
    result = run("explain", "--batch", given=text)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def typed(*arguments: str, given: str) -> subprocess.CompletedProcess[str]:
    """The real command in a process of its own."""
    command = [str(Path(sys.executable).with_name("kentcare")), "offer", *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, check=False)


# The shape of an answer.


def test_a_young_person_s_facts_get_their_answer() -> None:
    answer = explain(EXAMPLE)
    assert {key: answer[key] for key in ("on", "age", "status", "responsible")} == {
        "on": "2017-04-01",
        "age": 17,
        "status": "eligible",
        "responsible": True,
    }
    assert (answer["next"]["on"], answer["next"]["status"]) == ("2017-09-03", "former_relevant")
    clothing = next(one for one in answer["entitlements"] if one["id"] == "clothing")
    assert (clothing["answer"], clothing["decided_by"]) == ("yes", "policy")
    assert clothing["amount"].pop("review_by") > "2026-11-22"
    assert clothing["amount"] == figure_on("clothing_year", day_of(EXAMPLE["on"]))
    assert [lost["value"] for lost in clothing["conflicts"]] == losing_values("clothing_year")


def test_every_object_of_an_answer_has_exactly_its_keys_in_their_order() -> None:
    answer = explain(EXAMPLE)
    assert list(answer) == [
        "on", "age", "status", "responsible", "because", "next", "entitlements", "signposts",
    ]  # fmt: skip
    assert list(answer["next"]) == ["on", "status", "why"]
    for reason in answer["because"]:
        assert list(reason) == ["text", "source"]
        assert list(reason["source"]) == ["document", "locator"]
    for signpost in answer["signposts"]:
        assert list(signpost) == ["id", "name", "why", "contact"]
    for one in answer["entitlements"]:
        assert list(one) == [
            "id", "answer", "decided_by", "amount", "reason", "would_change", "conditions", "how_to_ask",
            "sources", "conflicts",
        ]  # fmt: skip
        assert all(list(source) == ["document", "locator"] for source in one["sources"])
        if one["amount"] is not None:
            assert list(one["amount"]) == [
                "value", "currency", "per", "cap", "from", "state", "confirmed", "review_by",
            ]  # fmt: skip
        for lost in one["conflicts"]:
            assert list(lost) == ["value", "source", "why_not_used"]
            assert list(lost["source"]) == ["document", "locator"]
    assert any(one["conflicts"] for one in answer["entitlements"])


def test_every_entitlement_stands_once_and_in_the_order_of_the_list() -> None:
    assert [one["id"] for one in explain(EXAMPLE)["entitlements"]] == [row.id for row in ROWS]


def test_nothing_in_an_answer_has_the_wrong_type() -> None:
    answer = explain(EXAMPLE)
    assert answer["because"]
    assert answer["signposts"]
    for one in answer["entitlements"]:
        assert one["answer"] in {"yes", "may", "no", "unknown"}
        assert one["decided_by"] in {"law", "policy", "assessment", "panel"}
        assert one["reason"].endswith(".")
        # It ends with a sentence, or with the number to ring.
        assert one["how_to_ask"][-1] == "." or one["how_to_ask"][-1].isdigit()
        assert one["sources"]
        assert all(isinstance(condition, str) for condition in one["conditions"])
        assert one["would_change"] is None or isinstance(one["would_change"], str)
        if one["answer"] in {"no", "unknown"}:
            assert (one["amount"], one["conflicts"]) == (None, [])


def test_after_the_last_change_next_is_null() -> None:
    assert explain({**EXAMPLE, "on": "2024-09-03"})["next"] is None
    assert explain({**EXAMPLE, "on": "2024-09-02"})["next"]["on"] == "2024-09-03"


def test_an_answer_is_one_object_that_a_person_can_read_and_ends_with_a_line_end() -> None:
    out = run("explain", given=EXAMPLE).stdout
    assert out.startswith('{\n  "on": "2017-04-01",\n  "age": 17,')
    assert out.endswith("}\n")
    assert "’" in out, "letters stand as themselves"


def test_english_is_the_language_unless_another_is_asked_for() -> None:
    assert run("explain", "--language", "en", given=EXAMPLE).stdout == run("explain", given=EXAMPLE).stdout


@pytest.mark.parametrize("command", ["explain", "timeline"])
def test_a_language_that_nobody_has_written_is_refused(command: str) -> None:
    result = run(command, "--language", "tlh", given=EXAMPLE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "tlh" in result.stderr


# Facts that cannot be used.

BORN = '{"date_of_birth": "1999-09-03", "on": "2017-04-01", '
BAD_FACTS: list[tuple[str, str]] = [
    ("date_of_birth", '{"on": "2017-04-01"}'),
    ("date_of_birth", '{"date_of_birth": null}'),
    ("date_of_birth", '{"date_of_birth": "2017-04-02", "on": "2017-04-01"}'),
    ("date_of_birth", '{"date_of_birth": "1999-02-29"}'),
    ("date_of_birth", '{"date_of_birth": "3 September 1999"}'),
    ("date_of_birth", '{"date_of_birth": "1999-09-03T00:00:00"}'),
    ("date_of_birth", '{"date_of_birth": 19990903}'),
    ("on", '{"date_of_birth": "1999-09-03", "on": null}'),
    ("on", '{"date_of_birth": "1999-09-03", "on": "2017-02-30"}'),
    ("onn", BORN + '"onn": "2017-04-01"}'),
    ("Children", BORN + '"Children": 1}'),
    ("", BORN + '"": 1}'),
    ("authority", BORN + '"authority": "Kent"}'),
    ("authority", BORN + '"authority": null}'),
    ("care", BORN + '"care": null}'),
    ("care", BORN + '"care": {"from": "2015-01-05"}}'),
    ("care[0]", BORN + '"care": ["2015-01-05"]}'),
    ("care[0].from", BORN + '"care": [{"to": "2016-01-05"}]}'),
    ("care[0].from", BORN + '"care": [{"from": null}]}'),
    ("care[0].from", BORN + '"care": [{"from": "1999-09-02"}]}'),
    ("care[0].to", BORN + '"care": [{"from": "2015-01-05", "to": "2015-01-04"}]}'),
    ("care[0].to", BORN + '"care": [{"from": "2015-01-05", "to": "2015-06-31"}]}'),
    ("care[0].kind", BORN + '"care": [{"from": "2015-01-05", "kind": "respite"}]}'),
    ("care[0].until", BORN + '"care": [{"from": "2015-01-05", "until": null}]}'),
    ("care[1].to", BORN + '"care": [{"from": "2015-01-05"}, {"from": "2016-01-05", "to": 5}]}'),
    (
        "care[1].from",
        BORN + '"care": [{"from": "2015-01-05", "to": "2015-02-01"}, {"from": "2015-02-01"}]}',
    ),
    ("care[0].from", BORN + '"care": [{"from": "2015-02-01"}, {"from": "2015-01-05"}]}'),
    ("at_16", BORN + '"at_16": "prison"}'),
    ("at_home", BORN + '"at_home": null}'),
    ("at_home[1].from", BORN + '"at_home": [{"from": "2016-01-01"}, {}]}'),
    ("at_home[0].to", BORN + '"at_home": [{"from": "2016-01-01", "to": "2015-12-31"}]}'),
    ("at_home[0].kind", BORN + '"at_home": [{"from": "2016-01-01", "kind": "looked_after"}]}'),
    ("special_guardianship.from", BORN + '"special_guardianship": {}}'),
    ("special_guardianship.from", BORN + '"special_guardianship": {"from": "1999-09-02"}}'),
    ("privately_fostered.to", BORN + '"privately_fostered": {"from": "2010-01-01", "to": "2009-01-01"}}'),
    ("disabled", BORN + '"disabled": null}'),
    ("disabled", BORN + '"disabled": "yes"}'),
    ("living", BORN + '"living": "tent"}'),
    ("study", BORN + '"study": "higher"}'),
    ("study.level", BORN + '"study": {"from": "2016-09-01"}}'),
    ("study.level", BORN + '"study": {"level": "school", "from": "2016-09-01"}}'),
    ("study.from", BORN + '"study": {"level": "further"}}'),
    ("study.from", BORN + '"study": {"level": "further", "from": "1999-09-02"}}'),
    ("study.to", BORN + '"study": {"level": "further", "from": "2016-09-01", "to": "2016-08-31"}}'),
    ("study.full_time", BORN + '"study": {"level": "further", "from": "2016-09-01", "full_time": null}}'),
    ("returning_to_study", BORN + '"returning_to_study": 1}'),
    ("immigration", BORN + '"immigration": ""}'),
    ("pregnant_weeks", BORN + '"pregnant_weeks": 20.5}'),
    ("pregnant_weeks", BORN + '"pregnant_weeks": -1}'),
    ("children", BORN + '"children": null}'),
    ("children", BORN + '"children": "1"}'),
    ("children", BORN + '"children": true}'),
    ("lone_parent", BORN + '"lone_parent": 0}'),
    ("benefit_claim", BORN + '"benefit_claim": null}'),
    ("benefit_claimed_on", BORN + '"benefit_claimed_on": "soon"}'),
    ("no_suitable_clothes", BORN + '"no_suitable_clothes": []}'),
    ("moving_to_own_tenancy", BORN + '"moving_to_own_tenancy": null}'),
]  # fmt: skip

NOT_ONE_OBJECT = [
    "",
    "   ",
    "facts",
    "[]",
    "5",
    "null",
    '"1999-09-03"',
    '{"date_of_birth": "1999-09-03"',
    "{,}",
]


@pytest.mark.parametrize(("field", "facts"), BAD_FACTS)
def test_facts_that_cannot_be_used_are_refused_in_one_line_that_names_the_field(
    field: str, facts: str
) -> None:
    for command in (["explain"], ["timeline"], ["timeline", "--ical"]):
        result = run(*command, given=facts)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"{field}: ")
        assert result.stderr.count("\n") == 1
        assert result.stderr.endswith(".\n")


@pytest.mark.parametrize(("field", "facts"), BAD_FACTS)
def test_a_batch_names_the_same_field_for_the_same_facts(field: str, facts: str) -> None:
    status, (answer,) = batch(facts)
    assert status == 2
    assert list(answer) == ["error", "field"]
    assert answer["field"] == field
    assert answer["error"].startswith(f"{field}: ")


@pytest.mark.parametrize("text", NOT_ONE_OBJECT)
def test_what_is_not_one_object_is_refused_in_one_line(text: str) -> None:
    result = run("explain", given=text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "This is not one JSON object.\n"


def test_a_name_with_a_line_end_in_it_is_still_told_in_one_line() -> None:
    result = run("explain", given=BORN + '"a\\nb": 1}')
    assert result.stderr == "a\\nb: There is no fact of this name.\n"


def test_bytes_that_are_no_text_are_refused() -> None:
    result = run("explain", given=b'{"date_of_birth": "1999-09-03", "on": "\xff"}')
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1


def test_what_the_table_allows_to_be_null_may_be_null() -> None:
    nothing = ("special_guardianship", "privately_fostered", "study", "pregnant_weeks", "benefit_claimed_on")
    assert explain({**EXAMPLE, **dict.fromkeys(nothing)}) == explain(EXAMPLE)


def test_a_period_without_an_end_is_one_that_goes_on() -> None:
    assert explain({**EXAMPLE, "care": [{"from": "2015-01-05"}]}) == explain(EXAMPLE)


def test_a_course_is_full_time_unless_it_is_said_not_to_be() -> None:
    course = {"level": "higher", "from": "2018-09-01"}
    facts = {**EXAMPLE, "on": "2019-01-01", "study": course}
    assert explain(facts) == explain({**facts, "study": {**course, "full_time": True}})
    assert explain(facts) != explain({**facts, "study": {**course, "full_time": False}})


# Many at once.


def line_of(**facts: object) -> str:
    return json.dumps({**EXAMPLE, **facts})


def test_a_batch_answers_every_line_in_order_and_as_explain_does() -> None:
    days = ["2017-04-01", "2014-01-01", "2020-01-01", "2017-09-03", "2030-01-01"]
    status, answers = batch("\n".join(line_of(on=day) for day in days) + "\n")
    assert status == 0
    assert answers == [explain({**EXAMPLE, "on": day}) for day in days]


def test_a_bad_line_gives_its_fault_in_its_place_and_the_rest_is_answered() -> None:
    status, answers = batch("\n".join([line_of(), line_of(children=-1), "no JSON", "{}", line_of()]))
    assert status == 2
    assert [answer.get("status", "error") for answer in answers] == [
        "eligible", "error", "error", "error", "eligible",
    ]  # fmt: skip
    assert [answer["field"] for answer in answers[1:4]] == ["children", None, "date_of_birth"]
    assert all(list(answer) == ["error", "field"] for answer in answers[1:4])


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n\r\n"])
def test_empty_lines_are_passed_over(text: str) -> None:
    assert batch(text) == (0, [])
    status, answers = batch(text + line_of() + "\r\n" + text + line_of())
    assert (status, len(answers)) == (0, 2)


def test_a_batch_says_nothing_on_standard_error() -> None:
    result = run("explain", "--batch", given="no JSON\n")
    assert result.stderr == ""
    assert json.loads(result.stdout) == {"error": "This is not one JSON object.", "field": None}


def test_a_line_that_is_no_text_does_not_stop_the_others() -> None:
    status, answers = batch(b"\xff\xfe\n" + line_of().encode() + b"\n")
    assert status == 2
    assert answers[0]["field"] is None
    assert answers[1]["status"] == "eligible"


# The day.


@pytest.mark.parametrize(
    ("moment", "in_london"),
    [
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), "2026-06-30"),
        (datetime(2026, 6, 30, 23, 0, tzinfo=UTC), "2026-07-01"),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), "2026-12-31"),
        (datetime(2027, 1, 1, 0, 0, tzinfo=UTC), "2027-01-01"),
    ],
)
def test_without_a_day_the_answer_is_for_today_in_london(moment: datetime, in_london: str) -> None:
    facts = {key: value for key, value in EXAMPLE.items() if key != "on"}
    with time_machine.travel(moment, tick=False):
        assert explain(facts)["on"] == in_london
        assert batch(json.dumps(facts))[1][0]["on"] == in_london


def test_somebody_who_is_born_tomorrow_is_refused_and_somebody_born_today_is_not() -> None:
    with time_machine.travel(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), tick=False):
        assert explain({"date_of_birth": "2026-07-01"})["status"] == "too_young"
        result = run("explain", given={"date_of_birth": "2026-07-02"})
    assert (result.exit_code, result.stderr.partition(":")[0]) == (2, "date_of_birth")


# The timeline.


def milestones(*arguments: str, **facts: object) -> list[dict[str, Any]]:
    result = run("timeline", *arguments, given={**EXAMPLE, **facts})
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert list(found) == ["milestones"]
    rows: list[dict[str, Any]] = found["milestones"]
    return rows


def test_a_timeline_begins_on_the_day_itself_and_with_all_at_birth() -> None:
    ahead, whole = milestones(), milestones("--all")
    assert [row["id"] for row in whole if row["on"] < "2017-04-01"] == [
        "pathway_assessment_due",
        "becomes_eligible",
        "pathway_plan_review",
        "pathway_plan_review",
        "personal_adviser_named",
        "birthday_17_payment",
        "pathway_plan_review",
        "transition_meeting",
    ]
    assert [row for row in whole if row["on"] >= "2017-04-01"] == ahead
    assert ahead[0]["on"] >= "2017-04-01"


def test_a_milestone_on_the_day_itself_is_in_the_timeline_and_the_day_after_it_is_not() -> None:
    assert "becomes_former_relevant" in {row["id"] for row in milestones(on="2017-09-03")}
    assert "becomes_former_relevant" not in {row["id"] for row in milestones(on="2017-09-04")}


def test_every_milestone_has_its_keys_and_a_source_and_stands_in_order_of_days() -> None:
    rows = milestones("--all")
    assert [row["on"] for row in rows] == sorted(row["on"] for row in rows)
    for row in rows:
        assert list(row) == ["id", "on", "text", "who_helps", "sources"]
        assert row["text"]
        assert row["who_helps"]
        assert row["sources"]
        assert date.fromisoformat(row["on"])
        assert all(list(source) == ["document", "locator"] for source in row["sources"])


def test_a_timeline_of_somebody_whom_nothing_awaits_is_empty() -> None:
    assert milestones(on="2026-11-22") == []


# In a process of its own.


def test_the_command_answers_and_refuses_as_it_does_in_these_tests() -> None:
    good = typed("explain", given=json.dumps(EXAMPLE))
    assert (good.returncode, good.stderr) == (0, "")
    assert json.loads(good.stdout) == explain(EXAMPLE)
    bad = typed("explain", given=line_of(children=-1))
    assert (bad.returncode, bad.stdout) == (2, "")
    assert bad.stderr.startswith("children: ")
    assert bad.stderr.count("\n") == 1


def test_a_batch_in_a_process_of_its_own_ends_with_the_status_of_its_worst_line() -> None:
    good = typed("explain", "--batch", given=f"{line_of()}\n\n{line_of()}\n")
    assert (good.returncode, good.stderr, good.stdout.count("\n")) == (0, "", 2)
    mixed = typed("explain", "--batch", given=f"{line_of()}\n[]\n")
    assert (mixed.returncode, mixed.stderr) == (2, "")
    assert json.loads(mixed.stdout.splitlines()[1])["field"] is None
