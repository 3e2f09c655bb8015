"""A brake on posting, and none on reading."""

from dataclasses import replace
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


def test_another_port_or_another_address_of_the_same_line_is_no_other_caller(settings: Settings) -> None:
    """Each post came from a port of its own: a proxy that writes `address:port` had no limit at all."""
    client = FlaskClient(make_app(replace(settings, proxies=1)), Response)
    with time_machine.travel(NOON, tick=False):
        for number in range(600):
            client.post("/en/sample", headers={"X-Forwarded-For": f"[2001:db8::{number:x}]:{1024 + number}"})
            client.post("/en/sample", headers={"X-Forwarded-For": f"2001:db8::1:{number:x}"})
        refused = client.post("/en/sample", headers={"X-Forwarded-For": "2001:db8::ffff"})
        other = client.post("/en/sample", headers={"X-Forwarded-For": "2001:db8:0:1::ffff"})
    assert (refused.status_code, other.status_code) == (429, 400)
