"""The cast, on both databases, and a retention schedule that a test may change."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import msgspec
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kentcare import paths
from kentcare.operations.retention import records
from kentcare.operations.retention.rules import RecordKind
from kentcare.operations.retention.schedule import Schedule
from support.forms import token
from support.retention import PAGE, Says
from support.site import SignedIn


@pytest.fixture
def inside(either_app: Flask) -> Iterator[Flask]:
    with either_app.app_context():
        yield either_app


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Says:
    """Change a row of the retention schedule: `says("trail", how_long="7 years", confirmed_by_kent=True)`."""
    held = Schedule.load(paths.CONTENT)

    def change(kind: str, **fields: object) -> None:
        nonlocal held
        row = msgspec.structs.replace(held.rows[RecordKind(kind)], **fields)
        held = replace(held, rows={**held.rows, RecordKind(kind): row})
        monkeypatch.setattr(records, "schedule", lambda: held)

    return change


@pytest.fixture
def post_hold(signed_in: SignedIn) -> Callable[..., TestResponse]:
    """A service manager sends a form about holds, by itself the one that sets a hold."""
    client = signed_in("service-manager")

    def send(address: str = PAGE, **form: str) -> TestResponse:
        return client.post(address, data=form | {"csrf_token": token(client, PAGE)})

    return send
