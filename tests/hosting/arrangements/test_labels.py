"""The words of levels, endings and refusals: each has some, and none tells more than its reader may know."""

from collections.abc import Iterator

import pytest
from flask import Flask

from kentcare.hosting.arrangements import labels
from kentcare.hosting.arrangements.rules import YOUNGEST, ArrangementProblem, Ending, Level


@pytest.fixture(autouse=True)
def on_a_page(app: Flask) -> Iterator[None]:
    with app.test_request_context("/en/"):
        yield


def test_each_level_has_a_name_and_what_is_no_level_has_none() -> None:
    assert len({labels.level_words(level) for level in Level}) == len(Level)
    with pytest.raises(ValueError, match="supreme"):
        labels.level_words("supreme")


def test_each_ending_has_words_and_a_change_of_level_cannot_be_chosen() -> None:
    words = labels.ending_words()
    assert words.keys() == set(Ending)
    offered = dict(labels.choices_of_ending())
    assert offered == {one.value: words[one] for one in Ending if one is not Ending.LEVEL}


@pytest.mark.parametrize("problem", ArrangementProblem)
def test_each_problem_says_what_to_do_beside_its_field(problem: ArrangementProblem) -> None:
    words = labels.problem_words(problem)
    # Shown below a field, where no other message ends with a full stop.
    assert not words.endswith(".")
    assert (str(YOUNGEST) in words) is (problem is ArrangementProblem.TOO_YOUNG)
