"""The small site of small_site.py, running."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kentcare.config import Settings
from support import small_site
from support.site import make_app


@pytest.fixture(scope="module")
def small_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("small")
    small_site.make(root)
    return root


@pytest.fixture(scope="module")
def made_app(settings: Settings, small_root: Path) -> Flask:
    with small_site.live(small_root):
        return make_app(settings)


@pytest.fixture
def small_app(made_app: Flask, small_root: Path) -> Iterator[Flask]:
    """The small site, for the length of a test, so that the next one may want the real pages."""
    with small_site.live(small_root):
        small_site.look_now(made_app)
        yield made_app


@pytest.fixture
def small(small_app: Flask) -> FlaskClient:
    small_app.extensions["kentcare_posts"].reset()
    return small_app.test_client()


@pytest.fixture
def content(small_app: Flask, tmp_path: Path) -> Iterator[Path]:
    """A small site of its own, for a test that changes it."""
    made = small_site.make(tmp_path)
    with small_site.live(tmp_path):
        yield made


@pytest.fixture
def site(content: Path, small_app: Flask) -> Flask:
    """The small site that a test changes, running."""
    return small_app
