"""What a long form says of itself: somebody who reads it knows whether their words are safe."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from kentcare.core.languages.listed import offered_tags
from kentcare.services.long_forms import labels

SAVED = [labels.halted, labels.kept_signed_out, labels.kept_for_later]
NOT_SAVED = [
    *(labels.not_saved, labels.page_was_old, labels.too_long, labels.changed_elsewhere, labels.sent_before),
    labels.somebody_else,
]
# What a page says on which the words still stand.
STILL_THERE = [labels.not_saved, labels.page_was_old, labels.too_long]


@pytest.mark.parametrize("tag", offered_tags())
def test_each_says_something_else_in_every_language(app: Flask, tag: str) -> None:
    with app.test_request_context(f"/{tag}/"):
        told = [words() for words in (*SAVED, *NOT_SAVED)]
    assert len(set(told)) == len(told)
    assert not [words for words in told if "<" in words], "a script puts it on the page as plain text"


def test_only_of_what_was_saved_a_page_says_so(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert all("aved" in words() for words in SAVED)
        told = [words() for words in NOT_SAVED]
    assert not [words for words in told if words.startswith("Saved") or "words are saved" in words]


@pytest.mark.parametrize("words", STILL_THERE)
def test_whoever_was_refused_hears_that_their_words_are_there(app: Flask, words: Callable[[], str]) -> None:
    with app.test_request_context("/en/"):
        assert "Your words are" in words()


def test_the_moment_is_plain_text_by_the_clock_of_kent(app: Flask) -> None:
    with app.test_request_context("/en/"):
        told = labels.saved_at(datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    assert told == "Saved on 1 July 2026 at 23:30"
