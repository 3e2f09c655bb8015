"""`kentcare retention`: what the schedule means today, carrying it out, and legal holds."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from kentcare.core import clock
from kentcare.core.command_line import database_and_files
from kentcare.operations.holds import records as holds
from kentcare.operations.holds.records import HOLDABLE, HeldAlready, NoHold, NothingToHold
from kentcare.operations.retention import records
from kentcare.operations.retention.labels import basis_words, count_words, how_long_words, sources_words
from kentcare.operations.retention.records import PlannedRemoval


@click.group()
def retention() -> None:
    """How long things are kept: what would go, and removing it."""


@retention.command()
def plan() -> None:
    """Say what would be removed now, kind by kind, and why. Nothing is changed."""
    with database_and_files():
        _print_plan()


def _print_plan() -> None:
    for planned in records.plan(clock.now()):
        _print_removal(planned, with_reasons=True)
    held = holds.holds()
    # No name and no reason: what a command prints may be kept in a log.
    click.echo(f"Holds: {len(held)}.")
    for one in held:
        click.echo(f"  {one.kind} {one.number or one.ref}, since {one.since:%Y-%m-%d}.")
    click.echo("Nothing was changed.")


def _print_removal(planned: PlannedRemoval, *, with_reasons: bool) -> None:
    click.echo(planned.row.name)
    if with_reasons:
        click.echo(f"  {' '.join(filter(None, (how_long_words(planned.row), basis_words(planned.row))))}")
        for source in sources_words(planned):
            click.echo(f"  Written in: {source}.")
    for words in count_words(planned):
        click.echo(f"  {words}")


@retention.command()
@click.option("--write", is_flag=True, help="Remove it. Without this, only say what would go.")
def run(write: bool) -> None:
    """Remove what the schedule says. Once a day is enough."""
    with database_and_files():
        if not write:
            _print_plan()
            click.echo("To do it, add --write. There is no way back.")
            return
        for planned in records.run(clock.now()):
            if planned.removed is not None:
                _print_removal(planned, with_reasons=False)
        click.echo("The audit trail says so.")


_kind = click.argument("kind", type=click.Choice(HOLDABLE))
_number = click.argument("number")


@retention.command()
@_kind
@_number
@click.option("--reason", required=True, help="Why. It is encrypted; staff who may set holds read it.")
def hold(kind: str, number: str, reason: str) -> None:
    """Keep everything of somebody, whatever the schedule says.

    NUMBER is that of the case or of the home, or the mobile number or e-mail address of an account.
    """
    with database_and_files(), _refusals_in_words():
        holds.hold(kind, number, reason, None, clock.now())
    click.echo("It is held. The audit trail says so.")


@retention.command()
@_kind
@_number
def lift(kind: str, number: str) -> None:
    """Lift a hold, so that the schedule applies to the record again."""
    with database_and_files(), _refusals_in_words():
        holds.lift_number(kind, number, None, clock.now())
    click.echo("The hold is lifted. The audit trail says so.")


@contextmanager
def _refusals_in_words() -> Iterator[None]:
    """Tell the operator why a hold could not be set or lifted. Raises ClickException."""
    try:
        yield
    except NothingToHold:
        raise click.ClickException("There is no such record.") from None
    except HeldAlready:
        raise click.ClickException("There is a hold on it already.") from None
    except NoHold:
        raise click.ClickException("There is no hold on it.") from None
