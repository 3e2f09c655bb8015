"""The supervisor with an application of four lines, in a process of its own.

    python -m support.small_server PORT WORKERS

`/` answers with the number of the process, `/die` kills it, `/wait` takes as long as there is a file `wait`.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces, Loops

from kentcare.operations.server import supervisor
from support.patience import ONE_TRY, until


class _Application:
    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        if scope.path == "/die":
            os.kill(os.getpid(), signal.SIGKILL)
        if scope.path == "/wait":
            await asyncio.to_thread(until, lambda: not Path("wait").exists())
        protocol.response_bytes(200, [("content-type", "text/plain")], str(os.getpid()).encode())


def create() -> _Application:
    return _Application()


def main(port: int, workers: int) -> None:
    supervisor.PAUSE_SECONDS = 0.01
    os.register_at_fork(after_in_child=os.setpgrp)
    supervisor.Supervisor(
        "support.small_server:create",
        factory=True,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        loop=Loops.uvloop,
        port=port,
        workers=workers,
        websockets=False,
        workers_kill_timeout=ONE_TRY,
    ).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
