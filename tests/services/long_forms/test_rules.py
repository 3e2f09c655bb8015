"""What is kept of a form, and how two texts of it are brought together."""

import re

import pytest

from kentcare.services.long_forms.rules import (
    MOST_LETTERS,
    Words,
    as_typed,
    differing,
    is_too_long,
    left_over,
    merged,
    new_reference,
    upgraded,
)


def test_only_what_somebody_typed_is_kept() -> None:
    posted = [
        ("csrf_token", ["x"]),
        ("_do", ["save"]),
        ("health", ["One\r\ntwo\x00"]),
        ("hard", [""]),
        ("needs", ["call", "break"]),
    ]
    assert as_typed(posted) == {"health": ["One\ntwo"], "needs": ["call", "break"]}


def test_the_letters_of_all_fields_count_together() -> None:
    words: Words = {"health": ["x" * (MOST_LETTERS - 2)], "needs": ["a", "b"]}
    assert not is_too_long(words)
    assert is_too_long({**words, "hard": ["x"]})


MINE: Words = {"health": ["mine"], "hard": ["both say this"], "money": ["1"]}
THEIRS: Words = {"health": ["theirs"], "hard": ["both say this"], "work": ["2"]}


def test_a_field_that_only_one_has_differs_too() -> None:
    assert differing(MINE, THEIRS) == ["health", "money", "work"]
    assert differing(MINE, MINE) == []


@pytest.mark.parametrize(
    ("choice", "chosen"),
    [
        ("mine", MINE),
        ("theirs", THEIRS),
        (
            "both",
            {"health": ["mine\n\ntheirs"], "hard": ["both say this"], "money": ["1"], "work": ["2"]},
        ),
    ],
)
def test_of_two_texts_one_or_both_are_taken(choice: str, chosen: Words) -> None:
    assert merged(MINE, THEIRS, dict.fromkeys(differing(MINE, THEIRS), choice)) == chosen


@pytest.mark.parametrize("choices", [{"health": "mine"}, {"health": "x", "money": "mine", "work": "mine"}])
def test_a_choice_that_is_missing_or_unknown_is_refused(choices: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        merged(MINE, THEIRS, choices)


def _renamed(words: Words) -> Words:
    return {"well" if name == "good" else name: values for name, values in words.items()}


def _dropped(words: Words) -> Words:
    return {name: values for name, values in words.items() if name != "well"}


@pytest.mark.parametrize(
    ("made_for", "expected"),
    [(1, {}), (2, {"good": ["Yes"]}), (4, {"good": ["Yes"]}), (5, {"good": ["Yes"]})],
)
def test_words_go_through_each_version_after_theirs_and_no_other(made_for: int, expected: Words) -> None:
    upgrades = {1: _renamed, 3: _dropped}
    assert upgraded({"good": ["Yes"]}, made_for, 4, upgrades) == expected


def test_what_the_form_has_no_field_for_is_left_over() -> None:
    assert left_over({"health": ["Well"], "dropped": ["No box"]}, ["health"]) == {"dropped": ["No box"]}


def test_a_reference_has_no_letter_that_is_mistaken_for_another() -> None:
    for _ in range(200):
        assert re.fullmatch(r"[A-Z3-9]{4}-[A-Z3-9]{4}", reference := new_reference())
        assert not set("BGIOSZ") & set(reference), reference
