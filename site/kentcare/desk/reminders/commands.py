"""`kentcare due`: reminds Hosts of what is late or runs out soon."""

import click

from kentcare.core import clock
from kentcare.core.command_line import database_and_files
from kentcare.desk.reminders import records


@click.group()
def due() -> None:
    """Commands about what is due from Hosts."""


@due.command()
def remind() -> None:
    """Remind Hosts of what is late or runs out soon, as content/hosting/ says. Once a day is enough."""
    with database_and_files():
        click.echo(f"Things that Hosts were reminded of: {records.remind(clock.now())}.")
