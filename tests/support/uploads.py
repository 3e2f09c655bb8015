"""Files that somebody sends with the long form that is made for tests, and what is in the store then."""

import io
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, TestResponse

from kentcare.operations import outbox
from kentcare.services.files import records as files
from support.html import href, page_of
from support.long_forms import ADDRESS, Window


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


def attach_and_look(window: Window, *sent: tuple[bytes, str], do: str = "save", **typed: str) -> TestResponse:
    """Press a button with files chosen, and let the worker look at them."""
    response = attach(window, *sent, do=do, **typed)
    look_at_files(window.client.application)
    return response


def look_at_files(app: Flask) -> int:
    """Look at every file that waits, as the worker does, and return how many there were."""
    return outbox.look_at_files(app)


def kept_in(folder: Path) -> list[Path]:
    """The files of a store that is a folder, without those that wait as they came."""
    return [one for one in folder.iterdir() if one.is_file()]


def in_the_store(app: Flask) -> int:
    with app.app_context():
        return len(list(files._storage().store.every()))


def links(client: FlaskClient) -> list[str]:
    return [href(link) for link in page_of(client.get(ADDRESS)).select(".rows:not(.numbers) a")]


@pytest.fixture
def empty_store(report_app: Flask) -> None:
    """No file is in the store when the test begins."""
    with report_app.app_context():
        files.clear_away([key for key, _ in files._storage().store.every()])
