"""A demonstration that is loaded once, and copied for each test."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from kentcare.config import Settings
from kentcare.db import migrate
from kentcare.db.session import db
from kentcare_demo.commands import load
from kentcare_demo.service import Service
from support.demonstration import service
from support.site import make_app


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Path:
    """A database with everybody of the demonstration in it."""
    kept = tmp_path_factory.mktemp("loaded") / "demo.sqlite3"
    migrate.upgrade(f"sqlite:///{kept}")
    assert load(replace(settings, database_url=f"sqlite:///{kept}"))
    return kept


@pytest.fixture(scope="session")
def made() -> Service:
    """Everybody of a demonstration."""
    return service()


@pytest.fixture
def demo_app(settings: Settings, loaded: Path, tmp_path: Path) -> Iterator[Flask]:
    """The site of a demonstration."""
    own = tmp_path / "demo.sqlite3"
    shutil.copy(loaded, own)
    app = make_app(replace(settings, database_url=f"sqlite:///{own}", demo=True))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
