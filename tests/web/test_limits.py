"""A brake on posting, and none on reading."""

from dataclasses import replace

import pytest
from flask import Response, request
from flask.testing import FlaskClient

from kentcare.config import Settings
from support.site import make_app


def test_a_flood_of_posts_is_asked_to_wait_and_reading_goes_on(settings: Settings) -> None:
    client = FlaskClient(make_app(settings), Response)
    codes = [client.post("/en/sample").status_code for _ in range(1201)]
    assert codes[1199] == 400
    assert codes[1200] == 429
    refused = client.post("/en/sample")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert "Wait 1 minute." in refused.text
    assert client.get("/en/sample").status_code == 200


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "192.0.2.7"), (2, "192.0.2.6")])
def test_who_stands_behind_a_proxy_of_ours_is_told_by_it_and_by_nobody_else(
    settings: Settings, proxies: int, seen: str
) -> None:
    """Without that everybody comes from the proxy, and one who floods stops them all."""
    app = make_app(replace(settings, proxies=proxies))
    met: list[str | None] = []
    app.before_request(lambda: met.append(request.remote_addr))
    forwarded = {"X-Forwarded-For": "192.0.2.5, 192.0.2.6, 192.0.2.7"}
    FlaskClient(app, Response).get("/en/nowhere", headers=forwarded)
    assert met == [seen]
