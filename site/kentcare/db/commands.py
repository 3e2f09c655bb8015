"""`kentcare db`: the schema, from the command line."""

import click

from kentcare.config import Settings
from kentcare.db import migrate, roles
from kentcare.db.faults import fault_of


def _known(_ctx: click.Context, _option: click.Parameter, to: str) -> str:
    """Refuse a migration that does not exist. Raises BadParameter."""
    if to not in migrate.numbers() | {"head", "base"}:
        raise click.BadParameter(f"there is no migration {to}; the newest is {migrate.newest()}")
    return to


@click.group()
def db() -> None:
    """Bring the database up to date, or check that it is."""


@db.command()
@click.option(
    "--to", default="head", callback=_known, help="A migration's number; the newest unless you say."
)
def upgrade(to: str) -> None:
    """Apply the migrations that the database has not had."""
    changed = migrate.upgrade(Settings.from_env().owner_url, to)
    number = migrate.newest() if to == "head" else to
    click.echo(f"The database is {'now' if changed else 'already'} at {number}.")


@db.command()
@click.argument("to", callback=_known)
def downgrade(to: str) -> None:
    """Go back to an earlier migration ("base" empties the database)."""
    migrate.downgrade(Settings.from_env().owner_url, to)
    click.echo(f"The database is now at {to}.")


@db.command()
@click.argument("role")
def grant(role: str) -> None:
    """Let a role of PostgreSQL read and write in the tables, and nothing else: the one of DATABASE_URL."""
    try:
        roles.grant(Settings.from_env().owner_url, role)
    except roles.NoRoles as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{role} may read and write in every table, and change none.")


@db.command()
def check() -> None:
    """Fail if the database is not what the code expects."""
    address = Settings.from_env().database_url
    if fault := fault_of(address):
        raise click.ClickException(fault)
    if differences := migrate.drift(address):
        raise click.ClickException("The tables differ from the models:\n" + "\n".join(differences))
    click.echo(f"The database is at {migrate.newest()} and matches the models.")


@db.command()
@click.argument("words")
def draft(words: str) -> None:
    """Write the next migration from what changed in the models. Read it before you use it."""
    address = Settings.from_env().database_url
    if fault := fault_of(address):
        raise click.ClickException(fault)
    migrate.write_migration(address, words)
