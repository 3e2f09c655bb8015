"""`kentcare content check`: finds faults in content/, for whoever has changed a word or a figure."""

import sys
from pathlib import Path

import click

from kentcare.core.clock import today
from kentcare.core.content.files import ContentError
from kentcare.core.content.reading_dates import future_reading_dates
from kentcare.hosting.reports.timing import Timing
from kentcare.hosting.safeguarding.escalation.timing import StopTiming
from kentcare.hosting.training_and_checks.programme import Programme
from kentcare.offer.danger.whom_to_ring import WhomToRing, contacts_to_ring
from kentcare.offer.danger.words import Lexicon
from kentcare.offer.entitlements.book_reader import load_book
from kentcare.offer.pages.book import PageBook
from kentcare.offer.pages.other_names import targets_in
from kentcare.operations.retention.schedule import Schedule
from kentcare.paths import CONTENT


@click.group()
def content() -> None:
    """Check the words and figures under content/."""


@content.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=CONTENT)
def check(folder: Path) -> None:
    """Name every fault by file and line. Exits with 1 where there is one."""
    faults = set(future_reading_dates(folder, today()))
    try:
        summary = _summary(folder)
    except ContentError as error:
        faults.update(error.faults)
    for fault in sorted(faults):
        click.echo(str(fault))
    if faults:
        click.echo(f"{len(faults)} to mend.", err=True)
        sys.exit(1)
    click.echo(summary)


def _summary(folder: Path) -> str:
    """Load everything, and count it in a sentence. Raises ContentError."""
    book = load_book(folder)
    pages = PageBook.load(folder, book)
    kinds = Schedule.load(folder).rows
    targets = targets_in(pages.english)
    WhomToRing.load(folder, Lexicon.load(folder), contacts_to_ring(book.place), targets)
    Timing.load(folder)
    StopTiming.load(folder)
    Programme.load(folder)
    links = pages.references.links
    oldest = min(link.seen_on for link in links.values())
    return (
        f"No fault in {len(book.rates)} figures, {len(book.entitlements)} entitlements, "
        f"{len(pages.english)} pages and {len(kinds)} kinds of record. "
        f"{len(links)} links lead to other sites; the oldest was last seen working on {oldest}."
    )
