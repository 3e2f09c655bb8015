"""`kentcare serve`: from a fresh checkout to a site that answers."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kentcare.config import Settings

# More would only wait for one another.
_THREADS = 2 * (os.cpu_count() or 1) + 1
_NOT_ALLOWED = "42501"  # as PostgreSQL says it


@click.command()
@click.option("--port", default=8000, envvar="PORT", show_default=True, help="Where to listen.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--workers", default=1, show_default=True, help="How many processes answer.")
@click.option("--demo", is_flag=True, help="Fill an empty database with people who are not real.")
@click.option("--outbox/--no-outbox", default=True, help="Whether this sends messages, too.")
def serve(port: int, host: str, workers: int, demo: bool, outbox: bool) -> None:
    """Bring the database up to date and serve the site."""
    production = _prepare_database(demo)
    with _counting(), _sending() if outbox else nullcontext():
        _listen(host, port, workers, production)


@contextmanager
def _counting() -> Iterator[None]:
    """Where the processes of this host count together what is told at /metrics."""
    with tempfile.TemporaryDirectory(prefix="kentcare-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield


@contextmanager
def _sending() -> Iterator[None]:
    """One process beside those that answer. It ends with this one, whatever ends that."""
    command = "from kentcare.cli import main; main()"
    # In a session of its own: Ctrl and C is for this process, which then tells it.
    sender = subprocess.Popen(  # noqa: S603  # nothing of it comes from elsewhere
        [sys.executable, "-c", command, "outbox", "run", "--with-parent"], start_new_session=True
    )
    try:
        yield
    finally:
        sender.terminate()
        sender.wait()


def _prepare_database(with_demo: bool) -> bool:
    """Answers whether this is production."""
    from kentcare.config import Settings, UnsafeSettings

    if with_demo:
        os.environ["KENTCARE_DEMO"] = "on"  # the workers read it too
    try:
        settings = Settings.from_env()
        if _migrate(settings):
            click.echo("The database is ready.")
        if settings.production:
            _refuse_what_is_made_up(settings)
    except UnsafeSettings as error:
        raise click.ClickException(str(error)) from None
    if with_demo:
        _load_demonstration(settings)
    return settings.production


def _load_demonstration(settings: "Settings") -> None:
    """Raises ClickException where the demonstration is not installed."""
    from kentcare.core import demonstration

    try:
        demonstration.module("commands").load(settings)
    except demonstration.NoDemonstration as error:
        raise click.ClickException(str(error)) from None


def _migrate(settings: "Settings") -> bool:
    """Only whoever owns the tables can. What serves has no need to know who that is."""
    from sqlalchemy.exc import ProgrammingError

    from kentcare.db import migrate

    os.environ.pop("DATABASE_OWNER_URL", None)
    try:
        return migrate.upgrade(settings.owner_url)
    except ProgrammingError as error:
        if settings.database_owner_url or getattr(error.orig, "sqlstate", "") != _NOT_ALLOWED:
            raise
        raise click.ClickException(
            f"The database is not at {migrate.newest()}, and may not be changed with DATABASE_URL. "
            "Run, with DATABASE_OWNER_URL set: kentcare db upgrade."
        ) from None


def _refuse_what_is_made_up(settings: "Settings") -> None:
    """Here too: a worker that does not start is started again and again."""
    from kentcare.db.attach import database_only
    from kentcare.operations.doctor import refuse_what_is_made_up

    with database_only(settings.database_url):
        refuse_what_is_made_up(settings)


def _listen(host: str, port: int, workers: int, production: bool) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    from kentcare.operations.monitoring.logs import how_to_log

    # Ctrl and C is then for this process alone, which lets its workers finish what they are doing.
    os.register_at_fork(after_in_child=os.setpgrp)
    click.echo(f"Open http://{host}:{port} in a browser. Press Ctrl and C to stop.")
    Granian(
        "kentcare:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        blocking_threads=_THREADS,
        websockets=False,
        # A worker that is told to stop while it still loads does not hear it.
        workers_kill_timeout=10,
        respawn_failed_workers=True,
        log_dictconfig=how_to_log(production=production),
    ).serve()
