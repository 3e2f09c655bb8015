"""`kentcare outbox`: the process that sends, and how it stands."""

import os
import signal
import sys
import threading

import click

from kentcare.config import Settings, UnsafeSettings
from kentcare.core import clock
from kentcare.db.attach import database_only
from kentcare.services.messages import records
from kentcare.services.messages.senders import sender_of
from kentcare.services.messages.worker import Worker

_LOOKS_EVERY = 1.0  # seconds


@click.group()
def outbox() -> None:
    """Send the messages that wait."""


@outbox.command()
@click.option("--once", is_flag=True, help="Send what is due, and stop.")
@click.option(
    "--with-parent", is_flag=True, hidden=True, help="Stop when the process that started this is gone."
)
def run(once: bool, with_parent: bool) -> None:
    """Send messages until told to stop. Several of these may run side by side, on one machine or on many."""
    settings = _settings()
    sender = sender_of(settings)
    if sender is None:
        raise click.ClickException("Nobody here sends messages. Set NOTIFY_API_KEY or SMTP_URL.")
    worker, over, parent = Worker(sender), threading.Event(), os.getppid()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: over.set())
    with database_only(settings.database_url, secrets=settings.secrets, instance=settings.instance):
        while not over.is_set():
            is_idle = worker.work() == 0
            if (once and is_idle) or (with_parent and os.getppid() != parent):
                break
            if is_idle:
                over.wait(_LOOKS_EVERY)


@outbox.command()
def status() -> None:
    """How many wait, since when, and whether somebody sends them. Exits with 1 where nobody does."""
    settings, now = _settings(), clock.now()
    with database_only(settings.database_url):
        number, age = records.waiting(now)
        quiet = records.quiet_since(now)
        click.echo(f"Waiting: {number}, the oldest for {round(age.total_seconds())} seconds.")
        click.echo(f"Did not arrive: {records.number_undelivered()}.")
        click.echo(f"Nobody sends since {quiet:%Y-%m-%d %H:%M} UTC." if quiet else "Somebody sends.")
    sys.exit(bool(quiet))


def _settings() -> Settings:
    try:
        return Settings.from_env()
    except UnsafeSettings as error:
        raise click.ClickException(str(error)) from None
