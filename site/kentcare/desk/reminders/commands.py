"""`kentcare due`: reminds people of what is late."""

import click

from kentcare.core import clock
from kentcare.core.command_line import database_and_files
from kentcare.desk.reminders import records


@click.group()
def due() -> None:
    """What is due."""


@due.command()
def remind() -> None:
    """Write to Hosts of what is late or runs out soon, by content/hosting/. Once a day is enough."""
    with database_and_files():
        click.echo(f"Things that Hosts were reminded of: {records.remind(clock.now())}.")
