"""The process that starts the workers, replaces those that end, and stops them all when it is told to.

It is Granian's, changed in five points. Granian wakes its main loop through a `threading.Event`, whose lock
that loop may hold when a signal arrives; a second signal inside the handler of the first then waits for a
lock of its own thread, for ever. And Granian gives up where a worker ends twice within seconds, which takes
the site away because of one bad request; here it is started again after a pause, as often as it takes. It
tells a worker once to stop, which one that is just starting does not hear. And a worker that is told twice
stands still: its event is a channel with room for one, and whoever sets it again waits for a reader who needs
the interpreter's lock that is held meanwhile. Its requests would be lost, and it would have to be killed.
And a worker outlives a supervisor that was killed: it keeps the port, and answers beside the workers of the
next one, with the code and the settings of before.
"""

import asyncio
import os
import signal
from collections.abc import Callable
from functools import partial
from threading import Thread
from time import monotonic, sleep
from typing import Any

from granian import _signals
from granian._granian import WorkerSignal
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import logger
from granian.server import Server

from kentcare.operations.wakeup import Wakeup

# Before a worker that ended is started again: long enough for a machine without memory to find some.
PAUSE_SECONDS = 1.0
TELL_EVERY = 0.3  # seconds
# How often a worker looks whether the process that started it is still there.
LOOK_EVERY = 0.5  # seconds
_STOP = (signal.SIGINT, signal.SIGTERM)
# Bytes of a request's first line and headers together, as many as nginx takes. What is longer is refused with
# 431: to read it would hold up all others.
_MOST_HEADERS = 32 * 1024


class Supervisor(Server):  # type: ignore[misc, valid-type]  # one of two classes, by how Python was built
    """Granian's server of several processes, which no second signal and no crashed worker ends."""

    def __init__(self, target: str, **settings: Any) -> None:
        """Make the server. `target`: where the factory of its application is. `settings`: Granian's own."""
        super().__init__(
            target,
            factory=True,
            interface=Interfaces.RSGI,
            # A proxy speaks HTTP/1.1 to it; without TLS no browser speaks anything else.
            http=HTTPModes.http1,
            loop=Loops.uvloop,
            websockets=False,
            http1_settings=HTTP1Settings(max_buffer_size=_MOST_HEADERS),
            **settings,
        )
        self.main_loop_interrupt = Wakeup()
        _signals.set_loop_signals = _hear_once
        # A worker that is told to stop while it is still loading does so at once.
        os.register_at_fork(after_in_child=_die_when_told)

    def startup(self, spawn_target: Callable[..., None], target_loader: Callable[..., Any]) -> None:
        self.main_loop_interrupt.watch_signals()
        super().startup(spawn_target, target_loader)

    def _spawn_worker(
        self, idx: int, target: Callable[..., None], callback_loader: Callable[..., Any]
    ) -> Any:
        work = partial(_work, os.getpid(), self.workers_kill_timeout, target)
        return super()._spawn_worker(idx, work, callback_loader)

    def _serve_loop(self, spawn_target: Callable[..., None], target_loader: Callable[..., Any]) -> None:
        while not self.interrupt_signal:
            self.main_loop_interrupt.wait()
            self.main_loop_interrupt.clear()
            if self.interrupt_children and not self.interrupt_signal:
                self._pause()
            if self.interrupt_children and not self.interrupt_signal:
                ended = sorted(set(self.interrupt_children))
                self.interrupt_children.clear()
                self._respawn_workers(ended, spawn_target, target_loader)
        # They are being stopped: that one ended before is no failure of this process.
        self.interrupt_children.clear()

    def _stop_workers(self) -> None:
        """Stop every worker, and kill those that have not ended by then.

        Each is told again and again: one that is about to begin its loop forgets what it was told before.
        """
        end = monotonic() + (self.workers_kill_timeout or 0)
        while running := [worker for worker in self.wrks if worker.is_alive()]:
            for worker in running:
                if monotonic() < end:
                    worker.terminate()
                else:
                    logger.warning("Killing worker-%s, which has not stopped", worker.idx + 1)
                    worker.kill()
            running[0].join(TELL_EVERY)
        self.wrks.clear()
        # Python gives its handlers up before it ends: one more signal would make this look like a failure.
        for number in _STOP:
            signal.signal(number, signal.SIG_IGN)

    def _pause(self) -> None:
        """Wait before a worker is started again, unless this process is told to stop meanwhile."""
        logger.warning("A worker has ended. It is started again in %s s.", PAUSE_SECONDS)
        self.main_loop_interrupt.wait(PAUSE_SECONDS)


def _work(parent: int, most_seconds: float | None, target: Callable[..., None], *given: Any) -> None:
    """What a worker does: its work, until it ends or the process that started it is gone."""
    Thread(target=_end_with, args=(parent, most_seconds or 0), daemon=True).start()
    target(*given)


def _end_with(parent: int, most_seconds: float) -> None:
    while os.getppid() == parent:
        sleep(LOOK_EVERY)
    end = monotonic() + most_seconds
    while monotonic() < end:
        os.kill(os.getpid(), signal.SIGTERM)
        sleep(TELL_EVERY)
    os.kill(os.getpid(), signal.SIGKILL)


def _hear_once(loop: asyncio.AbstractEventLoop) -> WorkerSignal:
    """Have a worker's loop set an event when it is told to stop for the first time, and return the event."""
    event = WorkerSignal()
    is_told = False

    def stop() -> None:
        nonlocal is_told
        if not is_told:
            is_told = True
            event.set()

    for number in _STOP:
        loop.add_signal_handler(number, stop)
    return event


def _die_when_told() -> None:
    signal.set_wakeup_fd(-1)
    for number in (*_STOP, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
