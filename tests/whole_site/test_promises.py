"""Each sentence that says what the site does is held by a test that does it."""

import ast
from collections import Counter
from functools import cache

import pytest
import yaml

from support.locks import ROOT
from support.promises import is_promising, promising

TABLE = yaml.safe_load((ROOT / "tests" / "whole_site" / "promises.yaml").read_text())
HELD, NO_PROMISE = TABLE["held_by"], TABLE["no_promise"]


@cache
def functions_of(file: str) -> set[str]:
    """The names of the test functions of a file."""
    tree = ast.parse((ROOT / file).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_each_promise_has_a_test_or_a_reason_to_be_none() -> None:
    listed = {one for rows in (*HELD.values(), *NO_PROMISE.values()) for one in rows}
    found = promising()
    assert not found - listed, (
        "Name the test that does what each of these sentences says, in promises.yaml; "
        f"or why it promises nothing: {sorted(found - listed)}"
    )
    assert not listed - found, f"The site says this no more. Take it out of promises.yaml: {listed - found}"


def test_no_sentence_stands_in_the_table_twice() -> None:
    numbers = Counter(one for rows in (*HELD.values(), *NO_PROMISE.values()) for one in rows)
    assert not [one for one, number in numbers.items() if number > 1]


@pytest.mark.parametrize("test", HELD)
def test_each_test_that_is_named_is_there(test: str) -> None:
    file, _, name = test.partition("::")
    assert (ROOT / file).is_file(), f"There is no {file}."
    assert name in functions_of(file), f"There is no {name} in {file}."


@pytest.mark.parametrize(
    ("text", "promises"),
    [
        ("We delete it within 7 days.", True),
        ("Saved. Nobody else reads it.", True),
        ("They are told at once.", True),
        ("Write the day you were born", False),
        ("Did we tell you?", False),
        ("Ask your adviser. Theirs is the number above.", False),
    ],
)
def test_what_is_a_promise_is_found(text: str, promises: bool) -> None:
    assert is_promising(text) is promises
