"""`kentcare retention`: what the schedule means today, carrying it out, and holds."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from kentcare.core import clock
from kentcare.core.command_line import whole_site
from kentcare.operations.retention import records
from kentcare.operations.retention.labels import basis_words, count_words, how_long_words, sources_words
from kentcare.operations.retention.records import HOLDABLE, HeldAlready, Line, NoHold, NothingToHold


@click.group()
def retention() -> None:
    """How long things are kept: what would go, and removing it."""


@retention.command()
def plan() -> None:
    """Say what would be removed now, kind by kind, and why. Nothing is changed."""
    with whole_site():
        _tell_plan()


def _tell_plan() -> None:
    for line in records.plan(clock.now()):
        _tell(line, with_reasons=True)
    held = records.holds()
    # No name and no reason: what a command prints may be kept in a log.
    click.echo(f"Holds: {len(held)}.")
    for one in held:
        click.echo(f"  {one.kind} {one.number or one.ref}, since {one.since:%Y-%m-%d}.")
    click.echo("Nothing was changed.")


def _tell(line: Line, *, with_reasons: bool) -> None:
    click.echo(line.row.name)
    if with_reasons:
        click.echo(f"  {' '.join(filter(None, (how_long_words(line.row), basis_words(line.row))))}")
        for source in sources_words(line):
            click.echo(f"  Written in: {source}.")
    for words in count_words(line):
        click.echo(f"  {words}")


@retention.command()
@click.option("--write", is_flag=True, help="Do it. Without this, only say what would go.")
def run(write: bool) -> None:
    """Remove what the schedule says. Once a day is enough."""
    with whole_site():
        if not write:
            _tell_plan()
            click.echo("To do it, add --write. There is no way back.")
            return
        for line in records.run(clock.now()):
            if line.removed is not None:
                _tell(line, with_reasons=False)
        click.echo("That is on record.")


_kind = click.argument("kind", type=click.Choice(HOLDABLE))
_number = click.argument("number")


@retention.command()
@_kind
@_number
@click.option("--reason", required=True, help="Why. It is locked; staff who may set holds read it.")
def hold(kind: str, number: str, reason: str) -> None:
    """Keep everything of somebody, whatever the schedule says.

    NUMBER is that of the case or of the home, or the mobile number or e-mail address of an account.
    """
    with whole_site(), _told():
        records.hold(kind, number, reason, None, clock.now())
    click.echo("It is held. That is on record.")


@retention.command()
@_kind
@_number
def lift(kind: str, number: str) -> None:
    """The schedule holds for them again."""
    with whole_site(), _told():
        records.lift_number(kind, number, None, clock.now())
    click.echo("The hold is lifted. That is on record.")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except NothingToHold:
        raise click.ClickException("There is no such record.") from None
    except HeldAlready:
        raise click.ClickException("It is held already.") from None
    except NoHold:
        raise click.ClickException("There is no hold on it.") from None
