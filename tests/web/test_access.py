"""S1: every route says who may open it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare import web
from kentcare.config import Settings
from kentcare.web.access import UnmarkedRoute, access, audience_of, refuse_unmarked_routes


def test_a_route_that_does_not_say_keeps_the_site_from_starting() -> None:
    app = Flask("unmarked", static_folder=None)
    app.add_url_rule("/secret", "secret", lambda: "secret")
    with pytest.raises(UnmarkedRoute, match="/secret"):
        refuse_unmarked_routes(app)


def test_this_site_asks_before_it_starts(settings: Settings) -> None:
    app = web.create_site(settings)
    app.add_url_rule("/secret", "secret", lambda: "secret")
    with pytest.raises(UnmarkedRoute, match="/secret"):
        web.finish(app, https=False)


def test_a_mark_is_kept_on_the_view() -> None:
    @access("staff")
    def view() -> str:
        return ""

    assert audience_of(view) == "staff"


def test_a_route_that_is_not_public_lets_nobody_in(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.view_functions["sample.show"], "kentcare_access", "staff")
    assert client.get("/en/sample/answer").status_code == 403


def test_a_route_added_late_and_unmarked_lets_nobody_in(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(app.view_functions["sample.show"], "kentcare_access")
    assert client.get("/en/sample/answer").status_code == 403
