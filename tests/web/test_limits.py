"""A brake on posting, and none on reading."""

from datetime import UTC, datetime

import time_machine
from flask import Response
from flask.testing import FlaskClient

from kentcare.config import Settings
from support.site import make_app

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


def test_a_flood_of_posts_is_asked_to_wait_and_reading_goes_on(settings: Settings) -> None:
    client = FlaskClient(make_app(settings), Response)
    # The flood is of one minute, however long the machine takes for it.
    with time_machine.travel(NOON, tick=False):
        codes = [client.post("/en/sample").status_code for _ in range(1201)]
        assert codes[1199] == 400
        assert codes[1200] == 429
        refused = client.post("/en/sample")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert "Wait 1 minute." in refused.text
    assert client.get("/en/sample").status_code == 200
