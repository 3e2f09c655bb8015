"""Photographs and papers with a long form: taken with it, and gone when it goes."""

import errno
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import werkzeug.formparser
from flask import Flask

from kentcare.config import Settings
from kentcare.db.session import db
from kentcare.services.files import records as files
from kentcare.services.files.rules import MOST_BYTES, MOST_FILES
from kentcare.services.long_forms import records as long_forms
from support.html import href, one, page_of
from support.long_forms import WHOLE, Open, Rows, Window, shown
from support.pictures import photograph
from support.site import make_app
from support.uploads import attach, in_the_store, links

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


def test_more_than_a_form_may_have(opened: Open, report_app: Flask) -> None:
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
    assert attach(window, (photograph(), "a.jpg")).status_code == 303
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
