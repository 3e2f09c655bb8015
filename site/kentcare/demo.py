"""Invented people and cases, for trying the site. The database remembers that it holds them."""

from datetime import UTC, datetime

import click

from kentcare.config import Settings
from kentcare.db import records
from kentcare.db.attach import database_only


@click.group()
def demo() -> None:
    """Invented data, for trying the site."""


@demo.command("load")
def load_command() -> None:
    """Load the demo data, once: a second time changes nothing."""
    loaded = load(Settings.from_env().database_url)
    click.echo("The demo data is loaded." if loaded else "The demo data was already there.")


def load(address: str) -> bool:
    """Answers False when the data was there already."""
    with database_only(address):
        return records.set_mark(records.DEMO, datetime.now(UTC))
