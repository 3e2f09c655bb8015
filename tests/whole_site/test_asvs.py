"""docs/asvs.md speaks of each requirement of levels 1 and 2 once, and names tests that there are."""

import ast
import re
from collections import Counter
from functools import cache

import pytest

from support.locks import ROOT

DOCUMENT = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
STATES = {"held", "left", "operator", "none"}
# ASVS 5.0.0: the requirements of levels 1 and 2 in each section. Those of level 3 come last in theirs.
SECTIONS = {
    "1.1": 2,
    "1.2": 9,
    "1.3": 11,
    "1.4": 3,
    "1.5": 2,
    "2.1": 3,
    "2.2": 3,
    "2.3": 4,
    "2.4": 1,
    "3.2": 2,
    "3.3": 4,
    "3.4": 6,
    "3.5": 5,
    "3.7": 2,
    "4.1": 3,
    "4.2": 1,
    "4.3": 2,
    "4.4": 4,
    "5.1": 1,
    "5.2": 3,
    "5.3": 2,
    "5.4": 3,
    "6.1": 3,
    "6.2": 12,
    "6.3": 4,
    "6.4": 4,
    "6.5": 5,
    "6.6": 3,
    "6.8": 4,
    "7.1": 3,
    "7.2": 4,
    "7.3": 2,
    "7.4": 5,
    "7.5": 2,
    "7.6": 2,
    "8.1": 2,
    "8.2": 3,
    "8.3": 1,
    "8.4": 1,
    "9.1": 3,
    "9.2": 4,
    "10.1": 2,
    "10.2": 2,
    "10.3": 4,
    "10.4": 11,
    "10.5": 5,
    "10.6": 2,
    "10.7": 3,
    "11.1": 2,
    "11.2": 3,
    "11.3": 3,
    "11.4": 4,
    "11.5": 1,
    "11.6": 1,
    "12.1": 3,
    "12.2": 2,
    "12.3": 4,
    "13.1": 1,
    "13.2": 5,
    "13.3": 2,
    "13.4": 5,
    "14.1": 2,
    "14.2": 4,
    "14.3": 3,
    "15.1": 3,
    "15.2": 3,
    "15.3": 7,
    "16.1": 1,
    "16.2": 5,
    "16.3": 4,
    "16.4": 3,
    "16.5": 3,
    "17.1": 1,
    "17.2": 4,
    "17.3": 2,
}
ROWS = re.findall(r"^\| (\d+\.\d+\.\d+[^|]*) \| (\w+) \| (.+) \|$", DOCUMENT, re.MULTILINE)
TESTS = sorted(set(re.findall(r"`([\w/]+)::(\w+)`", DOCUMENT)) - {("web/test_headers", "test_name")})


def numbers(text: str) -> list[str]:
    """The requirements of a row: “1.2.6–8, 1.3.1” are four."""
    found = []
    for one in text.split(", "):
        first, _, last = one.partition("–")
        section, _, number = first.rpartition(".")
        found += [f"{section}.{each}" for each in range(int(number), int(last or number) + 1)]
    return found


@cache
def functions_of(file: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / f"{file}.py").read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_each_requirement_of_both_levels_stands_there_once() -> None:
    wanted = {f"{section}.{one}" for section, count in SECTIONS.items() for one in range(1, count + 1)}
    assert len(wanted) == 253
    found = Counter(one for row, _, _ in ROWS for one in numbers(row))
    assert not [one for one, times in found.items() if times > 1]
    assert found.keys() == wanted


def test_each_row_says_how_it_stands() -> None:
    assert {state for _, state, _ in ROWS} == STATES
    assert all(why.strip() for _, _, why in ROWS)


@pytest.mark.parametrize(("file", "name"), TESTS, ids=[f"{file}::{name}" for file, name in TESTS])
def test_each_test_that_it_names_is_there(file: str, name: str) -> None:
    assert (ROOT / "tests" / f"{file}.py").is_file(), f"There is no {file}."
    assert name in functions_of(file), f"There is no {name} in {file}."
