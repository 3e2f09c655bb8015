"""`kentcare backup`, `kentcare restore`, and the key for both."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click
import pyrage
from cryptography.fernet import InvalidToken
from flask import Flask

from kentcare.config import Settings, UnsafeSettings
from kentcare.core import clock
from kentcare.core.encryption import app_cipher
from kentcare.db import migrate
from kentcare.db.attach import database_only
from kentcare.db.refused import CannotSave
from kentcare.operations.backup import archive
from kentcare.operations.backup.database import CannotCopy, Copied, copy_of, is_in_use, put_back, rows_of
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
    """Make a key. The server gets one half, which locks; keep the other half away from it."""
    identity = pyrage.x25519.Identity.generate()
    click.echo(f"On the server, in BACKUP_RECIPIENTS: {identity.to_public()}")
    click.echo(f"Somewhere else, in a file; without it no copy ever opens: {identity}")


@click.command()
@click.option("--to", "folder", required=True, type=click.Path(file_okay=False, exists=True, path_type=Path))
def backup(folder: Path) -> None:
    """Copy the database and every file into one locked file, while people go on writing."""
    settings, began, now = _settings(), time.monotonic(), clock.now()
    with _told(), _database(settings, settings.database_url):
        # The database first: a file that it names is never changed afterwards.
        copied = copy_of(settings.database_url, settings.pg_bin)
        missing: list[str] = []
        to = folder / f"kentcare-{now:%Y%m%d-%H%M%S}.tar.age"
        sealed = app_cipher(_PURPOSE).encrypt(b"opens").decode()
        made = archive.write(to, copied, _files(missing), settings.backup_recipients, now, sealed)
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
@click.option("--identity", required=True, type=click.File(), help="The file with the key that opens copies.")
@click.option("--write", is_flag=True, help="Put it back. Without this, only look whether it is whole.")
@click.option("--replace", is_flag=True, help="Even where there is something already, which is lost.")
def restore(copy: Path, identity: IO[str], write: bool, replace: bool) -> None:
    """Look through a copy, and put it where DATABASE_URL and KENTCARE_FILES lead."""
    settings, began, key = _settings(), time.monotonic(), identity.read().strip()
    with _told():
        told, database = archive.read(copy, key)
        rows = sum(told.rows.values())
        made_at, number = f"{told.made_at:%Y-%m-%d %H:%M}", len(told.files)
        click.echo(f"The copy of {made_at} UTC is whole: {rows:,} rows, {number:,} files.")
        if told.migration > migrate.newest():
            raise CannotCopy("The copy is of a newer version of this site. Install that version first.")
        if not write:
            click.echo(f"Nothing was changed. To put it back, add --write. {_NOT_IN_IT}")
            return
        if is_in_use(settings.owner_url) and not replace:
            raise CannotCopy("There is a database already. To lose it and put the copy there, add --replace.")
        copied = Copied(told.kind, database, told.rows, told.migration)
        put_back(settings.owner_url, copied, settings.pg_bin)
        if rows_of(settings.owner_url) != told.rows:
            raise CannotCopy("What was put back has not as many rows as the copy. Do not use it.")
        migrate.upgrade(settings.owner_url)
        with _database(settings, settings.owner_url):
            _finish(told, copy, key)
        if settings.owner_url != settings.database_url:
            click.echo("Now run kentcare db grant, as before the site first started.")
    click.echo(f"It is back. {_took(began)}")


def _finish(told: archive.List, copy: Path, key: str) -> None:
    """The files, and what must not come alive again."""
    for name, content in archive.files_of(copy, key):
        files.restore(name, content)
    ended, held = sessions.end_everybody(), outbox.cancel_waiting(clock.now())
    click.echo(f"Sessions ended: {ended}. Messages that waited then and are not sent: {held}.")
    for ref in files.compare(clock.now()).without_file:
        click.echo(f"The file {ref} was missing when the copy was made.")
    try:
        app_cipher(_PURPOSE).decrypt(told.sealed)
    except InvalidToken:
        click.echo("SECRET_KEY is not the one of then: what is sealed stays shut. Set it, or SECRET_KEY_OLD.")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (CannotCopy, CannotSave) as error:
        raise click.ClickException(str(error)) from None


@contextmanager
def _database(settings: Settings, address: str) -> Iterator[Flask]:
    with database_only(address, secrets=settings.secrets, instance=settings.instance) as app:
        files.use_files(app, settings)
        yield app


def _settings() -> Settings:
    try:
        return Settings.from_env()
    except UnsafeSettings as error:
        raise click.ClickException(str(error)) from None


def _took(began: float) -> str:
    return f"It took {time.monotonic() - began:.1f} seconds."
