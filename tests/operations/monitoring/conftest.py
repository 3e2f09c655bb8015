"""A site whose metrics can be asked for."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from kentcare.config import Settings
from kentcare.db.session import db
from support.monitoring import TOKEN
from support.site import make_app


@pytest.fixture
def measured(address: str, settings: Settings) -> Iterator[Flask]:
    app = make_app(replace(settings, database_url=address, metrics_token=TOKEN))
    yield app
    with app.app_context():
        db.engine.dispose()
