"""Words for how long a stop waits, and for what became of each message about it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from kentcare.hosting.safeguarding import labels
from kentcare.hosting.safeguarding.escalation.records import Told
from kentcare.hosting.safeguarding.escalation.rules import PassedOver, ToldAs
from kentcare.hosting.safeguarding.rules import Finding, Follows, LookProblem
from kentcare.services.messages.records import Delivery

AT = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_a_page(app: Flask) -> Iterator[None]:
    with app.test_request_context("/en/"):
        yield


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "less than a minute"),
        (1, "1 minute"),
        (59, "59 minutes"),
        (60, "1 hour"),
        (125, "2 hours 5 minutes"),
        (24 * 60 + 5, "1 day"),
        (3 * 24 * 60 + 4 * 60 + 5, "3 days 4 hours"),
    ],
)
def test_how_long_it_waits(minutes: int, words: str) -> None:
    assert labels.length_words(timedelta(minutes=minutes)) == words


TOLD = Told(at=AT, step=1, name="Tom", told_as=ToldAs.COVER, passed_over=None, deliveries=[])


def _told(**values: Any) -> str:
    """The words for somebody who was told, or with these fields of it changed."""
    return str(labels.told_words(replace(TOLD, **values)))


def test_who_was_told_and_what_became_of_it() -> None:
    deliveries = [
        Delivery("text", AT, None, waits=False),
        Delivery("email", None, AT, waits=False),
        Delivery("text", None, None, waits=True),
        Delivery("email", None, None, waits=False),
    ]
    words = _told(deliveries=deliveries)
    assert words.startswith("<bdi>Tom</bdi>, who covers for the officer: text message, sent at <time")
    assert words.endswith("e-mail, did not arrive; text message, not sent yet; e-mail, not sent any more.")
    assert "do not know any more" in _told()
    assert _told(passed_over=PassedOver.AWAY).endswith("not told: they are away.")
    assert _told(name=None, told_as=None) == "Nobody could be told: there is nobody whom we can reach."


def test_every_choice_has_words() -> None:
    assert set(labels.found_words()) == set(Finding)
    assert set(labels.follows_words()) == set(Follows)
    assert set(labels.problem_words()) == set(LookProblem)
    for why in PassedOver:
        for post in ToldAs:
            assert _told(passed_over=why, told_as=post)
