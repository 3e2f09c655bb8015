"""`kentcare serve`: from a fresh checkout to a site that answers."""

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kentcare.config import Settings

# More would only wait for one another.
_THREADS = 2 * (os.cpu_count() or 1) + 1


@click.command()
@click.option("--port", default=8000, envvar="PORT", show_default=True, help="Where to listen.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--workers", default=1, show_default=True, help="How many processes answer.")
@click.option("--demo", is_flag=True, help="Fill an empty database with people who are not real.")
def serve(port: int, host: str, workers: int, demo: bool) -> None:
    """Bring the database up to date and serve the site."""
    _prepare_database(demo)
    _listen(host, port, workers)


def _prepare_database(with_demo: bool) -> None:
    from kentcare.config import Settings, UnsafeSettings
    from kentcare.db import migrate

    if with_demo:
        os.environ["KENTCARE_DEMO"] = "on"  # the workers read it too
    try:
        settings = Settings.from_env()
        if migrate.upgrade(settings.database_url):
            click.echo("The database is ready.")
        if settings.production:
            _refuse_what_is_made_up(settings)
    except UnsafeSettings as error:
        raise click.ClickException(str(error)) from None
    if with_demo:
        from kentcare.demo.commands import load

        load(settings)


def _refuse_what_is_made_up(settings: "Settings") -> None:
    """Here too: a worker that does not start is started again and again."""
    from kentcare.db.attach import database_only
    from kentcare.doctor import refuse_what_is_made_up

    with database_only(settings.database_url):
        refuse_what_is_made_up(settings)


def _listen(host: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

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
    ).serve()
