"""`kentcare outbox`: run the process that sends messages, and ask how it is doing.

The same process tells people of a stop that nobody has looked into: it always runs, and is watched.
"""

import os
import signal
import sys

import click

from kentcare.config import Settings
from kentcare.core import clock
from kentcare.core.command_line import database_and_files
from kentcare.db.attach import database_only
from kentcare.db.faults import fault_of
from kentcare.hosting.safeguarding.escalation.escalator import Escalator
from kentcare.operations.wakeup import Wakeup
from kentcare.services.messages import records as messages
from kentcare.services.outbox import records
from kentcare.services.outbox.senders import sender_of
from kentcare.services.outbox.worker import Worker

_POLL_INTERVAL = 1.0  # seconds


@click.group()
def outbox() -> None:
    """Send the messages in the queue."""


@outbox.command()
@click.option("--once", is_flag=True, help="Send what is due, and stop.")
@click.option(
    "--with-parent",
    type=int,
    hidden=True,
    help="Stop when the process of this number, which started it, is gone.",
)
def run(once: bool, with_parent: int | None) -> None:
    """Send messages until told to stop. Several of these may run side by side, on one machine or on many."""
    settings = Settings.from_env()
    sender = sender_of(settings)
    if sender is None:
        raise click.ClickException("Messages cannot be sent. Set NOTIFY_API_KEY or SMTP_URL.")
    # From then on it waits for a database that is away, as the messages do.
    if fault := fault_of(settings.database_url, may_be_newer=True):
        raise click.ClickException(fault)
    worker, escalator, stopping = Worker(sender), Escalator(), Wakeup()
    stopping.watch_signals()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopping.set())
    with database_and_files():
        while not stopping.is_set():
            escalator.work()
            is_idle = worker.work() == 0
            if (once and is_idle) or with_parent not in {None, os.getppid()}:
                break
            if is_idle:
                stopping.wait(_POLL_INTERVAL)


@outbox.command()
def status() -> None:
    """Say how many messages wait, and since when. Exits with 1 if some do and no worker sends them."""
    settings, now = Settings.from_env(), clock.now()
    with database_only(settings.database_url):
        number, age = records.waiting(now)
        silent = records.not_sending_since(now)
        click.echo(f"Waiting: {number}, the oldest for {round(age.total_seconds())} seconds.")
        click.echo(f"Did not arrive: {messages.number_undelivered()}.")
        since = f"No worker has sent any since {silent:%Y-%m-%d %H:%M} UTC." if silent else ""
        click.echo(since or "A worker is sending.")
    sys.exit(bool(silent))
