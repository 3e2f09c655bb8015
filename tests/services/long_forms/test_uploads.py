"""Photographs and papers with a long form: taken with it, and gone when it goes."""

import errno
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
import time_machine
import werkzeug.formparser
from flask import Flask
from sqlalchemy import select

from kentcare.config import Settings
from kentcare.db.refused import CannotSave
from kentcare.db.session import db, reading
from kentcare.services.files import cleaning
from kentcare.services.files import records as files
from kentcare.services.files.models import StoredFile
from kentcare.services.files.rules import MOST_BYTES, MOST_FILES
from kentcare.services.files.store import CannotStore, Folder
from kentcare.services.long_forms import records as long_forms
from support.html import attribute, href, one, page_of
from support.long_forms import ADDRESS, WHOLE, Open, Rows, Window, shown
from support.patience import PATIENCE, until
from support.pictures import photograph
from support.site import make_app
from support.uploads import attach, attach_and_look, in_the_store, links, look_at_files

pytestmark = pytest.mark.usefixtures("empty_store")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "There is nothing in this file."),
        (b"<svg><script>1</script></svg>", "We can take photos and PDF files."),
        (b"%PDF-" + bytes(MOST_BYTES), "This file is too big."),
    ],
    ids=["empty", "svg", "big"],
)
def test_what_is_not_taken_is_said_and_the_words_are_kept(
    opened: Open, report_app: Flask, rows: Rows, content: bytes, words: str
) -> None:
    for do in ("save", "send"):
        window = opened()
        response = attach(window, (content, "a.jpg"), do=do, **WHOLE)
        assert response.status_code == 422
        assert words in one(page_of(response), "[role=alert]").text
        assert shown(page_of(response)) == WHOLE
        assert shown(opened().page) == WHOLE
    assert (in_the_store(report_app), rows()) == (0, [])


def _full_store(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise CannotStore

    monkeypatch.setattr(Folder, "put", refuse)


@pytest.mark.parametrize("do", ["save", "send"])
def test_what_is_our_fault_is_said_to_be_and_the_next_press_goes_on(
    opened: Open,
    report_app: Flask,
    rows: Rows,
    monkeypatch: pytest.MonkeyPatch,
    do: str,
) -> None:
    """The page goes on from the revision that was saved: nobody wrote in another window."""
    window = opened()
    with monkeypatch.context() as patch:
        _full_store(patch)
        response = attach(window, (photograph(), "a.jpg"), do=do, **WHOLE)
    assert response.status_code == 503
    window.page = page_of(response)
    told = one(window.page, "[role=alert]").text
    assert "We could not keep this file just now." in told
    assert "That is our fault. Your answers are kept." in told
    assert shown(opened(client=window.client).page) == WHOLE
    assert in_the_store(report_app) == 0
    response = attach(window, (photograph(), "a.jpg"), do="send", health="Better")
    assert response.status_code == 303
    assert (in_the_store(report_app), len(rows())) == (1, 1)


def test_a_form_that_was_saved_and_not_sent_goes_on_from_what_was_saved(
    opened: Open, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its file is kept, and then the database takes no more."""
    window = opened()

    def refuse(*_: object, **__: object) -> None:
        raise CannotSave

    with monkeypatch.context() as patch:
        patch.setattr(long_forms, "send", refuse)
        response = attach(window, (photograph(), "a.jpg"), do="send", **WHOLE)
    assert response.status_code == 503
    window.page = page_of(response)
    assert window.press("send", health="Better").status_code == 303
    assert len(rows()) == 1


def test_an_account_may_send_so_many_files_in_a_day(
    opened: Open, report_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not kept after a look counts too: it was drawn all the same."""
    monkeypatch.setattr(files, "MOST_A_DAY", 2)
    window = opened("host")
    sent = [(b"<svg/>", "a.svg"), (photograph()[:-200], "half.jpg"), (photograph(), "b.jpg")]
    assert attach(window, *sent, **WHOLE).status_code == 422
    look_at_files(report_app)
    response = attach(opened("host"), (photograph(), "c.jpg"), **WHOLE)
    assert response.status_code == 422
    told = one(page_of(response), "[role=alert]").text
    assert "files in one day. Your answers are kept. Send more tomorrow." in told
    assert in_the_store(report_app) == 1
    assert attach(opened("host-2"), (photograph(), "c.jpg")).status_code == 303
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1, minutes=1), tick=False):
        assert attach(opened("host"), (photograph(), "c.jpg")).status_code == 303


