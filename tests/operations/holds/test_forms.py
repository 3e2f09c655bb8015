"""The form that sets a legal hold: what it refuses, and in which words."""

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from support.retention import FORM


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": "C999"}, "There is no such record."),
        ({"number": ""}, "Write the number"),
        ({"reason": ""}, "Write why"),
        ({"reason": "x" * 1001}, "1,000 letters or fewer"),
        ({"kind": ""}, "Choose one"),
        ({"kind": "audit"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    post_hold: Callable[..., TestResponse], change: dict[str, str], words: str
) -> None:
    response = post_hold(**(FORM | change))
    assert response.status_code == 422
    assert words in response.text
    for name in ("number", "reason"):
        assert (FORM | change)[name] in response.text


def test_a_second_hold_on_the_same_is_said_to_be_one(post_hold: Callable[..., TestResponse]) -> None:
    post_hold(**FORM)
    assert "There is a hold on it already" in post_hold(**FORM).text
