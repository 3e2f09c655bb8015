"""Photographs and papers with a long form: taken with it, opened by whoever may, gone when it goes."""

import errno
import io
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
import werkzeug.formparser
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import EnvironBuilder, TestResponse

from conftest import SignedIn, make_app
from kentcare.config import Settings
from kentcare.db.session import db
from kentcare.services.files import records as files
from kentcare.services.files.rules import MOST_BYTES, MOST_FILES
from kentcare.services.files.store import Away
from kentcare.services.long_forms import records as long_forms
from support.long_forms import WHOLE, Open, Rows, Window, found, opened, report_app, rows, shown, soup
from support.pictures import MAKER, photograph

__all__ = ["opened", "report_app", "rows"]


def attach(window: Window, *sent: tuple[bytes, str], do: str = "save", **typed: str) -> TestResponse:
    """Press a button with files chosen."""
    window.typed |= typed
    chosen = [(io.BytesIO(content), name) for content, name in sent]
    data = window.posted() | {"_do": do, "_files": chosen}
    builder = EnvironBuilder(window.action, method="POST", data=data, content_type="multipart/form-data")
    environ = builder.get_environ()
    builder.close()
    # The client's own copy of what it sends, which it would leave to the garbage collector.
    with environ["wsgi.input"]:
        return window.client.open(environ)


def in_the_store(app: Flask) -> int:
    with app.app_context():
        return len(list(files._place().store.every()))


def links(client: FlaskClient) -> list[str]:
    return [str(link["href"]) for link in soup(client.get("/en/report/2026-11")).select(".rows a")]


@pytest.fixture(autouse=True)
def _empty_store(report_app: Flask) -> None:
    with report_app.app_context():
        files.clear_away([key for key, _ in files._place().store.every()])


def test_a_photograph_comes_back_as_an_attachment_without_its_place(opened: Open) -> None:
    window = opened()
    assert attach(window, (photograph("HEIF"), "IMG_1.HEIC"), health="Well").status_code == 303
    [link] = links(window.client)
    response = window.client.get(link)
    assert response.headers["Content-Disposition"] == "attachment; filename=IMG_1.jpg"
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert MAKER.encode() not in response.data
    assert shown(opened(client=window.client).page) == {"health": "Well"}


def test_nobody_else_opens_it(opened: Open, signed_in: SignedIn, report_app: Flask) -> None:
    window = opened()
    attach(window, (photograph(), "a.jpg"))
    [link] = links(window.client)
    for other in (signed_in("host-2"), signed_in("administrator"), report_app.test_client()):
        response, unknown = other.get(link), other.get("/en/file/unknown")
        assert (response.status_code, unknown.status_code) == (404, 404)


def test_it_is_sealed_where_it_lies(opened: Open, report_app: Flask, settings: Settings) -> None:
    attach(opened(), (photograph(), "Canaryname.jpg"))
    [file] = Path(settings.instance / "files").iterdir()
    assert b"JFIF" not in file.read_bytes()
    assert "Canary" not in file.name
    database = Path(report_app.config["SQLALCHEMY_DATABASE_URI"].database)
    assert b"Canaryname" not in database.read_bytes() + Path(f"{database}-wal").read_bytes()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "There is nothing in this file."),
        (b"<svg><script>1</script></svg>", "We can take photos and PDF files."),
        (b"%PDF-" + bytes(MOST_BYTES), "This file is too big."),
    ],
    ids=["empty", "svg", "big"],
)
def test_s20_what_is_not_taken_is_said_and_the_words_are_kept(
    opened: Open, report_app: Flask, rows: Rows, content: bytes, words: str
) -> None:
    for do in ("save", "send"):
        window = opened()
        response = attach(window, (content, "a.jpg"), do=do, **WHOLE)
        assert response.status_code == 422
        assert words in found(soup(response), "[role=alert]").get_text()
        assert shown(soup(response)) == WHOLE
        assert shown(opened().page) == WHOLE
    assert (in_the_store(report_app), rows()) == (0, [])


def test_s20_more_than_a_form_may_have(opened: Open, report_app: Flask) -> None:
    window = opened()
    sent = [(photograph(), f"{number}.jpg") for number in range(MOST_FILES + 1)]
    assert attach(window, *sent).status_code == 422
    assert in_the_store(report_app) == MOST_FILES


def test_one_that_is_not_wanted_any_more_is_gone(opened: Open, report_app: Flask) -> None:
    window = opened()
    attach(window, (photograph(), "a.jpg"), health="Well")
    [link] = links(window.client)
    again = opened(client=window.client)
    data = again.posted() | {"_remove": link.rpartition("/")[2]}
    assert window.client.post(again.action, data=data).status_code == 303
    assert (links(window.client), in_the_store(report_app)) == ([], 0)
    assert window.client.get(link).status_code == 404


