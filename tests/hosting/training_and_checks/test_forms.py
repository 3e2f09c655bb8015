"""The forms of certificates."""

from datetime import timedelta

import pytest
from flask import Flask

from kentcare.hosting.training_and_checks.models import Certificate
from support.certificates import GAS, TODAY, Add, stored
from support.encrypted_columns import stored_bytes
from support.forms import typed


@pytest.mark.parametrize(
    ("address", "days", "words"),
    [
        (GAS, 1, "This day has not come yet"),
        (GAS, -365 * 31, "This is too long ago"),
        ("/en/host/requirements/mot/home/1", -1, "This has run out already"),
        ("/en/host/requirements/mot/home/1", 365 * 11, "This is very far off"),
    ],
)
def test_a_wrong_day_gets_a_clear_sentence_and_is_kept(
    add: Add, approved: Flask, address: str, days: int, words: str
) -> None:
    window = add(address)
    day = TODAY + timedelta(days=days)
    refused = window.press("send", **typed(day))
    assert refused.status_code == 422
    assert words in refused.text
    assert f'value="{day.year}"' in window.client.get(address).text
    assert len(stored(approved)) + len(stored(approved, "mot")) == 1


def test_a_course_of_their_own_has_a_name(add: Add, approved: Flask) -> None:
    window = add("/en/host/requirements/chosen_two/acc000000002/1")
    assert window.press("send", **typed(TODAY)).status_code == 422
    assert window.press("send", title="Canary of a course", **typed(TODAY)).status_code == 303
    [row] = stored(approved, "chosen_two")
    assert b"Canary" not in stored_bytes(approved, Certificate, "sealed_title", row.id)
