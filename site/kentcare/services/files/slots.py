"""How many files are drawn at once on a host: a few, and one of each sender.

All processes of a host share the places, as locks on files. The kernel releases the lock of a process that
dies.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kentcare.services.files.rules import FileRefused, Refusal
from kentcare.services.files.store import CannotStore

# Each may fill the memory that cleaning.py allows, and takes a processor.
_AT_ONCE = 2
_WAIT = 1.0  # seconds for which others are waited for, in a thread that saves what people type
_PAUSE = 0.1


class Slots:
    """The places of a host in which files are drawn, in a folder that its processes share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def taken(self, sender: str) -> Iterator[None]:
        """Hold a place. `sender`: a mark of whoever sent the file.

        Raises FileRefused where they have a place already, or none is free in time. Raises CannotStore where
        the folder cannot be written.
        """
        until = time.monotonic() + _WAIT
        while (place := self._take(sender.encode())) is None:
            if time.monotonic() > until:
                raise FileRefused(Refusal.BUSY)
            time.sleep(_PAUSE)
        try:
            yield
        finally:
            os.close(place)  # and with it the lock

    def _take(self, sender: bytes) -> int | None:
        """A descriptor that holds a free place; None where there is none just now."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            gate = self._open("gate")
        except OSError as error:
            raise CannotStore("No place to draw a file could be taken.") from error
        try:
            # Held for as long as it takes to look, so that nobody takes two places at once.
            fcntl.flock(gate, fcntl.LOCK_EX)
            return self._first_free(sender)
        except OSError as error:
            raise CannotStore("No place to draw a file could be taken.") from error
        finally:
            os.close(gate)

    def _first_free(self, sender: bytes) -> int | None:
        free: list[int] = []
        try:
            for number in range(_AT_ONCE):
                place = self._open(f"place-{number}")
                if _is_locked_now(place):
                    free.append(place)
                    continue
                holder = os.pread(place, 200, 0)
                os.close(place)
                if holder == sender:
                    raise FileRefused(Refusal.BUSY)
            if not free:
                return None
            os.ftruncate(free[0], 0)
            os.pwrite(free[0], sender, 0)
            return free.pop(0)
        finally:
            for place in free:
                os.close(place)

    def _open(self, name: str) -> int:
        return os.open(self._folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _is_locked_now(place: int) -> bool:
    """Whether this descriptor holds the lock from now on."""
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
