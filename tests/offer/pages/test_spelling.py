"""A misspelt word is mended; a word that is right, or like no other, is left alone."""

import pytest

from kentcare.offer.danger.misspelt import is_real
from kentcare.offer.pages.spelling import mend

NAMES = ["money", "tracking", "would", "clothes", "guarantor", "wear", "الملابس"]


@pytest.mark.parametrize(
    ("typed", "meant"), [("moneey", "money"), ("clohtes", "clothes"), ("garantor", "guarantor")]
)
def test_what_is_misspelt_is_mended(typed: str, meant: str) -> None:
    assert mend(typed, NAMES) == meant


@pytest.mark.parametrize("typed", ["trafficking", "mould", "monkey", "wears", "coats"])
def test_what_is_right_is_left_alone(typed: str) -> None:
    assert is_real(typed)
    assert mend(typed, NAMES) is None


@pytest.mark.parametrize("typed", ["wer", "xyzzyq", "clothesmoney" * 2])
def test_what_is_short_or_long_or_like_nothing_is_left_alone(typed: str) -> None:
    assert mend(typed, NAMES) is None


def test_words_of_other_languages_must_be_more_alike() -> None:
    """No list says which of them are right."""
    assert mend("المالبس", ["الملابس"]) is None
    assert mend("الملاابس", ["الملابس"]) == "الملابس"


@pytest.mark.parametrize(
    ("word", "meant"), [("pasport", "passport"), ("adress", "address"), ("hitting", "hiting")]
)
def test_a_letter_that_is_doubled_or_not_is_mended_though_it_makes_a_word(word: str, meant: str) -> None:
    assert mend(word, ["passport", "address", "hiting", "port"]) == meant


def test_two_words_that_were_typed_as_one_are_two() -> None:
    assert mend("pathwayplan", ["pathway", "plan", "path"]) == "pathway plan"
