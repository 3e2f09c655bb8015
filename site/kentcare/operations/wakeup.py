"""Waits for a signal without a lock.

A `threading.Event` has one. A handler that sets the event while its own thread, inside `wait`, holds that
lock waits for ever; and a signal that arrives just before `wait` does not end the waiting.
"""

import os
import select
import signal
from contextlib import suppress

_MORE = 4096


class Wakeup:
    """A flag that one thread waits for. Any thread may set it, and a signal handler inside another too."""

    def __init__(self) -> None:
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        os.set_blocking(self._write, False)

    def watch_signals(self) -> None:
        """Have any signal set it: one that arrives just before `wait` would otherwise not end the waiting."""
        signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)

    def set(self) -> None:
        with suppress(BlockingIOError):  # it is set already, thousands of times
            os.write(self._write, b"!")

    def clear(self) -> None:
        with suppress(BlockingIOError):
            while len(os.read(self._read, _MORE)) == _MORE:
                pass

    def is_set(self) -> bool:
        return self.wait(0)

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it is set, at most for `timeout` seconds. Whether it is."""
        return bool(select.select([self._read], [], [], timeout)[0])
