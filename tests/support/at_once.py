"""Many writers at the same moment, each in a thread and a connection of its own."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event, Thread
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, text

from kentcare.db import locks
from kentcare.db.engine import engine_options, prepare
from kentcare.db.refused import DatabaseBusy
from kentcare.db.session import db, writing
from kentcare.db.subjects import Subject
from kentcare.setting_formats import normal_url
from support.every import some
from support.patience import PATIENCE, until

WRITERS = 32


@pytest.fixture(params=some(["postgresql", "sqlite"], 1))
def kind(request: pytest.FixtureRequest) -> str:
    """PostgreSQL, and under `make test-all` SQLite too, which lets one write at a time whatever we do."""
    name: str = request.param
    return name


def at_once(app: Flask, act: Callable[[int], object], number: int = WRITERS) -> list[object]:
    """What each of so many writers was answered, or the exception that it met, in their own order.

    `act` is given the number of the writer. All of them have a connection before the first one begins.
    """
    _let_so_many_in(app, number)
    together = Barrier(number)

    def one(writer: int) -> object:
        with app.app_context(), app.test_request_context("/en/"):
            db.session.connection().exec_driver_sql("SELECT 1")
            db.session.rollback()
            together.wait(PATIENCE)
            try:
                return act(writer)
            except Exception as error:
                return error
            finally:
                db.session.remove()

    with ThreadPoolExecutor(number) as writers:
        return list(writers.map(one, range(number)))


def kinds(answers: list[object]) -> Counter[str]:
    """How often each answer came: an exception by the name of its class."""
    return Counter(type(one).__name__ if isinstance(one, Exception) else str(one) for one in answers)


def _let_so_many_in(app: Flask, number: int) -> None:
    """Give the application a pool of connections in which nobody waits for one, and nobody gives up."""
    url = normal_url(app.config["SQLALCHEMY_DATABASE_URI"])
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
        options = engine_options(url) | {"pool_size": number, "max_overflow": number}
        engine = prepare(create_engine(url, **options), wait_seconds=PATIENCE)
        cast(dict[str | None, Engine], db.engines)[None] = engine


@contextmanager
def held(app: Flask, *wanted: Subject, act: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Another writer that has locked these, has done something, and has not saved it yet."""
    has, lets_go = Event(), Event()

    def work() -> None:
        with app.app_context(), writing(*wanted):
            act()
            has.set()
            lets_go.wait(PATIENCE)

    other = Thread(target=work)
    other.start()
    assert has.wait(PATIENCE)
    try:
        yield
    finally:
        lets_go.set()
        other.join()


def begin_to_wait(app: Flask, other: Thread) -> None:
    """Start a writer, and go on once it waits for what is `held`; on SQLite no two write at once anyway."""
    other.start()
    with app.app_context():
        if db.engine.dialect.name != "postgresql":
            return
        waiting = text(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        with db.engine.connect() as connection:

            def is_waiting() -> bool:
                connection.rollback()  # or it would see what it saw first
                return bool(connection.execute(waiting).scalar_one())

            until(is_waiting)


def is_free(app: Flask, *wanted: Subject) -> bool:
    """Whether these can be locked within a moment."""
    with app.app_context():
        try:
            with writing():
                db.session.connection().exec_driver_sql("SET LOCAL lock_timeout = 50")
                locks.take(db.session(), wanted)
        except DatabaseBusy:
            return False
        return True
