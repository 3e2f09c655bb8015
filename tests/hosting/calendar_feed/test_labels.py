"""The titles of events say how many and whether they are late, in few words: a telephone shows the first."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from kentcare.hosting.calendar_feed.labels import calendar_name, certificate_words, report_words

TITLES = pytest.mark.parametrize("title", [report_words, certificate_words])


@pytest.fixture(autouse=True)
def on_a_page(app: Flask) -> Iterator[None]:
    with app.test_request_context("/en/"):
        yield


@TITLES
@pytest.mark.parametrize("is_late", [False, True])
def test_a_title_says_how_many(title: Callable[..., str], is_late: bool) -> None:
    assert title(1, is_late=is_late).startswith("A ")
    assert title(3, is_late=is_late).startswith("3 ")


@TITLES
def test_only_what_is_late_is_called_late(title: Callable[..., str]) -> None:
    assert ["late" in title(number, is_late=late) for number in (1, 2) for late in (True, False)] == [
        *(True, False, True, False)
    ]


def test_no_title_says_of_whose_home_or_of_what_service_it_is() -> None:
    """A calendar may lie open on a table."""
    titles = [title(number, is_late=True) for title in (report_words, certificate_words) for number in (1, 2)]
    for words in (calendar_name(), *titles):
        assert not [one for one in ("care", "Kent", "council", "social", "young") if one in words.lower()]
        assert len(words) < 40