def test_whoever_is_not_signed_in_has_no_new_count_with_a_new_browser(
    report_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_A_DAY", 1)
    statuses = [
        attach(Window.open(report_app.test_client(), "/en/open-report"), (photograph(), "a.jpg")).status_code
        for _ in range(2)
    ]
    assert statuses == [303, 422]


def test_of_several_files_each_that_was_not_taken_is_named(
    opened: Open, report_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = [
        (b"<svg/>", "plan.svg"),
        (photograph(), "a.jpg"),
        (b"", "empty.pdf"),
        (b"<svg/>", "../\u202ex.svg"),
    ]
    response = attach(opened(), *sent)
    assert response.status_code == 422
    told = one(page_of(response), "[role=alert]").text
    for name, words in {
        "\u2068plan.svg\u2069, \u2068x.svg\u2069": "We can take photos and PDF files.",
        "\u2068empty.pdf\u2069": "There is nothing in this file.",
    }.items():
        assert f"{name}: {words}" in told
    assert "a.jpg" not in told
    assert in_the_store(report_app) == 1


def test_more_than_a_form_may_have(opened: Open, report_app: Flask) -> None:
    window = opened()
    sent = [(photograph(), f"{number}.jpg") for number in range(MOST_FILES + 1)]
    assert attach(window, *sent).status_code == 422
    assert in_the_store(report_app) == MOST_FILES


def test_one_that_is_not_wanted_any_more_is_gone(opened: Open, report_app: Flask) -> None:
    window = opened()
    attach_and_look(window, (photograph(), "a.jpg"), health="Well")
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
    look_at_files(report_app)
    with report_app.app_context():
        [stored] = files.of("test-report", reference)
        assert files.content(stored.ref)
    assert in_the_store(report_app) == 1


@pytest.mark.parametrize("how", ["waits", "kept", "refused"])
def test_one_that_is_not_wanted_any_more_is_gone_whatever_came_of_it(
    opened: Open, report_app: Flask, how: str
) -> None:
    window = opened()
    content = photograph()[:-200] if how == "refused" else photograph()
    attach(window, (content, "a.jpg"), health="Well")
    if how != "waits":
        look_at_files(report_app)
    again = opened(client=window.client)
    remove = one(again.page, "[name=_remove]")
    data = again.posted() | {"_remove": attribute(remove, "value")}
    assert window.client.post(again.action, data=data).status_code == 303
    after = opened(client=window.client)
    assert not after.page.select("[name=_remove]")
    assert shown(after.page) == {"health": "Well"}
    assert in_the_store(report_app) == 0


def test_what_was_not_kept_stands_at_the_file_and_takes_no_place(
    opened: Open, report_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_FILES", 1)
    window = opened()
    assert attach(window, (photograph()[:-200], "half.jpg"), **WHOLE).status_code == 303
    look_at_files(report_app)
    again = opened(client=window.client)
    row = one(again.page, ".files li").text
    assert "half.jpg" in row
    assert "We did not keep this file. We cannot open this file." in row
    assert shown(again.page) == WHOLE
    assert attach(again, (photograph(), "a.jpg")).status_code == 303
    assert in_the_store(report_app) == 1


def test_a_form_is_sent_while_its_file_waits_and_says_what_comes_of_it(
    opened: Open, report_app: Flask, rows: Rows
) -> None:
    window = opened()
    attach(window, (photograph()[:-200], "half.jpg"), (photograph(), "a.jpg"), do="send", **WHOLE)
    assert len(rows()) == 1
    sent = page_of(window.client.get(ADDRESS))
    assert sent.text.count("We are looking at this file.") == 2
    assert sent.select("[hx-get]")
    look_at_files(report_app)
    sent = page_of(window.client.get(ADDRESS))
    assert "We did not keep this file. We cannot open this file." in sent.text
    assert [link.text for link in sent.select(".files a")] == ["a.jpg"]
    assert not sent.select("[hx-get]")


def test_nobody_waits_while_a_file_is_drawn(
    opened: Open, report_app: Flask, rows: Rows, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Not who sent it, who sends the form, nor anybody else: it is drawn until the test says so."""
    lets_go = tmp_path / "lets go"
    script = (
        "import os, sys, time; sys.stdin.buffer.read()\n"
        f"while not os.path.exists({str(lets_go)!r}): time.sleep(0.05)\n"
        "sys.exit(22)"
    )
    monkeypatch.setattr(cleaning, "_COMMAND", (sys.executable, "-c", script))
    window = opened("host")
    assert attach(window, (photograph(), "slow.jpg")).status_code == 303
    worker = Thread(target=look_at_files, args=(report_app,))
    worker.start()
    try:
        until(lambda: _is_being_drawn(report_app))
        stranger = report_app.test_client()
        assert stranger.get("/en/money").status_code == 200
        assert attach(opened("host-2"), (photograph(), "another.jpg")).status_code == 303
        again = opened(client=window.client)
        assert attach(again, (photograph(), "more.jpg"), do="send", **WHOLE).status_code == 303
        assert len(rows()) == 1
        assert _is_being_drawn(report_app)
    finally:
        lets_go.touch()
        worker.join(PATIENCE)
    sent = page_of(window.client.get(ADDRESS))
    assert "We are looking at this file." not in sent.text
    assert sent.text.count("We did not keep this file.") == 2


def _is_being_drawn(app: Flask) -> bool:
    with app.app_context():
        return bool(reading().scalars(select(StoredFile).where(StoredFile.taken_by.is_not(None))).all())


def test_it_goes_when_the_draft_goes(opened: Open, report_app: Flask) -> None:
    attach(opened(), (photograph(), "a.jpg"))
    with report_app.app_context():
        later = datetime.now(UTC) + timedelta(days=1)
        assert long_forms.expire(later, keep=[], write=False) == 1
        assert in_the_store(report_app) == 1
        assert long_forms.expire(later, keep=[], write=True) == 1
    assert in_the_store(report_app) == 0


def test_nothing_that_comes_is_put_on_a_disk_before_it_is_encrypted(
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


def test_the_same_with_a_bucket(bucket: Settings, people_app: Flask, settings: Settings) -> None:
    """The whole way, from the form into a bucket and back."""
    app = make_app(replace(bucket, database_url=settings.database_url, secret_key=settings.secret_key))
    client = app.test_client()
    window = Window.open(client, "/en/open-report")
    assert attach_and_look(window, (photograph(), "a.jpg")).status_code == 303
    page = page_of(client.get("/en/open-report"))
    [link] = [href(link) for link in page.select(".rows a")]
    assert client.get(link).headers["Content-Type"] == "image/jpeg"
    assert app.test_client().get(link).status_code == 404
    assert in_the_store(app) == 1
    # Whoever leaves in a hurry leaves no photograph behind.
    client.get("/exit")
    assert in_the_store(app) == 0
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
