"""The addresses for machines: what they say, to whom, and that they leave nothing behind."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.config import Settings
from kentcare.db.session import db
from support.monitoring import TOKEN
from support.site import make_app


def test_a_machine_may_ask_by_the_number_of_the_host_and_a_reader_may_not(
    settings: Settings, sqlite: str
) -> None:
    app = make_app(
        replace(settings, database_url=sqlite, hosts=(".example.org", "b.example"), metrics_token=TOKEN)
    )
    client = app.test_client()
    for address in ("/healthz", "/readyz", "/metrics"):
        headers = {"Host": "10.0.0.7:8000", "Authorization": f"Bearer {TOKEN}"}
        assert client.get(address, headers=headers).status_code == 200, address
    assert client.get("/en/", headers={"Host": "10.0.0.7:8000"}).status_code == 400
    assert client.get("/exit", headers={"Host": "10.0.0.7:8000"}).status_code == 400
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    "brought",
    [None, "", "Bearer ", f"Bearer {TOKEN}x", f"bearer {TOKEN}", TOKEN, "Bearer é", f"Basic {TOKEN}"],
)
def test_without_the_token_the_numbers_are_a_page_that_is_not_there(
    measured: Flask, brought: str | None
) -> None:
    headers = {} if brought is None else {"Authorization": brought}
    client: FlaskClient = measured.test_client()
    refused, unknown = client.get("/metrics", headers=headers), client.get("/nothing", headers=headers)
    assert (refused.status_code, refused.data) == (404, unknown.data)


@pytest.mark.parametrize("brought", ["", "Bearer ", "Bearer"])
def test_where_no_token_is_set_nobody_gets_them(app: Flask, brought: str) -> None:
    response = app.test_client().get("/metrics", headers={"Authorization": brought})
    assert response.status_code == 404
