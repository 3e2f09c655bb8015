"""What the database knows of the site: whether it can be used, and counts that all processes share."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import text

from kentcare.config import Settings
from kentcare.db import migrate
from kentcare.db.session import reading, writing
from support.hosts import ADDRESS, closed, on_host, posts
from support.monitoring import ready, stand_at
from support.site import make_app

NOON = datetime.fromisoformat("2026-11-22T12:00:00+00:00")


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


def test_what_is_over_is_removed_as_others_come(address: str, settings: Settings) -> None:
    app = on_host(address, settings.secret_key)
    with closed(app), time_machine.travel(NOON, tick=False) as clock:
        for number in range(5):
            posts(app, 1, place=f"192.0.2.{number}")
        clock.shift(timedelta(minutes=10))
        posts(app, 1)
        with app.app_context():
            assert reading().execute(text("SELECT count(*) FROM throttle")).scalar() == 1


def test_from_what_is_kept_nobody_can_tell_an_address(address: str, settings: Settings) -> None:
    app = on_host(address, settings.secret_key)
    with closed(app):
        posts(app, 1)
        with app.app_context():
            (row,) = reading().execute(text("SELECT * FROM throttle")).all()
    assert ADDRESS not in repr(row)
    assert len(row.mark) == 64
    assert row.number == 1
