"""Files that somebody sends with the long form that is made for tests, and what is in the store then."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, TestResponse

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


def in_the_store(app: Flask) -> int:
    with app.app_context():
        return len(list(files._storage().store.every()))


def links(client: FlaskClient) -> list[str]:
    return [href(link) for link in page_of(client.get(ADDRESS)).select(".rows a")]


@pytest.fixture
def empty_store(report_app: Flask) -> None:
    """No file is in the store when the test begins."""
    with report_app.app_context():
        files.clear_away([key for key, _ in files._storage().store.every()])
