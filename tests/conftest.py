"""The fixtures that every test may use."""

import gc
import logging
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare import create_app
from kentcare.config import Settings
from support import the_cast
from support.databases import (
    address,
    empty,
    kind,
    migrated,
    migrated_postgresql,
    new_database,
    postgresql,
    sqlite,
)
from support.memory import keep_temporary_files
from support.site import SignedIn, let_go, make_app, move

keep_temporary_files()

# Fixtures that stand in a file of their own.
__all__ = ["address", "empty", "kind", "migrated", "migrated_postgresql", "postgresql", "sqlite"]

# A machine that is busy makes no test fail: what may be slow is measured in tests/bench.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of the garbage collector's walks, and let it walk seldom.

    Thousands of parsed pages make and drop many objects beside a large heap that stays: an eighth of the time
    went into looking at that again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


class _OutOfOrder(logging.Handler):
    """Fails the test in which a lock is taken out of order. In production it is tried, and may be refused."""

    def emit(self, record: logging.LogRecord) -> None:
        raise AssertionError(record.getMessage())


@pytest.fixture(autouse=True, scope="session")
def _locks_in_order() -> Iterator[None]:
    """Hold the order of locks in every test, on SQLite too: what waits in a circle is seldom met."""
    handler, logger = _OutOfOrder(), logging.getLogger("kentcare.db.locks")
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)


_LOGS = ("kentcare", "_granian", "notifications_python_client", "")


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    """Restore this process's logging after each test: a command that runs as in production changes it."""
    before = [(one, one.handlers[:], one.level, one.propagate) for one in map(logging.getLogger, _LOGS)]
    yield
    for logger, handlers, level, propagate in before:
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    instance: Path = tmp_path_factory.mktemp("instance")
    return Settings(
        database_url=f"sqlite:///{instance / 'test.sqlite3'}",
        secret_key=secrets.token_urlsafe(48),
        instance=instance,
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What a test measured is told at the end, whether it was within its bounds or not."""
    for told in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in told.user_properties:
            terminalreporter.write_line(f"{name}: {value}")


@pytest.fixture(scope="session")
def app(settings: Settings) -> Flask:
    return make_app(settings)


@pytest.fixture(scope="session")
def strange_app(settings: Settings) -> Flask:
    """The site with the pseudo-locale beside the languages that are offered."""
    return make_app(replace(settings, more_languages=("ar", "ti", "en-XA")))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser of its own, at an address that has posted nothing yet."""
    app.extensions["kentcare_posts"].reset()
    return app.test_client()


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory, settings: Settings, migrated: Path) -> Path:
    """A database with every table and the cast of the_cast.py, to be copied."""
    kept = Path(shutil.copy(migrated, tmp_path_factory.mktemp("peopled") / "people.sqlite3"))
    app = create_app(replace(settings, database_url=f"sqlite:///{kept}"))
    with app.app_context():
        the_cast.bring()
    let_go(app)
    return kept


@pytest.fixture
def people_app(app: Flask, settings: Settings, peopled: Path) -> Iterator[Flask]:
    """The site with the cast in its database, as it was at the beginning of each test."""
    let_go(app)  # a test without people may have left a line open to the file that goes
    file = Path(settings.database_url.removeprefix("sqlite:///"))
    for ending in ("", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    shutil.copy(peopled, file)
    yield app
    let_go(app)


@pytest.fixture(scope="session")
def peopled_postgresql(postgresql: str, migrated_postgresql: str, settings: Settings) -> str:
    """The name of a PostgreSQL with every table and the cast, to be copied."""
    address = new_database(postgresql, migrated_postgresql)
    app = create_app(replace(settings, database_url=address))
    with app.app_context():
        the_cast.bring()
    let_go(app)
    return urlsplit(address).path[1:]


@pytest.fixture(scope="session")
def moving_app(settings: Settings) -> Flask:
    """An application that `either_app` gives another database for each test: that is quicker to have."""
    return make_app(settings)


@pytest.fixture
def either_app(
    request: pytest.FixtureRequest, kind: str, moving_app: Flask, tmp_path: Path
) -> Iterator[Flask]:
    """The site with the cast, once on SQLite and once on PostgreSQL, for what the two might not agree on."""
    if kind == "sqlite":
        address = f"sqlite:///{shutil.copy(request.getfixturevalue('peopled'), tmp_path / 'test.sqlite3')}"
    else:
        server, like = (request.getfixturevalue(name) for name in ("postgresql", "peopled_postgresql"))
        address = new_database(server, like)
    move(moving_app, address)
    yield moving_app
    let_go(moving_app)


@pytest.fixture
def signed_in(people_app: Flask) -> SignedIn:
    """Sign somebody of the cast in: `signed_in("host-2")` is the browser of a Host who is signed in."""
    people_app.extensions["kentcare_posts"].reset()

    def browser(name: str) -> FlaskClient:
        client = people_app.test_client()
        the_cast.sign_in(people_app, client, name)
        return client

    return browser


@pytest.fixture
def https_client(settings: Settings) -> Iterator[FlaskClient]:
    with make_app(replace(settings, https=True)).test_client() as client:
        client.environ_base["wsgi.url_scheme"] = "https"
        yield client
