"""`kentcare due`: reminds people of what is late."""

from datetime import UTC, datetime

import click

from kentcare.config import Settings, UnsafeSettings


@click.group()
def due() -> None:
    """What is due."""


@due.command()
def remind() -> None:
    """Write to Hosts whose reports are late, by content/hosting/reports.yaml. Once a day is enough."""
    # Imported here, because the command line must not load a web site to say what it can do.
    from kentcare import create_app
    from kentcare.due import records
    from kentcare.languages.listed import ENGLISH

    try:
        site = create_app(Settings.from_env())
    except UnsafeSettings as error:
        raise click.ClickException(str(error)) from None
    with site.test_request_context(f"/{ENGLISH}/"):
        click.echo(f"Late reports that a Host was reminded of: {records.remind(datetime.now(UTC))}.")
