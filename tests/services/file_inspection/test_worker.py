"""Somebody looks at the files that wait: what is kept, what is not and why, and what happens on the way."""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread, Timer

import pytest
from cryptography.fernet import InvalidToken
from flask import Flask
from sqlalchemy import delete, select

from kentcare.config import Settings
from kentcare.core.encryption import app_cipher
from kentcare.db.session import reading, writing
from kentcare.services.file_inspection import records, worker
from kentcare.services.file_inspection.rules import (
    LEASE_LASTS,
    LEFT_BEHIND_AFTER,
    MOST_TRIES,
    PAUSE_WHILE_AWAY,
    PAUSES_AFTER_TRY,
)
from kentcare.services.file_inspection.worker import Inspector
from kentcare.services.files import cleaning
from kentcare.services.files import records as files
from kentcare.services.files.models import StoredFile
from kentcare.services.files.records import Stored
from kentcare.services.files.rules import Refusal
from kentcare.services.files.store import AS_THEY_CAME, Folder, StoreUnavailable
from support.long_forms import Open
from support.outbox import FakeClock
from support.patience import PATIENCE, until
from support.pictures import MAKER, document, photograph
from support.scanner import HARM, scanning
from support.uploads import attach, in_the_store, kept_in

pytestmark = pytest.mark.usefixtures("empty_store")
# Looks at one file; whether there was one.
Look = Callable[..., bool]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime.now(UTC))


@pytest.fixture
def look(report_app: Flask, clock: FakeClock) -> Look:
    inspector = Inspector(now=clock)

    def at_one() -> bool:
        with report_app.app_context():
            return inspector.work()

    return at_one


@pytest.fixture
def scanned(report_app: Flask) -> Iterator[Callable[[str], None]]:
    """Let files be scanned by the daemon at an address."""
    with report_app.app_context():
        storage = report_app.extensions["kentcare_stored_files"]

    def by(daemon: str) -> None:
        report_app.extensions["kentcare_stored_files"] = type(storage)(storage.store, daemon)

    yield by
    report_app.extensions["kentcare_stored_files"] = storage


def the_file(app: Flask) -> Stored:
    with app.app_context():
        [found] = [one for one in map(files.find, _refs(app)) if one]
        return found


def _refs(app: Flask) -> list[str]:
    return list(reading().scalars(select(StoredFile.ref)))


def _tries(app: Flask) -> int | None:
    with app.app_context():
        return reading().scalar(select(StoredFile.tries))


