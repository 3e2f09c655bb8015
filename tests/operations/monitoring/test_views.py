"""The addresses for machines: what they say, to whom, and that they leave nothing behind."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from kentcare.config import Settings
from kentcare.db import migrate
from kentcare.db.session import db, writing
from support.monitoring import TOKEN
from support.site import make_app


def ready(app: Flask) -> tuple[int, str]:
    """What it says now, however short ago it was asked."""
    app.extensions["kentcare_readiness"]._look_at = float("-inf")
    response = app.test_client().get("/readyz")
    assert response.headers.getlist("Set-Cookie") == []
    assert response.mimetype == "text/plain"
    return response.status_code, response.text


def stand_at(app: Flask, number: str) -> None:
    with app.app_context(), writing() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = :to"), {"to": number})


def test_a_site_that_can_serve_is_ready_also_when_the_database_is_newer(either_app: Flask) -> None:
    """The hosts are upgraded one by one: the first migrates, and the others go on."""
    assert ready(either_app) == (200, "ok")
    stand_at(either_app, f"{int(migrate.newest()) + 1:04}")
    assert ready(either_app) == (200, "ok")


def test_one_whose_database_is_older_or_has_nothing_in_it_is_not(either_app: Flask) -> None:
    stand_at(either_app, f"{int(migrate.newest()) - 1:04}")
    assert ready(either_app) == (503, "migration")
    with either_app.app_context(), writing() as session:
        session.connection().execute(text("DROP TABLE alembic_version"))
    assert ready(either_app) == (503, "migration")


@pytest.mark.parametrize("at", ["postgresql://nobody@127.0.0.1:9/none", "sqlite:///{folder}"])
def test_one_whose_database_is_away_is_not(settings: Settings, tmp_path: Path, at: str) -> None:
    app = make_app(replace(settings, database_url=at.format(folder=tmp_path)))
    assert ready(app) == (503, "database")
    assert app.test_client().get("/healthz").status_code == 200


def test_one_that_cannot_write_a_file_is_not(either_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kentcare.operations.monitoring.start.can_write", lambda _folder: False)
    assert ready(either_app) == (503, "files")


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
