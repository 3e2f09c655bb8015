"""`kentcare demo`: fills a database with made-up people."""

import click

from kentcare.config import Settings
from kentcare.core import clock
from kentcare.db.attach import database_only
from kentcare_demo import records
from kentcare_demo.records import HoldsPeople


@click.group()
def demo() -> None:
    """A demonstration: a database with made-up people."""


@demo.command("load")
def load_command() -> None:
    """Fill the database, once: a second time changes nothing."""
    loaded = load(Settings.from_env())
    click.echo("The demonstration is loaded." if loaded else "The demonstration was loaded already.")


def load(settings: Settings) -> bool:
    """Load the demonstration. Returns False where it was loaded already. Raises ClickException."""
    if settings.production:
        raise click.ClickException("This is production. A demonstration has no place in it.")
    with database_only(settings.database_url, secrets=settings.secrets, instance=settings.instance):
        try:
            return records.load(clock.now())
        except HoldsPeople:
            raise click.ClickException(
                "There are people in this database already. A demonstration needs one of its own."
            ) from None
