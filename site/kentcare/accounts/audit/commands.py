"""`kentcare audit`: the retention command, the only way by which an entry leaves the audit trail."""

from datetime import datetime

import click

from kentcare.accounts.audit import records
from kentcare.config import Settings
from kentcare.core import clock
from kentcare.db.attach import database_only


@click.group()
def audit() -> None:
    """Remove what is old from the audit trail."""


@audit.command()
@click.option(
    "--before",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="The first day that stays, like 2019-04-01.",
)
@click.option("--write", is_flag=True, help="Do it. Without this, only say what would go.")
def remove(before: datetime, write: bool) -> None:
    """Remove the lines that are older than a day, and record that it was done."""
    now = clock.now()
    # A day begins at midnight in Kent, not in UTC.
    moment = before.replace(tzinfo=clock.LONDON)
    if moment > now:
        raise click.BadParameter("that day has not come yet.", param_hint="--before")
    first_day = f"{before.day} {before:%B %Y}"
    with database_only(Settings.from_env().database_url):
        if write:
            number = records.remove_before(moment, now)
            click.echo(
                f"{_lines(number)} from before {first_day} {_were(number)} removed. That is on record."
            )
        else:
            number = records.count_before(moment)
            click.echo(f"{_lines(number)} from before {first_day} would be removed. Nothing was changed.")
            click.echo("To do it, add --write. There is no way back.")


def _lines(number: int) -> str:
    return "1 line" if number == 1 else f"{number:,} lines"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
