"""`kentcare serve`: brings the database up to date and serves the site."""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from time import monotonic
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kentcare.config import Settings

# Before messages are sent again by another process, where one has ended; and how often it is looked at.
_PAUSE_SECONDS = 5.0
_LONGEST_PAUSE = 300.0
_LOOK_EVERY = 0.5


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
    """A process that sends messages, and another after a pause whenever one ends.

    It ends with this one, even where this one is killed.
    """
    is_over = threading.Event()
    keeper = threading.Thread(target=_keep_sending, args=(is_over,), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        is_over.set()
        keeper.join()


def _keep_sending(is_over: threading.Event) -> None:
    command = "from kentcare.cli import main; main()"
    pause = _PAUSE_SECONDS
    while not is_over.is_set():
        began = monotonic()
        # In a session of its own, so that Ctrl+C reaches this process alone, which then stops it.
        with subprocess.Popen(  # noqa: S603  # nothing of it comes from elsewhere
            [sys.executable, "-c", command, "outbox", "run", "--with-parent", str(os.getpid())],
            start_new_session=True,
        ) as sender:
            while sender.poll() is None and not is_over.wait(_LOOK_EVERY):
                pass
            sender.terminate()
        if monotonic() - began > _LONGEST_PAUSE:
            pause = _PAUSE_SECONDS  # it had run well
        is_over.wait(pause)
        # Where it cannot run at all, its reason is in the log often enough.
        pause = min(2 * pause, _LONGEST_PAUSE)


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
    from kentcare.core.garbage import not_collected
    from kentcare.offer.pages.views import read_content
    from kentcare.operations.monitoring.logs import log_config
    from kentcare.operations.server.supervisor import Supervisor

    # Here, before the processes that answer are made of this one: it is read once, and they share the memory.
    with not_collected():
        read_content()
    # So that Ctrl+C reaches this process alone, which lets its workers finish their requests.
    os.register_at_fork(after_in_child=os.setpgrp)
    click.echo(f"Open http://{host}:{port} in a browser. Press Ctrl and C to stop.")
    Supervisor(
        "kentcare.rsgi:create_application",
        address=host,
        port=port,
        workers=workers,
        # In seconds, and more than a request may wait: for a thread, and twice for the database, which counts
        # it and saves it.
        workers_kill_timeout=20,
        log_dictconfig=log_config(production=production),
    ).serve()
