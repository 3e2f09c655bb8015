"""A figure of the offer stands once in the tests, in support/oracle_figures.py; all others ask there."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from support.oracle_figures import CONFLICTS, FIGURES, figure_on, pounds_on

TESTS = Path(__file__).resolve().parents[1]
LIST = TESTS / "support" / "oracle_figures.py"
# Smaller whole amounts, as £50, stand for others just as well. These are not met by chance.
_LEAST = 1000
VALUES = {value for _name, value, *_ in FIGURES} | {value for _name, _day, value, _where in CONFLICTS}


def _written(value: str) -> Iterator[str]:
    """How an amount may be written: as in content/, and as on a page."""
    pounds, _, pence = value.partition(".")
    if pence != "00":
        yield from (value, f"{value}0")
    elif int(pounds) >= _LEAST:
        yield from (value, f"£{pounds}", f"{int(pounds):,}")


TOLD = re.compile(
    "|".join(rf"(?<![\d,.]){re.escape(text)}(?![\d.,]?\d)" for value in VALUES for text in _written(value))
)


def figures_in(source: str) -> list[int]:
    """The numbers of the lines on which a text of Python holds a figure of the offer."""
    texts = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    # “2,000 letters” is no sum: only what could be money is looked at.
    return [
        node.lineno
        for node in texts
        if isinstance(node.value, str)
        and TOLD.search(re.sub(r"[\d,]+(?= (letters|rows|files|lines))", "", node.value))
    ]


def test_each_figure_stands_once_in_the_tests() -> None:
    assert not [
        f"{file.relative_to(TESTS)}:{line}: ask support/oracle_figures.py, or take a sum that is no figure"
        for file in sorted(TESTS.rglob("*.py"))
        if file not in (LIST, Path(__file__))
        for line in figures_in(file.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("text", ["£57.90", "57.90 a week", "£3,000", "3000.00", "at least £3000"])
def test_a_figure_that_is_typed_out_is_found(text: str) -> None:
    assert figures_in(f"# first\nassert {text!r} in page\n") == [2]


@pytest.mark.parametrize("text", ["£50", "£13,000", "2,000 letters or fewer", "03000 41 11 11", "58.40"])
def test_what_is_no_figure_is_not(text: str) -> None:
    assert figures_in(f"assert {text!r} in page") == []


def test_a_figure_is_written_as_on_a_page() -> None:
    on = date(2017, 4, 1)
    assert [pounds_on(name, on) for name in ("weekly_allowance", "birthday_17")] == ["£57.90", "£30"]
    assert pounds_on("setting_up_home", date(2026, 11, 22)) == "£3,000"
    assert figure_on("setting_up_home", date(2000, 1, 1).toordinal()) is None
