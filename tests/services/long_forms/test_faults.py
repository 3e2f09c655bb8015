"""What is broken here is the real thing: the session, the clock, the database, the connection to it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
import time_machine
from flask import Flask
from sqlalchemy import Connection, Engine, event

from kentcare.accounts.accounts.viewer import Viewer
from kentcare.db.engine import build_engine
from kentcare.db.session import db
from kentcare.services.messages import records as messages
from support import report, the_cast
from support.html import attribute, one, page_of
from support.long_forms import ADDRESS, WHOLE, Open, Rows, Window, answered, shown
from support.site import SignedIn

HOURS = timedelta(hours=3)


def _later(by: timedelta = HOURS) -> time_machine.travel:
    return time_machine.travel(datetime.now(UTC) + by, tick=False)


@pytest.mark.parametrize("by", [timedelta(hours=2), timedelta(hours=-2)])
def test_a_clock_that_is_put_on_or_back_loses_nothing(opened: Open, rows: Rows, by: timedelta) -> None:
    window = opened()
    window.press("save", health="before")
    with _later(by):
        again = opened()
        assert shown(again.page) == {"health": "before"}
        assert again.press("save", health="after").status_code == 303
    with _later(timedelta(minutes=1)):
        last = opened()
        assert shown(last.page) == {"health": "after"}
        assert last.press("send", **WHOLE).status_code == 303
    assert len(rows()) == 1


@pytest.fixture
def impatient(report_app: Flask) -> Iterator[Engine]:
    """The application waits a tenth of a second for another writer, where it would wait five."""
    with report_app.app_context():
        engine = db.engine

    def give_up_early(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA busy_timeout = 100")

    event.listen(engine, "begin", give_up_early, insert=True)
    yield engine
    event.remove(engine, "begin", give_up_early)


def test_a_database_that_is_locked_says_so_and_keeps_the_words(
    opened: Open, rows: Rows, impatient: Engine
) -> None:
    window = opened()
    other = build_engine(str(impatient.url))
    with other.connect().execution_options(kentcare_writes=True) as writer, writer.begin():
        for do in ("save", "send"):
            response = window.press(do, **WHOLE)
            assert response.status_code == 503
            assert "Your words are still on this page" in one(page_of(response), "[role=alert]").text
            assert shown(window.page) == WHOLE
        assert answered(window.autosave())["said"].startswith("Not saved")
        # A page that only reads is not held up, though its session is due to be written down.
        with _later(timedelta(minutes=2)):
            assert window.client.get(ADDRESS).status_code == 200
    other.dispose()
    assert rows() == []
    assert window.press("send").status_code == 303
    assert len(rows()) == 1


def test_any_other_post_says_that_nothing_was_saved(signed_in: SignedIn, impatient: Engine) -> None:
    client = signed_in("host")
    data = {"csrf_token": attribute(one(page_of(client.get("/en/account")), "[name=csrf_token]"), "value")}
    other = build_engine(str(impatient.url))
    with other.connect().execution_options(kentcare_writes=True) as writer, writer.begin():
        response = client.post("/en/account", data=data | {"language": "en"})
        assert response.status_code == 503
        assert response.headers["Retry-After"] == "5"
        assert "has not been saved" in response.text
    other.dispose()
    assert client.post("/en/account", data=data | {"language": "en"}).status_code == 303


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_a_line_to_the_database_that_is_cut_as_it_sends(
    either_app: Flask, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with either_app.app_context():
        report.make_table()
        db.session.remove()
    client = either_app.test_client()
    the_cast.sign_in(either_app, client, "host")
    window = Window.open(client)
    whole_record = report._record

    def cut(viewer: Viewer | None) -> Callable[[report.SampleReportFields, str], None]:
        def record(fields: report.SampleReportFields, reference: str) -> None:
            whole_record(viewer)(fields, reference)
            here = db.session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar()
            with psycopg.connect(address, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s)", (here,))

        return record

    with monkeypatch.context() as patch:
        patch.setattr(report, "_record", cut)
        response = window.press("send", **WHOLE)
    assert response.status_code == 503
    assert shown(window.page) == WHOLE
    with either_app.app_context():
        assert report.rows() == []
        db.session.remove()
    assert window.press("send").status_code == 303
    with either_app.app_context():
        assert len(report.rows()) == 1


def test_nothing_half_is_saved_where_a_message_cannot_be(
    opened: Open, rows: Rows, monkeypatch: pytest.MonkeyPatch, report_app: Flask
) -> None:
    """The row, its line in the trail and its message are one."""
    window = opened()

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    before = _marks(report_app)
    with monkeypatch.context() as patch:
        patch.setattr(messages, "queue", broken)
        response = window.press("send", **WHOLE)
    assert response.status_code == 500
    assert (rows(), _marks(report_app)) == ([], before)
    window = opened()
    assert window.press("send", **WHOLE).status_code == 303
    assert len(rows()) == 1


def _marks(app: Flask) -> list[int]:
    with app.app_context(), db.engine.connect() as connection:
        tables = ("audit_event", "outgoing_message", "sent_form")
        return [connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() for table in tables]  # noqa: S608  # ours
