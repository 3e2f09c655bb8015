"""Threads for the requests of one kind, so that those of another cannot take them all."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Full(Exception):
    """There is no thread for a request: as many wait already as may, or it has waited too long."""


class Pool:
    """So many threads, so many requests that may wait for one, and for so many seconds."""

    def __init__(self, name: str, *, threads: int, waiting: int, seconds: float) -> None:
        self.threads = threads
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._free = asyncio.Semaphore(threads)
        self._places = waiting
        self._seconds = seconds

    async def run(self, work: Callable[[], T]) -> T:
        """Do the work in a thread of this pool. Raises Full, and whatever the work raises."""
        await self._take_thread()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, work)
        finally:
            self._free.release()

    async def _take_thread(self) -> None:
        if not self._free.locked():
            await self._free.acquire()
            return
        if not self._places:
            raise Full
        self._places -= 1
        try:
            async with asyncio.timeout(self._seconds):
                await self._free.acquire()
        except TimeoutError:
            raise Full from None
        finally:
            self._places += 1
