"""What every page stands on is put together in the right order, and nothing is added unasked."""

from dataclasses import replace

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient

from kentcare import web
from kentcare.accounts.access import TABLE
from kentcare.config import Settings
from kentcare.web.access import UnmarkedRoute
from support.site import make_app


def test_this_site_asks_before_it_starts(settings: Settings) -> None:
    """Every route stands in the table that says who may open it."""
    app = web.create_site(settings, TABLE)
    app.add_url_rule("/secret", "secret", lambda: "secret")
    with pytest.raises(UnmarkedRoute, match="/secret"):
        web.finish(app, https=False)


def test_until_there_is_a_gate_nobody_comes_in(settings: Settings) -> None:
    app = web.create_site(settings, {"secret": frozenset({"host"})})
    app.add_url_rule("/secret", "secret", lambda: "secret")
    assert app.test_client().get("/secret").status_code == 403


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


@pytest.mark.parametrize(("host", "status"), [("offer.example", 200), ("evil.example", 400)])
def test_the_site_answers_to_its_own_names_alone(settings: Settings, host: str, status: int) -> None:
    app = make_app(replace(settings, hosts=("offer.example",)))
    assert FlaskClient(app, Response).get("/en/", base_url=f"http://{host}").status_code == status


def test_a_longer_post_than_any_form_has_is_refused_unread(app: Flask, client: FlaskClient) -> None:
    most = app.config["MAX_CONTENT_LENGTH"]
    assert client.post("/en/sample", data=b"x" * (most + 1)).status_code == 413
    assert client.post("/en/sample", data=b"x" * most).status_code == 400  # read, and without its token
