"""The words for somebody who has left."""

from datetime import UTC, datetime

from flask import Flask

from kentcare.hosting.households.labels import reversible_words


def test_the_day_is_the_day_in_kent(people_app: Flask) -> None:
    with people_app.test_request_context("/en/"):
        words = reversible_words("Somebody", datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert words == "That Somebody lives there no longer, as was said on 1 July 2026"
