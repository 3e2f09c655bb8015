"""Each skill and each level has its words, and a chart is described in the order of its months."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from kentcare.core.languages.listed import offered_tags
from kentcare.hosting.reports.skills import labels
from kentcare.hosting.reports.skills.rules import LEVELS, SKILLS

MONTHS = {date(2026, 11, 1): 3, date(2026, 9, 1): 1, date(2027, 1, 1): 4}


@pytest.fixture(params=offered_tags())
def tag(request: pytest.FixtureRequest, app: Flask) -> Iterator[str]:
    """The language in which a page is shown: a young person reads these words too."""
    with app.test_request_context(f"/{request.param}/"):
        yield str(request.param)


def test_each_skill_and_each_level_has_words_of_its_own(tag: str) -> None:
    for words in (labels.skill_words(), labels.skill_hints()):
        assert tuple(words) == SKILLS
        assert len(set(words.values())) == len(SKILLS)
    assert tuple(labels.level_words()) == LEVELS
    assert len(set(labels.level_words().values())) == len(LEVELS)


def test_a_chart_is_described_from_the_first_month_to_the_last(tag: str) -> None:
    told = labels.chart_description("money", MONTHS)
    assert told.startswith(labels.skill_words()["money"])
    months = [told.index(labels.month_words(first)) for first in sorted(MONTHS)]
    assert months == sorted(months)


def test_in_english_it_is_one_sentence(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert labels.chart_description("home", MONTHS) == (
            "Home: not yet in September 2026, with a little help in November 2026, alone in January 2027"
        )
