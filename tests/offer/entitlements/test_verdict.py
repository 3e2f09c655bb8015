"""The rows of the table: which line decides, who decides an answer, and what a verdict takes from its row."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kentcare.core.content.files import ContentError
from kentcare.offer.entitlements.case import COLUMNS, LOOKED_AFTER, RELEVANT, Case
from kentcare.offer.entitlements.engine import engine
from kentcare.offer.entitlements.facts import Facts
from kentcare.offer.entitlements.table import ROWS
from kentcare.offer.entitlements.verdict import EntitlementRow, Verdict, may, no, row, yes
from kentcare.paths import CONTENT
from support.entitlement_content import copied_content

A_DAY = date(2020, 1, 1)


def disabled(case: Case) -> bool:
    return case.facts.disabled


def has_child(case: Case) -> bool:
    return case.facts.children > 0


def decided(one: EntitlementRow, column: int, **facts: Any) -> Verdict:
    """What a row answers in a column, whoever it is."""
    known = Facts(date_of_birth=A_DAY, **facts)
    return one.columns[column].decide(Case(known, engine(CONTENT).life(known), A_DAY.toordinal()))


def answers(one: EntitlementRow, **facts: Any) -> str:
    """The answers of a row in all its columns."""
    return " ".join(decided(one, column, **facts).answer for column in range(len(COLUMNS)))


def test_the_letters_answer_where_no_line_does() -> None:
    assert answers(row("example", "Y M - * Y M - * -", "law")) == "yes may no no yes may no no no"


def test_a_line_without_columns_stands_wherever_the_letter_is_no_dash() -> None:
    one = row("example", "Y M - * - - - - -", "law", may("child").when(has_child))
    assert answers(one, children=1) == "may may no may no no no no no"
    assert answers(one) == "yes may no no no no no no no"


def test_a_line_within_columns_stands_in_them_alone_whatever_the_letter() -> None:
    one = row(
        "example", "Y Y - - - - - - -", "law", no("child").within("E R").when(has_child), yes().within("R")
    )
    assert answers(one, children=1) == "yes no no no no no no no no"
    assert answers(one) == "yes yes yes no no no no no no"


def test_the_first_line_that_fits_decides() -> None:
    one = row("example", "Y - - - - - - - -", "law", may("child").when(has_child), no("ill").when(disabled))
    assert decided(one, LOOKED_AFTER, children=1, disabled=True).reason == "child"
    assert decided(one, LOOKED_AFTER, disabled=True).reason == "ill"


def test_a_line_asks_for_all_it_names_and_none_it_excludes() -> None:
    both = row("example", "Y - - - - - - - -", "law", no("both").when(has_child, disabled))
    neither = row("example", "Y - - - - - - - -", "law", no("neither").unless(has_child, disabled))
    one = row("example", "Y - - - - - - - -", "law", no("one").when(has_child).unless(disabled))
    for children in (0, 1):
        for ill in (False, True):
            facts = {"children": children, "disabled": ill}
            assert (decided(both, LOOKED_AFTER, **facts).answer == "no") is bool(children and ill)
            assert (decided(neither, LOOKED_AFTER, **facts).answer == "no") is not bool(children or ill)
            assert (decided(one, LOOKED_AFTER, **facts).answer == "no") is bool(children and not ill)


def test_a_row_has_a_letter_for_each_column() -> None:
    with pytest.raises(ValueError, match="shorter"):
        row("example", "Y Y Y", "law")


def test_an_answer_is_decided_by_whom_its_row_names_unless_it_names_somebody_itself() -> None:
    one = row(
        "example",
        "Y - - - - - - - -",
        "law",
        may("panel", by="panel").when(has_child),
        no("ill").when(disabled),
    )
    deciders = {verdict.reason: verdict.decided_by for verdict in one.verdicts}
    assert deciders == {"yes": "law", "no": "law", "panel": "panel", "ill": "law"}
    assert one.deciders == ("law", "panel")


def test_a_yes_and_a_may_take_the_notes_and_the_figure_of_their_row_and_a_no_does_not() -> None:
    one = row(
        "example",
        "Y M * - - - - - -",
        "law",
        may("child", "own", figure=None).when(has_child),
        no("ill", notes="own").when(disabled),
        yes("other", figure="b").within("R"),
        figure="a",
        cap="up_to",
        notes="shared",
    )
    found = {verdict.reason: (verdict.notes, verdict.figure) for verdict in one.verdicts}
    assert found == {
        "yes": (("shared",), "a"),
        "may": (("shared",), "a"),
        "child": (("own", "shared"), None),
        "ill": (("own",), None),
        "other": (("shared",), "b"),
        "no": ((), None),
    }
    assert decided(one, RELEVANT).cap == "up_to"


def test_every_row_that_a_page_lists_says_who_may_decide() -> None:
    deciders = {one.id: one.deciders for one in ROWS}
    assert deciders["weekly_allowance"] == ("policy", "law", "assessment")
    assert deciders["staying_put"] == ("law", "policy")
    assert deciders["not_intentionally_homeless"] == ("law",)


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