def _draws(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Let a script stand for what draws a file."""
    whole = f"import sys, os, time; sys.stdin.buffer.read(); {script}"
    monkeypatch.setattr(cleaning, "_COMMAND", (sys.executable, "-c", whole))


_KILLED = "os.kill(os.getpid(), 9)"
_FOR_EVER = "time.sleep(600)"


def test_until_somebody_has_looked_it_is_kept_as_it_came_and_locked(
    opened: Open, report_app: Flask, settings: Settings, look: Look
) -> None:
    attach(opened(), (photograph(), "IMG_1.jpeg"))
    folder = settings.instance / "files"
    [waiting] = (folder / AS_THEY_CAME).iterdir()
    content = waiting.read_bytes()
    assert MAKER.encode() not in content
    before = the_file(report_app)
    assert (before.is_waiting, before.name) == (True, "IMG_1.jpeg")
    assert look()
    assert not look()
    after = the_file(report_app)
    assert (after.is_waiting, after.refusal, after.name, after.ref) == (False, None, "IMG_1.jpg", before.ref)
    assert not list((folder / AS_THEY_CAME).iterdir())
    assert len(kept_in(folder)) == 1


def test_what_is_kept_as_it_came_does_not_open_as_what_is_shown(opened: Open, report_app: Flask) -> None:
    """Where code that knows nothing of files that wait reads one, it is given nothing."""
    attach(opened(), (photograph(), "a.jpg"))
    with report_app.app_context():
        [(_, key)] = files.every_file()
        with pytest.raises(InvalidToken):
            app_cipher(files._CONTENT).decrypt(files._storage().store.get(key))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (photograph()[:-200], Refusal.BROKEN),
        (document(password="secret"), Refusal.LOCKED),  # noqa: S106  # of a test
        (photograph() + HARM, Refusal.INFECTED),
    ],
    ids=["half a photograph", "locked", "infected"],
)
def test_what_is_not_kept_is_gone_and_its_reason_stays(
    opened: Open,
    report_app: Flask,
    look: Look,
    scanned: Callable[[str], None],
    content: bytes,
    reason: Refusal,
) -> None:
    attach(opened(), (content, "a.jpg"))
    with scanning() as daemon:
        scanned(daemon)
        assert look()
    stored = the_file(report_app)
    assert (stored.is_waiting, stored.refusal, stored.name) == (False, reason, "a.jpg")
    assert in_the_store(report_app) == 0


def test_while_the_scanner_is_silent_a_file_waits_and_loses_no_try(
    opened: Open, report_app: Flask, look: Look, scanned: Callable[[str], None], clock: FakeClock
) -> None:
    attach(opened(), (photograph(), "a.jpg"))
    scanned("tcp://127.0.0.1:1")
    for _ in range(MOST_TRIES + 2):
        assert look()
        assert not look()
        clock.at += PAUSE_WHILE_AWAY
    with scanning() as daemon:
        scanned(daemon)
        assert look()
    assert the_file(report_app).refusal is None
    assert not the_file(report_app).is_waiting


def test_a_drawing_that_is_killed_is_tried_again_and_given_up_in_the_end(
    opened: Open, report_app: Flask, look: Look, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _draws(monkeypatch, _KILLED)
    attach(opened(), (photograph(), "a.jpg"))
    for _ in range(MOST_TRIES):
        assert the_file(report_app).is_waiting
        assert look()
        clock.at += PAUSES_AFTER_TRY[-1]
    stored = the_file(report_app)
    assert (stored.is_waiting, stored.refusal) == (False, Refusal.NOT_DRAWN)
    assert in_the_store(report_app) == 0
    assert not look()


def test_a_drawing_that_was_killed_once_is_drawn_the_next_time(
    opened: Open, report_app: Flask, look: Look, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(opened(), (photograph(), "a.jpg"))
    with monkeypatch.context() as patch:
        _draws(patch, _KILLED)
        look()
    clock.at += PAUSES_AFTER_TRY[-1]
    look()
    assert (the_file(report_app).is_waiting, the_file(report_app).refusal) == (False, None)


def test_no_file_is_given_up_for_a_fault_of_a_minute(
    opened: Open, report_app: Flask, look: Look, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as an upgrade, or a machine without memory, that lets no process draw anything."""
    attach(opened(), (photograph(), "a.jpg"))
    with monkeypatch.context() as patch:
        _draws(patch, _KILLED)
        for _ in range(20):
            look()
            clock.at += timedelta(seconds=3)
    clock.at += timedelta(minutes=5)
    look()
    assert (the_file(report_app).is_waiting, the_file(report_app).refusal) == (False, None)


def test_a_file_that_kills_whoever_looks_at_it_is_given_up(
    opened: Open, report_app: Flask, look: Look, clock: FakeClock
) -> None:
    """It was taken again and again, and nobody came back from it."""
    attach(opened(), (photograph(), "a.jpg"))
    for number in range(MOST_TRIES):
        with report_app.app_context():
            assert records.take(f"killed {number}", clock.at)
        clock.at += LEASE_LASTS
    assert look()
    assert the_file(report_app).refusal is Refusal.NOT_DRAWN
    assert in_the_store(report_app) == 0


def test_one_that_is_missing_in_the_store_does_not_wait_for_ever(
    opened: Open, report_app: Flask, look: Look, clock: FakeClock, settings: Settings
) -> None:
    attach(opened(), (photograph(), "a.jpg"))
    for one in (settings.instance / "files" / AS_THEY_CAME).iterdir():
        one.unlink()
    for _ in range(MOST_TRIES):
        look()
        clock.at += PAUSES_AFTER_TRY[-1]
    assert the_file(report_app).refusal is Refusal.NOT_DRAWN


def test_a_store_that_does_not_answer_loses_no_file(
    opened: Open, report_app: Flask, look: Look, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(opened(), (photograph(), "a.jpg"))

    def away(*_: object) -> None:
        raise StoreUnavailable

    for name in ("get", "every"):
        with monkeypatch.context() as patch:
            patch.setattr(Folder, name, away)
            for _ in range(MOST_TRIES + 1):
                look()
                clock.at += timedelta(minutes=6)
    assert the_file(report_app).is_waiting
    look()
    assert not the_file(report_app).is_waiting


def test_told_to_stop_it_puts_back_what_it_draws(
    opened: Open, report_app: Flask, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, look: Look
) -> None:
    attach(opened(), (photograph(), "a.jpg"))
    stopping = Event()
    with monkeypatch.context() as patch:
        _draws(patch, _FOR_EVER)
        Timer(0.3, stopping.set).start()
        with report_app.app_context():
            Inspector(now=clock, stopping=stopping).work()
    # As if it had never been begun: one that is drawn to the end of its time is refused.
    with report_app.app_context():
        taken = records.take("next", clock.at)
    assert taken is not None
    assert taken.tries == 1


def test_one_that_is_removed_while_it_is_drawn_is_drawn_no_further(
    opened: Open, report_app: Flask, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or whoever sends and removes again and again would keep every worker from the files of others."""
    attach(opened(), (photograph(), "a.jpg"))
    _draws(monkeypatch, _FOR_EVER)
    monkeypatch.setattr(cleaning, "_TIMEOUT", PATIENCE)
    monkeypatch.setattr(worker, "ASK_EVERY_SECONDS", 0.0)

    def work() -> None:
        with report_app.app_context():
            Inspector(now=clock).work()

    drawing = Thread(target=work)
    drawing.start()
    with report_app.app_context():
        until(lambda: _tries(report_app))
        with writing() as session:
            session.execute(delete(StoredFile))
    drawing.join(PATIENCE / 2)
    assert not drawing.is_alive()


def test_what_killed_processes_left_behind_of_files_as_they_came_goes(
    opened: Open, report_app: Flask, settings: Settings, look: Look, clock: FakeClock
) -> None:
    """A file without its row: killed before that was saved, or after it was removed."""
    attach(opened(), (photograph(), "waits.jpg"))
    part = settings.instance / "files" / AS_THEY_CAME
    [waits] = part.iterdir()
    store = Folder(settings.instance / "files")
    store.put(f"{AS_THEY_CAME}/left", b"encrypted")
    store.put(f"{AS_THEY_CAME}/just came", b"encrypted")
    store.put("drawn", b"encrypted")
    _make_older(part / "left", clock)
    _make_older(waits, clock)
    with report_app.app_context():
        records.take("somebody", clock.at)
    look()
    assert {one.name for one in part.iterdir()} == {waits.name, "just came"}
    assert [one.name for one in kept_in(settings.instance / "files")] == ["drawn"]


def _make_older(file: Path, clock: FakeClock) -> None:
    at = (clock.at - LEFT_BEHIND_AFTER - timedelta(minutes=1)).timestamp()
    os.utime(file, (at, at))
