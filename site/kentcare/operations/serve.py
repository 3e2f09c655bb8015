"""`kentcare serve`: brings the database up to date and serves the site."""

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

# Threads of each process. More would only wait for one another.
_THREADS = 2 * (os.cpu_count() or 1) + 1


@click.command()
@click.option(
    "--port",
    default=8000,
    type=click.IntRange(1, 65535),
    envvar="PORT",
    show_envvar=True,
    show_default=True,
    help="The port to listen on.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--workers", default=1, show_default=True, help="How many processes answer requests.")
@click.option("--demo", is_flag=True, help="Fill an empty database with a demonstration.")
@click.option("--outbox/--no-outbox", default=True, help="Whether to send messages too.")
def serve(port: int, host: str, workers: int, demo: bool, outbox: bool) -> None:
    """Bring the database up to date and serve the site."""
    production = _prepare_database(demo)
    with _metrics_folder(), _message_sender() if outbox else nullcontext():
        _listen(host, port, workers, production)


@contextmanager
def _metrics_folder() -> Iterator[None]:
    """A folder in which the processes of this host share their metrics."""
    with tempfile.TemporaryDirectory(prefix="kentcare-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        try:
            yield
        finally:
            del os.environ["PROMETHEUS_MULTIPROC_DIR"]


@contextmanager
def _message_sender() -> Iterator[None]:
    """A process that sends messages. It ends with this one, even where this one is killed."""
    command = "from kentcare.cli import main; main()"
    # In a session of its own, so that Ctrl+C reaches this process alone, which then stops it.
    sender = subprocess.Popen(  # noqa: S603  # nothing of it comes from elsewhere
        [sys.executable, "-c", command, "outbox", "run", "--with-parent"], start_new_session=True
    )
    try:
        yield
    finally:
        sender.terminate()
        sender.wait()


def _prepare_database(with_demo: bool) -> bool:
    """Migrate the database, and load a demonstration if asked to. Returns whether this is production."""
    from kentcare.config import Settings

    if with_demo:
        os.environ["KENTCARE_DEMO"] = "on"  # the workers read it too
    settings = Settings.from_env()
    if _migrate(settings):
        click.echo("The database is ready.")
    from kentcare.db.faults import schema_fault

    if fault := schema_fault(settings.database_url):
        raise click.ClickException(fault)
    if settings.production:
        _refuse_demonstration(settings)
    if with_demo:
        _load_demonstration(settings)
    return settings.production


def _load_demonstration(settings: "Settings") -> None:
    """Fill the database with the demonstration. Raises ClickException where that is not installed."""
    from kentcare.core import demonstration

    try:
        demonstration.module("commands").load(settings)
    except demonstration.NoDemonstration as error:
        raise click.ClickException(str(error)) from None


def _migrate(settings: "Settings") -> bool:
    """Bring the database up to date as the owner of its tables. Returns whether anything changed.

    The owner's address is taken out of the environment, because the processes that serve do not need it.
    Raises ClickException where the role in DATABASE_URL may not change the tables.
    """
    from sqlalchemy.exc import ProgrammingError

    from kentcare.db import migrate
    from kentcare.db.faults import lacks_privilege

    os.environ.pop("DATABASE_OWNER_URL", None)
    try:
        return migrate.upgrade(settings.owner_url)
    except ProgrammingError as error:
        if settings.database_owner_url or not lacks_privilege(error):
            raise
        raise click.ClickException(
            f"The database is older than {migrate.newest()}, and the role in DATABASE_URL may not change it. "
            "Run with DATABASE_OWNER_URL set: kentcare db upgrade."
        ) from None


def _refuse_demonstration(settings: "Settings") -> None:
    """Refuse a demonstration's database in production. Raises UnsafeSettings.

    The workers refuse it too, but one that fails to start would be started again and again.
    """
    from kentcare.db.attach import database_only
    from kentcare.operations.doctor import refuse_demonstration

    with database_only(settings.database_url):
        refuse_demonstration(settings)


def _listen(host: str, port: int, workers: int, production: bool) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    from kentcare.operations.monitoring.logs import log_config

    # So that Ctrl+C reaches this process alone, which lets its workers finish their requests.
    os.register_at_fork(after_in_child=os.setpgrp)
    click.echo(f"Open http://{host}:{port} in a browser. Press Ctrl and C to stop.")
    Granian(
        "kentcare.wsgi:create_application",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        blocking_threads=_THREADS,
        websockets=False,
        # In seconds, and more than a request may wait for the database, which is twice WAIT_SECONDS: to be
        # counted and to be saved. A worker that is still loading when it is told to stop ignores that.
        workers_kill_timeout=20,
        respawn_failed_workers=True,
        log_dictconfig=log_config(production=production),
    ).serve()