def test_it_goes_with_what_is_sent(opened: Open, report_app: Flask, rows: Rows) -> None:
    window = opened()
    assert attach(window, (photograph(), "a.jpg"), do="send", **WHOLE).status_code == 303
    [(reference, _)] = rows()
    with report_app.app_context():
        [stored] = files.of("test-report", reference)
        assert files.content(stored.ref)
    assert in_the_store(report_app) == 1


def test_it_goes_when_the_draft_goes(opened: Open, report_app: Flask) -> None:
    attach(opened(), (photograph(), "a.jpg"))
    with report_app.app_context():
        later = datetime.now(UTC) + timedelta(days=1)
        assert long_forms.expire(later, keep=[], write=False) == 1
        assert in_the_store(report_app) == 1
        assert long_forms.expire(later, keep=[], write=True) == 1
    assert in_the_store(report_app) == 0


def test_a_name_in_any_letters_comes_back(opened: Open) -> None:
    window = opened()
    attach(window, (photograph(), "شهادة.jpg"))
    [link] = links(window.client)
    told = window.client.get(link).headers["Content-Disposition"]
    assert told.endswith("filename*=UTF-8''" + quote("شهادة.jpg"))


def test_nothing_that_comes_is_put_on_a_disk_before_it_is_sealed(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full, or somebody who looks at it later, finds no photograph as it came."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for name in ("TemporaryFile", "SpooledTemporaryFile", "NamedTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refuse)
        monkeypatch.setattr(werkzeug.formparser, name, refuse, raising=False)
    big = photograph("PNG", size=(900, 700))
    assert len(big) > 600_000
    assert attach(opened(), (big, "a.png")).status_code == 303


def test_one_that_is_gone_is_our_fault_and_said_so(opened: Open, report_app: Flask) -> None:
    window = opened()
    attach(window, (photograph(), "a.jpg"))
    [link] = links(window.client)
    with report_app.app_context():
        files.clear_away([key for key, _ in files._place().store.every()])
    response = window.client.get(link)
    assert response.status_code == 500
    assert "This is our fault" in response.text


def test_one_in_the_place_of_another_is_not_shown(opened: Open, report_app: Flask) -> None:
    window = opened()
    attach(window, (photograph(), "a.jpg"), (photograph("PNG"), "b.png"))
    with report_app.app_context():
        store = files._place().store
        one, other = (key for key, _ in store.every())
        store.put(one, store.get(other))
    assert sorted(window.client.get(link).status_code for link in links(window.client)) == [200, 500]


def test_a_store_that_does_not_answer_is_not_the_end(
    opened: Open, report_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened()
    attach(window, (photograph(), "a.jpg"))
    [link] = links(window.client)
    with report_app.app_context():
        store = files._place().store

    def away(_key: str) -> bytes:
        raise Away("not now")

    monkeypatch.setattr(store, "get", away)
    assert window.client.get(link).status_code == 503


def test_f10_a_database_that_refuses_the_row_keeps_no_file(opened: Open, report_app: Flask) -> None:
    window = opened()
    window.press("save", health="Well")
    window = opened(client=window.client)
    with report_app.app_context():
        engine = db.engine

    def refuse(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if "INSERT INTO stored_file" in statement:
            raise RuntimeError

    event.listen(engine, "before_cursor_execute", refuse)
    try:
        assert attach(window, (photograph(), "a.jpg")).status_code == 500
    finally:
        event.remove(engine, "before_cursor_execute", refuse)
    assert in_the_store(report_app) == 0


def test_rows_and_files_are_held_against_each_other(opened: Open, report_app: Flask) -> None:
    attach(opened(), (photograph(), "a.jpg"))
    now = datetime.now(UTC)
    with report_app.app_context():
        store = files._place().store
        [key] = [key for key, _ in store.every()]
        assert files.compare(now) == files.Compared([], [])
        store.put("belongs to nothing", b"x")
        # Somebody may be between the store and the database: only tomorrow is it certain.
        assert files.compare(now).without_row == []
        assert files.compare(now + timedelta(hours=25)).without_row == ["belongs to nothing"]
        store.delete(key)
        assert len(files.compare(now).without_file) == 1
        store.delete("belongs to nothing")


def test_the_same_with_a_bucket(bucket: Settings, people_app: Flask, settings: Settings) -> None:
    """The whole way, from the form into a bucket and back."""
    app = make_app(replace(bucket, database_url=settings.database_url, secret_key=settings.secret_key))
    client = app.test_client()
    window = Window.open(client, "/en/open-report")
    assert attach(window, (photograph(), "a.jpg")).status_code == 303
    page = soup(client.get("/en/open-report"))
    [link] = [str(link["href"]) for link in page.select(".rows a")]
    assert client.get(link).headers["Content-Type"] == "image/jpeg"
    assert app.test_client().get(link).status_code == 404
    assert in_the_store(app) == 1
    # Whoever leaves in a hurry leaves no photograph behind.
    client.get("/exit")
    assert in_the_store(app) == 0
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
