"""Connects the application to its database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response

from kentcare.db.engine import WAIT_SECONDS, engine_options, make_folder, prepare
from kentcare.db.refused import CannotSave, reason_of
from kentcare.db.session import db
from kentcare.db.soon import use_soon
from kentcare.setting_formats import normal_url

_TRY_AGAIN_SECONDS = 5


def attach(app: Flask, address: str, *, wait_seconds: float = WAIT_SECONDS) -> None:
    """Set up the application's database at this URL. The first query opens the connection."""
    url = normal_url(address)
    make_folder(url)
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine, wait_seconds=wait_seconds, makes_file=False)
    use_soon(app)
    _say_that_it_passes(app)


def _say_that_it_passes(app: Flask) -> None:
    """Answer 503 with Retry-After while the database is busy, full, unreachable or takes no changes."""

    def later(_error: Exception) -> Response:
        return cast(Response, app.handle_user_exception(ServiceUnavailable(retry_after=_TRY_AGAIN_SECONDS)))

    def later_or_fault(error: DBAPIError) -> Response:
        if reason_of(error) is None:
            raise error
        return later(error)

    app.register_error_handler(CannotSave, later)
    app.register_error_handler(NoConnectionLeft, later)
    app.register_error_handler(DBAPIError, later_or_fault)


@contextmanager
def database_only(
    address: str,
    *,
    secrets: tuple[str, ...] = (),
    instance: Path | None = None,
    wait_seconds: float = WAIT_SECONDS,
) -> Iterator[Flask]:
    """An application context with the database but without the web site, for commands and tests.

    `secrets` decrypt what is encrypted in it; `instance` is the folder of the keys of a developer's machine.
    """
    app = Flask("kentcare.db", instance_path=str(instance) if instance else None)
    if secrets:
        app.config.from_mapping(SECRET_KEY=secrets[0], SECRET_KEY_FALLBACKS=list(secrets[1:]))
    attach(app, address, wait_seconds=wait_seconds)
    with app.app_context():
        try:
            yield app
        finally:
            close()


def close() -> None:
    """Close every connection of the application in whose context this is called."""
    db.session.remove()
    db.engine.dispose()
