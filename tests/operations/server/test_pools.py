"""So many threads, and so many that may wait for one."""

import asyncio
import threading

import pytest

from kentcare.operations.server.pools import Full, Pool
from support.patience import PATIENCE


def test_what_is_done_is_given_back_and_what_goes_wrong_is_raised() -> None:
    async def what() -> None:
        pool = Pool("test", threads=1, waiting=0, seconds=PATIENCE)
        assert await pool.run(lambda: 7) == 7
        with pytest.raises(ZeroDivisionError):
            await pool.run(lambda: 1 // 0)
        assert await pool.run(lambda: 8) == 8

    asyncio.run(what())


def test_one_too_many_is_told_at_once() -> None:
    async def what() -> None:
        pool, let_go = Pool("test", threads=1, waiting=1, seconds=PATIENCE), threading.Event()
        first, second = (asyncio.create_task(pool.run(let_go.wait)) for _ in range(2))
        await asyncio.sleep(0)
        with pytest.raises(Full):
            await pool.run(let_go.wait)
        let_go.set()
        assert all(await asyncio.gather(first, second))
        assert await pool.run(lambda: 9) == 9

    asyncio.run(what())


def test_whoever_has_waited_too_long_is_told() -> None:
    async def what() -> None:
        pool, let_go = Pool("test", threads=1, waiting=5, seconds=0.01), threading.Event()
        first = asyncio.create_task(pool.run(let_go.wait))
        await asyncio.sleep(0)
        for _ in range(9):  # more than may wait at once: each gives its place back
            with pytest.raises(Full):
                await pool.run(let_go.wait)
        let_go.set()
        assert await first

    asyncio.run(what())


def test_whoever_goes_away_leaves_their_place() -> None:
    async def what() -> None:
        pool, let_go = Pool("test", threads=1, waiting=1, seconds=PATIENCE), threading.Event()
        first = asyncio.create_task(pool.run(let_go.wait))
        await asyncio.sleep(0)
        gone = asyncio.create_task(pool.run(let_go.wait))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        let_go.set()
        assert await first
        assert await pool.run(lambda: 9) == 9

    asyncio.run(what())
