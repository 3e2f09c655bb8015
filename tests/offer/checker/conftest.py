"""The clock of the checker's tests."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock, which stands at noon in Kent on 22 November 2026."""
    with time_machine.travel(NOON, tick=False) as stopped:
        yield stopped
