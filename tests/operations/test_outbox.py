"""`kentcare outbox`: workers as processes of their own, side by side and killed, and how they are doing."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select, text

from kentcare.accounts.accounts.holder import Holder
from kentcare.config import Settings
from kentcare.core import clock
from kentcare.db.attach import database_only
from kentcare.db.session import reading, writing
from kentcare.operations.outbox import outbox
from kentcare.services.file_inspection import records as inspection
from kentcare.services.file_inspection.rules import AT_ONCE, LEASE_LASTS
from kentcare.services.files import records as files
from kentcare.services.files.models import StoredFile
from kentcare.services.files.records import Stored
from kentcare.services.files.store import AS_THEY_CAME
from kentcare.services.heartbeats import records as heartbeats
from kentcare.services.messages import records as messages
from kentcare.services.outbox.worker import Worker
from support.carriers import KEY, FakeNotify, notify_over_http
from support.outbox import SECRET, TO, FakeClock, database, notify_sender, queue_now
from support.patience import PATIENCE, until
from support.pictures import many_curves, photograph
from support.stops import HALF_AN_HOUR, MANAGER, OFFICER, halt, told

__all__ = ["database"]


# Keeps a file that waits, and returns what asks for what came of it.
FileThatWaits = Callable[..., Callable[[], Stored]]


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


@pytest.fixture
def file_waits(either_app: Flask) -> Iterator[FileThatWaits]:
    """Keep a file that waits, and ask what came of it: `file_waits(content)` returns a function for that."""

    def keep(content: bytes, about: str = "draft") -> Callable[[], Stored]:
        with either_app.test_request_context("/en/"):
            holder = Holder(browser_mark=f"browser of {about}")
            ref = files.store(holder, content, "a.jpg", files.DRAFT, about, clock.now()).ref

        def now() -> Stored:
            with either_app.app_context():
                found = files.find(ref)
            assert found is not None
            return found

        return now

    yield keep
    with either_app.app_context():
        files.clear_away([key for key, _ in files._storage().store.every()])


@pytest.fixture
def inspecting(either_app: Flask, settings: Settings) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Start a worker as a process of its own, on the database and the store of the site."""
    database = either_app.config["SQLALCHEMY_DATABASE_URI"].render_as_string(hide_password=False)
    with ExitStack() as running, notify_over_http() as notify:

        def start() -> subprocess.Popen[bytes]:
            os.environ["KENTCARE_INSTANCE"] = str(settings.instance)
            try:
                return running.enter_context(process(database, notify, settings.secret_key))
            finally:
                del os.environ["KENTCARE_INSTANCE"]

        yield start


def _began(app: Flask) -> int:
    """How often a worker has begun to look at the file that waits."""
    with app.app_context():
        return reading().scalars(select(StoredFile.tries)).one()


def test_two_real_workers_look_at_files_of_two_senders(
    file_waits: FileThatWaits, inspecting: Callable[[], subprocess.Popen[bytes]]
) -> None:
    waiting = [file_waits(photograph(), f"draft {number}") for number in range(4)]
    one, two = inspecting(), inspecting()
    until(lambda: not any(now().is_waiting for now in waiting))
    assert [now().refusal for now in waiting] == [None] * 4
    for running in (one, two):
        running.send_signal(signal.SIGTERM)
    assert [one.wait(PATIENCE), two.wait(PATIENCE)] == [0, 0]


def test_one_that_is_killed_in_the_middle_leaves_the_file_to_the_next(
    either_app: Flask,
    file_waits: FileThatWaits,
    inspecting: Callable[[], subprocess.Popen[bytes]],
    settings: Settings,
) -> None:
    now = file_waits(many_curves())
    running = inspecting()
    until(lambda: _began(either_app) == 1)
    running.kill()
    running.wait()
    assert now().is_waiting
    with time_machine.travel(clock.now() + LEASE_LASTS, tick=True), either_app.app_context():
        taken = inspection.take("the next", clock.now())
        assert taken is not None
        assert taken.tries == 2
        inspection.keep(taken, b"drawn", "application/pdf")
    assert (now().is_waiting, now().refusal) == (False, None)
    assert not list((settings.instance / "files" / AS_THEY_CAME).iterdir())


def test_one_that_is_told_to_stop_does_so_at_once_and_puts_the_file_back(
    either_app: Flask, file_waits: FileThatWaits, inspecting: Callable[[], subprocess.Popen[bytes]]
) -> None:
    now = file_waits(many_curves())
    running = inspecting()
    until(lambda: _began(either_app) == 1)
    running.send_signal(signal.SIGTERM)
    assert running.wait(PATIENCE) == 0
    assert now().is_waiting
    assert _began(either_app) == 0


def test_a_message_goes_out_while_files_are_drawn(
    either_app: Flask, file_waits: FileThatWaits, inspecting: Callable[[], subprocess.Popen[bytes]]
) -> None:
    """As many as are drawn at once, and each takes its whole bound: a stop does not wait for them."""
    waiting = [file_waits(many_curves(), f"draft {number}") for number in range(AT_ONCE + 1)]
    inspecting()

    def at_work() -> int:
        with either_app.app_context():
            return len(reading().scalars(select(StoredFile).where(StoredFile.taken_by.is_not(None))).all())

    until(lambda: at_work() == AT_ONCE)
    with either_app.app_context():
        queue_now(1)

    def is_sent() -> bool:
        with either_app.app_context():
            return _number_waiting() == 0

    until(is_sent)
    assert all(now().is_waiting for now in waiting)


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
