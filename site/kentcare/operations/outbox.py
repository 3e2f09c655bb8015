"""`kentcare outbox`: run the process that sends messages, and ask how it is doing.

The same process tells people of a stop that nobody has looked into, and looks at the files that people sent:
it always runs, and is watched. Files have threads of their own, so that no message waits for one.
"""

import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import click
from flask import Flask, current_app

from kentcare.config import Settings
from kentcare.core import clock
from kentcare.core.command_line import database_and_files
from kentcare.core.languages.listed import ENGLISH
from kentcare.db.attach import database_only
from kentcare.db.faults import fault_of
from kentcare.hosting.safeguarding.escalation.escalator import Escalator
from kentcare.hosting.training_and_checks.records import certificates
from kentcare.hosting.training_and_checks.records.lines import CERTIFICATE
from kentcare.operations.wakeup import Wakeup
from kentcare.services.file_inspection import records as inspection
from kentcare.services.file_inspection.rules import AT_ONCE
from kentcare.services.file_inspection.worker import Inspector
from kentcare.services.messages import records as messages
from kentcare.services.outbox import records
from kentcare.services.outbox.senders import sender_of
from kentcare.services.outbox.worker import Worker

_POLL_INTERVAL = 1.0  # seconds
_FILES_POLL_INTERVAL = 0.5  # seconds: somebody may be looking at their page
_LONGEST_END = 10.0  # seconds, for putting back a file that is being drawn
# How the sender of a file hears that it was not kept, by the kind of the record with which it was sent.
_TELL = {CERTIFICATE: certificates.tell_of_refused_file}

log = logging.getLogger("kentcare.outbox")


@click.group()
def outbox() -> None:
    """Send the messages in the queue, and look at the files that wait."""


@outbox.command()
@click.option("--once", is_flag=True, help="Send what is due, look at the files that wait, and stop.")
@click.option(
    "--with-parent",
    type=int,
    hidden=True,
    help="Stop when the process of this number, which started it, is gone.",
)
def run(once: bool, with_parent: int | None) -> None:
    """Send messages and look at files until told to stop.

    Several of these may run side by side, on one machine or on many.
    """
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
    with database_and_files(), _inspectors(0 if once else AT_ONCE) as app:
        while not stopping.is_set():
            escalator.work()
            is_idle = worker.work() == 0
            if (once and is_idle) or with_parent not in {None, os.getppid()}:
                break
            if is_idle:
                stopping.wait(_POLL_INTERVAL)
        if once:
            look_at_files(app)


def look_at_files(app: Flask) -> int:
    """Look at every file that waits now, and return how many there were."""
    inspector, number = Inspector(_TELL), 0
    while _look_at_one(app, inspector):
        number += 1
    return number


def _look_at_one(app: Flask, inspector: Inspector) -> bool:
    """Look at one file that waits; whether there was one.

    In a context of its own each time, so that nothing is left of what went wrong the time before. Who is told
    of a file that was not kept reads it in their own language, whatever that of the context is.
    """
    with app.test_request_context(f"/{ENGLISH}/"):
        return inspector.work()


@contextmanager
def _inspectors(number: int) -> Iterator[Flask]:
    """Look at files that wait, so many at once, until the block is left. Returns the application for it."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # its type says nothing of the proxy
    stopping = Event()
    threads = [Thread(target=_inspect, args=(app, stopping), daemon=True) for _ in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield app
    finally:
        stopping.set()
        for thread in threads:
            thread.join(_LONGEST_END)


def _inspect(app: Flask, stopping: Event) -> None:
    inspector = Inspector(_TELL, stopping=stopping)
    while not stopping.is_set():
        found = False
        try:
            found = _look_at_one(app, inspector)
        except Exception as error:
            # Its text is not logged: it may quote a row.
            log.error("a file could not be looked at: %s", type(error).__name__)
        if not found:
            stopping.wait(_FILES_POLL_INTERVAL)


@outbox.command()
def status() -> None:
    """Say how many messages and files wait, and since when. Exits with 1 if no worker sends messages."""
    settings, now = Settings.from_env(), clock.now()
    with database_only(settings.database_url):
        number, age = records.waiting(now)
        silent = records.not_sending_since(now)
        click.echo(f"Waiting: {number}, the oldest for {round(age.total_seconds())} seconds.")
        files, oldest = inspection.waiting(now)
        click.echo(f"Files waiting: {files}, the oldest for {round(oldest.total_seconds())} seconds.")
        click.echo(f"Did not arrive: {messages.number_undelivered()}.")
        since = f"No worker has sent any since {silent:%Y-%m-%d %H:%M} UTC." if silent else ""
        click.echo(since or "A worker is sending.")
    sys.exit(bool(silent))
