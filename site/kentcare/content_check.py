"""`kentcare content`: what a content officer runs after changing a word or a figure."""

import sys
from pathlib import Path

import click

from kentcare.content.files import ContentError
from kentcare.offer.book import OfferBook
from kentcare.paths import CONTENT


@click.group()
def content() -> None:
    """Check the words and figures under content/."""


@content.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=CONTENT)
def check(folder: Path) -> None:
    """Name every fault by file and line. Exits with 1 where there is one."""
    try:
        book = OfferBook.load(folder)
    except ContentError as error:
        for fault in error.faults:
            click.echo(str(fault))
        click.echo(f"{len(error.faults)} to mend.", err=True)
        sys.exit(1)
    click.echo(f"No fault in {len(book.rates)} figures and {len(book.entitlements)} entitlements.")
