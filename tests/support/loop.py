"""Runs a coroutine in a thread of its own: the main one has the event loop of the browser tests."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from support.patience import PATIENCE

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives. It has an event loop of its own."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, work).result(PATIENCE)
