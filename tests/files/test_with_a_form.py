"""Photographs and papers with a long form: taken with it, opened by whoever may, gone when it goes."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import EnvironBuilder, TestResponse

from conftest import SignedIn, make_app
from drafts.conftest import WHOLE, Open, Window, opened, report_app, rows, shown, soup
from files.pictures import MAKER, photograph
from kentcare.config import Settings
from kentcare.db.session import db
from kentcare.drafts import records as drafts
from kentcare.files import records as files
from kentcare.files.rules import MOST_BYTES, MOST_FILES

__all__ = ["opened", "report_app", "rows"]
Rows = Callable[[], list[tuple[str, str]]]


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
        assert words in soup(response).select_one("[role=alert]").get_text()
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
        assert drafts.expire(later, keep=[], write=False) == 1
        assert in_the_store(report_app) == 1
        assert drafts.expire(later, keep=[], write=True) == 1
    assert in_the_store(report_app) == 0


@pytest.mark.filterwarnings(
    # What came of it lies in a temporary file without a name, and goes with the request that broke off.
    "ignore:Exception ignored in. <function SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"
)
def test_f10_an_upload_that_is_cut_leaves_nothing(opened: Open, report_app: Flask) -> None:
    window = opened()
    window.press("save", health="Well")
    window = opened(client=window.client)
    body = b'--x\r\nContent-Disposition: form-data; name="_files"; filename="a.jpg"\r\n\r\n' + photograph()
    response = window.client.post(
        window.action,
        data=body,
        content_type="multipart/form-data; boundary=x",
        headers={"Content-Length": "900000"},
    )
    assert response.status_code >= 400
    assert in_the_store(report_app) == 0
    assert shown(opened(client=window.client).page) == {"health": "Well"}


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
