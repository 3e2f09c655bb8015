"""Every route stands in the table that says who may open it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare import web
from kentcare.accounts.access import TABLE
from kentcare.config import Settings
from kentcare.web.access import UnmarkedRoute, table_of


def test_this_site_asks_before_it_starts(settings: Settings) -> None:
    app = web.create_site(settings, TABLE)
    app.add_url_rule("/secret", "secret", lambda: "secret")
    with pytest.raises(UnmarkedRoute, match="/secret"):
        web.finish(app, https=False)


def test_a_route_added_late_and_unmarked_lets_nobody_in(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(table_of(app), "sample.show")
    assert client.get("/en/sample/answer").status_code == 403


def test_until_there_is_a_gate_nobody_comes_in(settings: Settings) -> None:
    app = web.create_site(settings, {"secret": frozenset({"host"})})
    app.add_url_rule("/secret", "secret", lambda: "secret")
    assert app.test_client().get("/secret").status_code == 403
