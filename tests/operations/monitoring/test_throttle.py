"""Rate limits on several hosts: what one process counts, the others count too. No address is stored."""

from datetime import datetime, timedelta

import time_machine
from flask import Response
from flask.testing import FlaskClient
from sqlalchemy import event, text

from kentcare.config import Settings
from kentcare.db.engine import WRITES, build_engine
from kentcare.db.session import db, reading
from kentcare.operations.monitoring import records
from kentcare.operations.monitoring.throttle import SharedCounts
from support.forks import forks
from support.hosts import ADDRESS, browser, closed, on_host, posts, posts_to
from support.lines import written
from support.patience import PATIENCE

NOON = datetime.fromisoformat("2026-11-22T12:00:00+00:00")


def test_two_hosts_count_together(address: str, settings: Settings) -> None:
    first, second = (on_host(address, settings.secret_key) for _ in range(2))
    with closed(first, second):
        assert posts(first, 2) == [400, 400]
        assert posts(second, 2) == [400, 429]
        assert posts(first, 1) == [429]
        assert posts(first, 1, place="192.0.2.2") == [400]


def test_two_processes_at_once_let_no_more_pass_than_one(address: str, settings: Settings) -> None:
    with forks().Pool(2) as pool:
        both = [pool.apply_async(posts_to, (address, settings.secret_key, 3)) for _ in range(2)]
        told = [status for one in both for status in one.get(PATIENCE)]
    assert sorted(told) == [400] * 3 + [429] * 3


def test_who_has_to_wait_is_told_how_long_and_may_then_go_on(address: str, settings: Settings) -> None:
    app = on_host(address, settings.secret_key)
    with closed(app), time_machine.travel(NOON, tick=False) as clock:
        posts(app, 3)
        clock.shift(timedelta(minutes=4))
        refused = browser(app, ADDRESS).post("/en/sample")
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "360")
        clock.shift(timedelta(minutes=6, seconds=1))
        assert posts(app, 1) == [400]


def test_while_the_database_is_busy_each_process_counts_by_itself_and_the_log_says_so(
    sqlite: str, settings: Settings
) -> None:
    app = on_host(sqlite, settings.secret_key)
    with app.app_context():
        event.listen(db.engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout = 1"))
    other = build_engine(sqlite)
    with closed(app), written() as log:
        with other.connect().execution_options(**{WRITES: True}) as busy, busy.begin():
            assert posts(app, 5) == [400, 400, 400, 429, 429]
        assert posts(app, 4) == [400, 400, 400, 429]
    other.dispose()
    lines = log.lines("kentcare.limits")
    assert len(lines) == 5
    assert lines[0]["message"] == "a post to sample.ask was counted by this process alone: DatabaseBusy"


def test_reading_is_never_counted(address: str, settings: Settings) -> None:
    app = on_host(address, settings.secret_key)
    with closed(app):
        client = FlaskClient(app, Response)
        assert {client.get("/en/sample").status_code for _ in range(5)} == {200}
        with app.app_context():
            assert reading().execute(text("SELECT count(*) FROM throttle")).scalar() == 0


def test_it_is_a_backend_of_the_library(address: str, settings: Settings) -> None:
    app = on_host(address, settings.secret_key)
    counts = SharedCounts()
    with closed(app), app.app_context():
        assert counts.check()
        assert [counts.incr("a", 60), counts.incr("a", 60, 5), counts.incr("b", 60)] == [1, 6, 1]
        counts.clear("a")
        assert [counts.get("a"), counts.get("b"), counts.get("c")] == [0, 1, 0]
        assert counts.get_expiry("b") > counts.get_expiry("a")
        assert counts.reset() == 1
        assert counts.get("b") == 0
        assert records.forget() == 0
        assert counts.base_exceptions
