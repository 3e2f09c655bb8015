"""Joins the application to its database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from kentcare.db.engine import WAIT_SECONDS, engine_options, make_folder, normal_url, prepare
from kentcare.db.session import db


def attach(app: Flask, address: str, *, wait_seconds: float = WAIT_SECONDS) -> None:
    """Opens nothing yet: the first query connects."""
    url = normal_url(address)
    make_folder(url)
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine, wait_seconds=wait_seconds)


@contextmanager
def database_only(
    address: str,
    *,
    secrets: tuple[str, ...] = (),
    instance: Path | None = None,
    wait_seconds: float = WAIT_SECONDS,
) -> Iterator[None]:
    """For commands and tests that need the database but no web site. `secrets` open what is sealed in it.

    `instance`: where the keys of a developer's own machine are kept.
    """
    app = Flask("kentcare.db", instance_path=str(instance) if instance else None)
    if secrets:
        app.config.from_mapping(SECRET_KEY=secrets[0], SECRET_KEY_FALLBACKS=list(secrets[1:]))
    attach(app, address, wait_seconds=wait_seconds)
    with app.app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()
