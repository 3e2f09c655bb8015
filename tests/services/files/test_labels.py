"""Why a file was not taken is said for each reason, and what to do about it."""

import pytest
from flask import Flask

from kentcare.core.languages.listed import offered_tags
from kentcare.services.files.labels import refusal
from kentcare.services.files.rules import MOST_BYTES, MOST_FILES, MOST_PAGES, Refusal


@pytest.mark.parametrize("tag", offered_tags())
def test_each_reason_has_two_sentences_of_its_own(app: Flask, tag: str) -> None:
    with app.test_request_context(f"/{tag}/"):
        told = [refusal(reason) for reason in Refusal]
    assert len(set(told)) == len(Refusal)
    # What is wrong, and what to do. The full stop of Tigrinya is another letter.
    assert not [words for words in told if sum(words.count(stop) for stop in ".።؟?") < 2]


def test_the_limits_are_those_that_hold(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert f"You can send {MOST_FILES} files" in refusal(Refusal.TOO_MANY)
        assert f"more than {MOST_PAGES} pages" in refusal(Refusal.TOO_MANY_PAGES)
        assert f"less than {MOST_BYTES // 1024**2} MB" in refusal(Refusal.TOO_BIG)
