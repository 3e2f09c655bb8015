"""`kentcare backup`, `kentcare restore` and `kentcare backup-key`."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click
import pyrage
from cryptography.fernet import InvalidToken
from flask import Flask

from kentcare.config import Settings
from kentcare.core import clock
from kentcare.core.encryption import app_cipher
from kentcare.db import migrate
from kentcare.db.attach import database_only
from kentcare.operations.backup import archive
from kentcare.operations.backup.database import (
    BackupFailed,
    DatabaseCopy,
    copy_of,
    is_in_use,
    put_back,
    rows_of,
)
from kentcare.services.files import records as files
from kentcare.services.files.store import NoSuchFile
from kentcare.services.heartbeats import records as heartbeats
from kentcare.services.outbox import records as outbox
from kentcare.sign_in.sessions import records as sessions

_PURPOSE = "kentcare copy of everything"
_NOT_IN_IT = (
    "Not in it, and needed with it: SECRET_KEY, SECRET_KEY_OLD and ADVOCACY_KEY. Keep them elsewhere."
)


@click.command()
def backup_key() -> None:
    """Make a pair of keys: the server gets the public one, and the private one is kept elsewhere."""
    identity = pyrage.x25519.Identity.generate()
    click.echo(f"Public key, for BACKUP_RECIPIENTS on the server: {identity.to_public()}")
    click.echo(f"Private key, in a file away from the server; without it no backup ever opens: {identity}")


@click.command()
@click.option(
    "--to",
    "folder",
    required=True,
    envvar="BACKUP_FOLDER",
    show_envvar=True,
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="The folder that gets it.",
)
def backup(folder: Path) -> None:
    """Back up the database and every file into one encrypted file, while people go on writing."""
    settings, began, now = Settings.from_env(), time.monotonic(), clock.now()
    with _errors_in_words(), _database(settings, settings.database_url):
        # The database first: a file that it names is never changed afterwards.
        copied = copy_of(settings.database_url, settings.pg_bin)
        missing: list[str] = []
        to = folder / f"kentcare-{now:%Y%m%d-%H%M%S}.tar.age"
        canary = app_cipher(_PURPOSE).encrypt(b"opens").decode()
        made = archive.write(to, copied, _files(missing), settings.backup_recipients, now, canary)
        heartbeats.beat(heartbeats.BACKUP, clock.now())
    for ref in missing:
        click.echo(f"The file {ref} is in the database and not in the store.")
    rows = sum(made.rows.values())
    click.echo(f"{to} has {rows:,} rows and {len(made.files):,} files. {_took(began)} {_NOT_IN_IT}")


def _files(missing: list[str]) -> Iterator[tuple[str, bytes]]:
    for ref, key in files.every_file():
        try:
            yield key, files.encrypted_content(key)
        except NoSuchFile:
            missing.append(ref)


@click.command()
@click.argument("copy", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option("--identity", required=True, type=click.File(), help="The file with the private key.")
@click.option("--write", is_flag=True, help="Restore it. Without this, only check whether it is whole.")
@click.option("--replace", is_flag=True, help="Even where there is a database already, which is lost.")
def restore(copy: Path, identity: IO[str], write: bool, replace: bool) -> None:
    """Check a backup, and with --write restore it to where DATABASE_URL and KENTCARE_FILES lead."""
    settings, began, key = Settings.from_env(), time.monotonic(), identity.read().strip()
    with _errors_in_words():
        manifest, database = archive.read(copy, key)
        rows = sum(manifest.rows.values())
        made_at, number = f"{manifest.made_at:%Y-%m-%d %H:%M}", len(manifest.files)
        click.echo(f"The backup of {made_at} UTC is whole: {rows:,} rows, {number:,} files.")
        if manifest.migration > migrate.newest():
            raise BackupFailed("The backup is of a newer version of this site. Install that version first.")
        if not write:
            click.echo(f"Nothing was changed. To restore it, add --write. {_NOT_IN_IT}")
            return
        if is_in_use(settings.owner_url) and not replace:
            raise BackupFailed("There is a database already. To lose it and restore this one, add --replace.")
        copied = DatabaseCopy(
            kind=manifest.kind, content=database, rows=manifest.rows, migration=manifest.migration
        )
        put_back(settings.owner_url, copied, settings.pg_bin)
        if rows_of(settings.owner_url) != manifest.rows:
            raise BackupFailed("The restored database has fewer or more rows than the backup. Do not use it.")
        migrate.upgrade(settings.owner_url)
        with _database(settings, settings.owner_url):
            _finish(manifest, copy, key)
        if settings.owner_url != settings.database_url:
            click.echo("Now run: kentcare db grant, as before the site first started.")
    click.echo(f"It is restored. {_took(began)}")


def _finish(manifest: archive.Manifest, copy: Path, key: str) -> None:
    """Restore the files, end every session, and hold back messages that waited then."""
    for name, content in archive.files_of(copy, key):
        files.restore(name, content)
    ended, held = sessions.end_everybody(), outbox.cancel_waiting(clock.now())
    click.echo(f"Sessions ended: {ended}. Messages that waited and will not be sent: {held}.")
    for ref in files.compare(clock.now()).without_file:
        click.echo(f"The file {ref} was missing when the backup was made.")
    try:
        app_cipher(_PURPOSE).decrypt(manifest.canary)
    except InvalidToken:
        click.echo(
            "SECRET_KEY is not that of the backup, so nothing encrypted opens. Set it, or SECRET_KEY_OLD."
        )


@contextmanager
def _errors_in_words() -> Iterator[None]:
    try:
        yield
    except BackupFailed as error:
        raise click.ClickException(str(error)) from None


@contextmanager
def _database(settings: Settings, address: str) -> Iterator[Flask]:
    with database_only(address, secrets=settings.secrets, instance=settings.instance) as app:
        files.use_files(app, settings)
        yield app


def _took(began: float) -> str:
    return f"It took {time.monotonic() - began:.1f} seconds."
