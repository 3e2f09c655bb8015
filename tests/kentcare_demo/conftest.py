"""A demonstration that is loaded once, and copied for each test."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from kentcare.config import Settings
from kentcare.db import migrate
from kentcare_demo.commands import load
from kentcare_demo.service import Service
from support.demonstration import service
from support.site import let_go, make_app, move


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


@pytest.fixture(scope="session")
def demo_site(settings: Settings) -> Flask:
    """The site of a demonstration, which `demo_app` gives another database for each test."""
    return make_app(replace(settings, demo=True))


@pytest.fixture
def demo_app(demo_site: Flask, loaded: Path, tmp_path: Path) -> Iterator[Flask]:
    """The site of a demonstration, with everybody as at the beginning."""
    move(demo_site, f"sqlite:///{shutil.copy(loaded, tmp_path / 'demo.sqlite3')}")
    yield demo_site
    let_go(demo_site)
