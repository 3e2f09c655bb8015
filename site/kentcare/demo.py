"""Marks a database as a demonstration, so that nobody takes what is in it for real people."""

from datetime import UTC, datetime

import click

from kentcare.config import Settings
from kentcare.db import records
from kentcare.db.attach import database_only


@click.group()
def demo() -> None:
    """A demonstration: a database in which nothing is real."""


@demo.command("load")
def load_command() -> None:
    """Mark the database, once: a second time changes nothing."""
    loaded = load(Settings.from_env().database_url)
    click.echo("The database is marked as a demonstration." if loaded else "The database was marked already.")


def load(address: str) -> bool:
    """Answers False when the mark was there already."""
    with database_only(address):
        return records.set_mark(records.DEMO, datetime.now(UTC))
