"""The cast, on both databases, and a retention schedule that a test may change."""

from collections.abc import Iterator
from dataclasses import replace

import msgspec
import pytest
from flask import Flask

from kentcare import paths
from kentcare.operations.retention import records
from kentcare.operations.retention.rules import RecordKind
from kentcare.operations.retention.schedule import Schedule
from support.retention import Says


@pytest.fixture
def inside(either_app: Flask) -> Iterator[Flask]:
    with either_app.app_context():
        yield either_app


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Says:
    """`says("trail", how_long="7 years", confirmed_by_kent=True)`: as if the file said so."""
    held = Schedule.load(paths.CONTENT)

    def change(kind: str, **fields: object) -> None:
        nonlocal held
        row = msgspec.structs.replace(held.rows[RecordKind(kind)], **fields)
        held = replace(held, rows={**held.rows, RecordKind(kind): row})
        monkeypatch.setattr(records, "schedule", lambda: held)

    return change
