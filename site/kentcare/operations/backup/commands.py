"""`kentcare backup`, `kentcare restore` and `kentcare backup-key`."""

import time
from collections.abc import Iterator, Sequence
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
    DatabaseCopy,
    copy_of,
    put_back,
    refuse_other_kind,
    what_is_lost,
)
from kentcare.operations.backup.programs import BackupFailed
from kentcare.services.files import records as files
from kentcare.services.files.store import NoSuchFile
from kentcare.services.heartbeats import records as heartbeats
from kentcare.services.outbox import records as outbox
from kentcare.sign_in.sessions import records as sessions

_MOST_NAMED = 10
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
        missing: list[str] = []
        to = folder / f"kentcare-{now:%Y%m%d-%H%M%S}.tar.age"
        canary = app_cipher(_PURPOSE).encrypt(b"opens").decode()
        # The database first: a file that it names is never changed afterwards.
        with copy_of(settings.database_url, settings.pg_bin) as copied:
            made = archive.write(to, copied, _files(missing), settings.backup_recipients, now, canary)
        if not missing:
            heartbeats.beat(heartbeats.BACKUP, clock.now())
    rows = sum(made.rows.values())
    click.echo(f"{to} has {rows:,} rows and {len(made.files):,} files. {_took(began)} {_NOT_IN_IT}")
    if missing:
        raise click.ClickException(_missing(missing, settings))


def _missing(refs: Sequence[str], settings: Settings) -> str:
    """What to do about a backup in which files are missing: it counts as none."""
    where = "KENTCARE_FILES" if settings.files else f"KENTCARE_INSTANCE, {settings.instance}"
    named = ", ".join(refs[:_MOST_NAMED]) + (", …" if len(refs) > _MOST_NAMED else "")
    return (
        f"It is not whole: {len(refs):,} files are in the database and not in the store: {named}. "
        f"Check {where}, or bring them back from an earlier backup, and run it again."
    )


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
        manifest = archive.check(copy, key)
        rows = sum(manifest.rows.values())
        made_at, number = f"{manifest.made_at:%Y-%m-%d %H:%M}", len(manifest.files)
        click.echo(f"The backup of {made_at} UTC is whole: {rows:,} rows, {number:,} files.")
        if manifest.migration > migrate.newest():
            raise BackupFailed("The backup is of a newer version of this site. Install that version first.")
        if not write:
            click.echo(f"Nothing was changed. To restore it, add --write. {_NOT_IN_IT}")
            return
        if not replace and (lost := what_is_lost(settings.owner_url)):
            raise BackupFailed(f"{lost} To lose it and restore this one, add --replace.")
        refuse_other_kind(settings.owner_url, manifest.kind)
        with _database(settings, settings.owner_url):
            # The files first: without a row nobody sees them, and a row never stands there without its file.
            for name, content in archive.files_of(copy, key):
                files.restore(name, content)
        _restore_database(settings, manifest, copy, key)
        migrate.upgrade(settings.owner_url)
        with _database(settings, settings.owner_url):
            _say_what_is_not_in_it(manifest)
        if settings.owner_url != settings.database_url:
            click.echo("Now run: kentcare db grant, as before the site first started.")
    click.echo(f"It is restored. {_took(began)}")


def _restore_database(settings: Settings, manifest: archive.Manifest, copy: Path, key: str) -> None:
    """Replace the database by that of the backup, in which no session lasts and no message waits."""
    # What comes out of an old backup must not come alive, not even for as long as the next line takes.
    before = (sessions.ending_everybody(), outbox.cancelling_waiting())
    for content in archive.database_of(copy, key):
        copied = DatabaseCopy(
            kind=manifest.kind, content=content, rows=manifest.rows, migration=manifest.migration
        )
        put_back(settings.owner_url, copied, settings.pg_bin, before)
    click.echo("Every session is over, and no message that waited then will be sent.")


def _say_what_is_not_in_it(manifest: archive.Manifest) -> None:
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
