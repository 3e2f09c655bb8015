"""Each thing that can be wrong with terms has words that say what to do."""

import pytest
from flask import Flask

from kentcare.hosting.terms.labels import places_words, problem_words
from kentcare.hosting.terms.rules import TermsProblem


@pytest.mark.parametrize("problem", TermsProblem)
def test_each_problem_has_words(app: Flask, problem: TermsProblem) -> None:
    with app.test_request_context("/en/"):
        assert problem_words(problem)


def test_one_place_and_more(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert [places_words(number) for number in (0, 1, 2)] == ["0 places", "1 place", "2 places"]
