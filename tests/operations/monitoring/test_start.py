"""What is added to the application: readiness, limits that all processes share, and counted requests."""

from dataclasses import replace

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from sqlalchemy import text

from kentcare.config import Settings
from kentcare.db.session import reading
from support.hosts import closed
from support.monitoring import ready
from support.site import make_app


def test_one_that_cannot_write_a_file_is_not(either_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kentcare.operations.monitoring.start.can_write", lambda _folder: False)
    assert ready(either_app) == (503, "files")


def test_the_brake_at_the_sign_in_is_shared(address: str, settings: Settings) -> None:
    app = make_app(replace(settings, database_url=address))
    with closed(app):
        FlaskClient(app, Response).post("/en/sign-in")
        with app.app_context():
            assert reading().execute(text("SELECT count(*) FROM throttle")).scalar() == 1
