"""The supervisor with an application of four lines, in a process of its own.

    python -m support.small_server PORT WORKERS

`/` answers with the number of the process, `/die` kills it. `/wait` makes a file `waits`, and takes as long
as there is a file `wait`.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kentcare.operations.server import supervisor
from support.patience import PATIENCE, until


class _Application:
    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        if scope.path == "/die":
            os.kill(os.getpid(), signal.SIGKILL)
        if scope.path == "/wait":
            Path("waits").touch()
            await asyncio.to_thread(until, lambda: not Path("wait").exists())
        protocol.response_bytes(200, [("content-type", "text/plain")], str(os.getpid()).encode())


class _LastSignal:
    """Interrupts this process as late as can be: Python has given up its handlers by then."""

    def __del__(self, kill: Callable[[int, int], None] = os.kill, pid: Callable[[], int] = os.getpid) -> None:
        kill(pid(), 2)  # SIGINT: the module of signals may be gone


def create() -> _Application:
    return _Application()


def main(port: int, workers: int) -> None:
    supervisor.PAUSE_SECONDS = 0.01
    os.register_at_fork(after_in_child=os.setpgrp)
    supervisor.Supervisor(
        "support.small_server:create",
        port=port,
        workers=workers,
        # Nobody is killed here: one that has not ended by then never would.
        workers_kill_timeout=PATIENCE // 3,
    ).serve()


if __name__ == "__main__":
    last_signal = _LastSignal()
    main(int(sys.argv[1]), int(sys.argv[2]))
