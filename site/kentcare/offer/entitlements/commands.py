"""`kentcare offer`: the entitlement engine on the command line, with JSON in and JSON out."""

import sys
from datetime import date
from typing import BinaryIO, cast

import click
import msgspec

from kentcare.core.clock import today
from kentcare.core.content.files import ContentError
from kentcare.core.languages.listed import every_language
from kentcare.offer.entitlements.engine import Engine, engine
from kentcare.offer.entitlements.facts import Facts, FactsError, read
from kentcare.paths import CONTENT

REFUSED = 2  # the exit status where facts could not be used


@click.group()
def offer() -> None:
    """What somebody is owed, and their timeline. Facts are JSON on standard input."""


language_option = click.option(
    "--language",
    default="en",
    type=click.Choice(list(every_language())),
    show_default=True,
    help="The language of the words.",
)


@offer.command()
@click.option("--batch", is_flag=True, help="One JSON object a line in, one answer a line out.")
@language_option
def explain(batch: bool, language: str) -> None:
    """Say what a person is owed on a day, why, and what changes next."""
    if batch:
        every_line_was_good = explain_lines(_engine(language), sys.stdin.buffer, sys.stdout.buffer, today())
        sys.exit(0 if every_line_was_good else REFUSED)
    answer = _engine(language).explain(_facts())
    sys.stdout.buffer.write(msgspec.json.format(answer.json, indent=2) + b"\n")


@offer.command()
@click.option("--all", "whole", is_flag=True, help="From birth, not only from the day itself on.")
@click.option("--ical", is_flag=True, help="As a calendar file.")
@language_option
def timeline(whole: bool, ical: bool, language: str) -> None:
    """Say which dates matter, and who helps."""
    # Imported here, because `explain` must start fast and needs no calendar.
    from kentcare.offer.entitlements.timeline import timeline as dates

    facts, chosen = _facts(), _engine(language)
    found = dates(facts, chosen.life(facts), chosen.book, whole=whole)
    if ical:
        from kentcare.offer.entitlements.ical import calendar

        sys.stdout.buffer.write(calendar(found, cast(date, facts.on)))
    else:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")


def explain_lines(chosen: Engine, lines: BinaryIO, out: BinaryIO, today: date) -> bool:
    """Answer every line in order; a bad line gets its fault in its place. False where there was one."""
    good = True
    for line in lines:
        if not line.strip():
            continue
        try:
            out.write(chosen.explain(read(line, today)).json)
        except FactsError as error:
            good = False
            out.write(msgspec.json.encode({"error": str(error), "field": error.field}))
        out.write(b"\n")
    out.flush()
    return good


def _facts() -> Facts:
    try:
        return read(sys.stdin.buffer.read(), today())
    except FactsError as error:
        click.echo(str(error), err=True)
        sys.exit(REFUSED)


def _engine(language: str) -> Engine:
    try:
        return engine(CONTENT, language)
    except ContentError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
