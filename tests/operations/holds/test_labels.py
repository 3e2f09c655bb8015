"""Whatever can be held has words of its own."""

import pytest
from flask import Flask

from kentcare.operations.holds.labels import kind_words
from kentcare.operations.holds.records import HOLDABLE


def test_each_kind_that_can_be_held_has_its_words_and_no_other_has(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert len({kind_words(kind) for kind in HOLDABLE}) == len(HOLDABLE)
        with pytest.raises(KeyError):
            kind_words("audit")
