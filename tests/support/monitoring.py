"""The token with which tests ask for the metrics, and whether a site says that it is ready."""

from flask import Flask
from sqlalchemy import text

from kentcare.db.session import writing

TOKEN = "t" * 40


def ready(app: Flask) -> tuple[int, str]:
    """What the site says of its readiness now, however short ago it was asked."""
    app.extensions["kentcare_readiness"]._look_at = float("-inf")
    response = app.test_client().get("/readyz")
    assert response.headers.getlist("Set-Cookie") == []
    assert response.mimetype == "text/plain"
    return response.status_code, response.text


def stand_at(app: Flask, number: str) -> None:
    """The database says that it is at this migration."""
    with app.app_context(), writing() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = :to"), {"to": number})
