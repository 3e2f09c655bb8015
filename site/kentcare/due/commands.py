"""`kentcare due`: reminds people of what is late."""

from datetime import UTC, datetime

import click

from kentcare.by_command import whole_site
from kentcare.due import records


@click.group()
def due() -> None:
    """What is due."""


@due.command()
def remind() -> None:
    """Write to Hosts whose reports are late, by content/hosting/reports.yaml. Once a day is enough."""
    with whole_site():
        click.echo(f"Late reports that a Host was reminded of: {records.remind(datetime.now(UTC))}.")
