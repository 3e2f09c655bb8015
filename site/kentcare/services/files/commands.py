"""`kentcare files`: compare the stored files with the database."""

import sys

import click

from kentcare.config import Settings
from kentcare.core import clock
from kentcare.db.attach import database_only
from kentcare.services.files import records


@click.group()
def files() -> None:
    """Compare the files that people sent with the database."""


@files.command()
@click.option("--write", is_flag=True, help="Remove files that belong to nothing.")
def check(write: bool) -> None:
    """List files that are missing, and files that belong to nothing. Exits with 1 if any is missing."""
    settings = Settings.from_env()
    with database_only(settings.database_url, secrets=settings.secrets) as app:
        records.use_files(app, settings)
        found = records.compare(clock.now())
        for ref in found.without_file:
            click.echo(f"The file {ref} is missing. Restore it from a backup.")
        if write:
            records.clear_away(found.without_row)
        done = "were removed" if write else "can be removed with --write"
        click.echo(f"Files that belong to nothing: {len(found.without_row)}. They {done}.")
    sys.exit(bool(found.without_file))
