"""`kentcare outbox`: workers as processes of their own, side by side and killed, and how they are doing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import text

from kentcare.config import Settings
from kentcare.core import clock
from kentcare.db.attach import database_only
from kentcare.db.session import writing
from kentcare.operations.outbox import outbox
from kentcare.services.heartbeats import records as heartbeats
from kentcare.services.messages import records as messages
from kentcare.services.outbox.worker import Worker
from support.carriers import KEY, FakeNotify, notify_over_http
from support.outbox import SECRET, TO, FakeClock, database, notify_sender, queue_now
from support.patience import PATIENCE, until
from support.stops import HALF_AN_HOUR, MANAGER, OFFICER, halt, told

__all__ = ["database"]


@contextmanager
def process(database: str, notify: FakeNotify, secret: str = SECRET) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {
        "DATABASE_URL": database,
        "SECRET_KEY": secret,
        "NOTIFY_API_KEY": KEY,
        "NOTIFY_TEXT_TEMPLATE": "text",
        "NOTIFY_EMAIL_TEMPLATE": "email",
        "NOTIFY_URL": notify.address,
    }
    command = [sys.executable, "-c", "from kentcare.cli import main; main()", "outbox", "run"]
    running = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def _number_waiting() -> int:
    with writing() as session:
        rows = session.execute(text("SELECT count(*) FROM outgoing_message WHERE sent_at IS NULL"))
        return int(rows.scalar_one())


def test_two_real_workers_side_by_side_send_each_once(database: str) -> None:
    queue_now(40)
    with notify_over_http() as notify:
        # Held until each has one on its way: else the first may send all before the second has started.
        notify.holds.clear()
        with process(database, notify) as one, process(database, notify) as two:
            until(lambda: len(notify.taken) == 2)
            notify.holds.set()
            until(lambda: _number_waiting() == 0)
            assert (one.poll(), two.poll()) == (None, None)
            for running in (one, two):
                running.send_signal(signal.SIGTERM)
            assert [one.wait(PATIENCE), two.wait(PATIENCE)] == [0, 0]
    assert len(notify.taken) == len(set(notify.references())) == 40


def test_two_real_workers_tell_of_a_stop_once_and_so_does_one_that_starts_later(
    either_app: Flask, settings: Settings
) -> None:
    ref = halt(either_app, now=clock.now() - HALF_AN_HOUR)
    database = either_app.config["SQLALCHEMY_DATABASE_URI"].render_as_string(hide_password=False)

    def all_sent() -> bool:
        with either_app.app_context():
            return _number_waiting() == 0

    def has_run_since(moment: datetime) -> bool:
        with either_app.app_context():
            beat = heartbeats.last_beat(heartbeats.OUTBOX)
        return beat is not None and beat > moment

    with notify_over_http() as notify:
        running = (process(database, notify, settings.secret_key) for _ in range(2))
        with next(running) as one, next(running) as two:
            until(lambda: len(told(either_app, ref)) > 1 and all_sent())
            assert (one.poll(), two.poll()) == (None, None)
        stopped = clock.now()
        with process(database, notify, settings.secret_key) as third:
            until(lambda: has_run_since(stopped))
            third.send_signal(signal.SIGTERM)
            assert third.wait(PATIENCE) == 0
    assert told(either_app, ref) == [(0, OFFICER, None), (1, MANAGER, None)]
    # A text message and an e-mail to each of the two.
    assert len(notify.taken) == len(set(notify.references())) == 4


def test_killed_after_it_sent_and_before_it_said_so(database: str) -> None:
    """The next one asks Notify, and does not send it again."""
    queue_now(1)
    with notify_over_http() as notify:
        notify.holds.clear()
        with process(database, notify) as running:
            until(lambda: notify.taken)
            running.kill()
            running.wait()
        notify.holds.set()
        later = FakeClock(datetime.now(UTC) + timedelta(minutes=3))
        Worker(notify_sender(notify), later).work()
        assert notify.asked == notify.references()
        assert _number_waiting() == 0
    assert len(notify.taken) == 1


def test_status_says_how_many_wait_and_fails_where_no_worker_sends_them(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("SECRET_KEY", SECRET)
    with time_machine.travel(datetime.now(UTC), tick=False):
        told = CliRunner().invoke(outbox, ["status"])
        assert (told.exit_code, told.output.splitlines()[0]) == (0, "Waiting: 0, the oldest for 0 seconds.")
        with database_only(address, secrets=(SECRET,)):
            queued_at = datetime.now(UTC) - timedelta(minutes=5)
            messages.queue(TO, "words", now=queued_at, use_by=queued_at + timedelta(days=1))
        told = CliRunner().invoke(outbox, ["status"])
        assert told.exit_code == 1
        assert told.output.startswith("Waiting: 1, the oldest for 300 seconds.")
        assert "No worker has sent any since" in told.output
        with database_only(address, secrets=(SECRET,)):
            heartbeats.beat(heartbeats.OUTBOX, datetime.now(UTC))
        assert CliRunner().invoke(outbox, ["status"]).exit_code == 0
