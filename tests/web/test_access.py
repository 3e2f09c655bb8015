"""Every route stands in the table that says who may open it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.web.access import table_of


def test_a_route_added_late_and_unmarked_lets_nobody_in(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(table_of(app), "sample.show")
    assert client.get("/en/sample/answer").status_code == 403
