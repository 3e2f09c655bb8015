"""Whether this process can serve: asked every few seconds at most, and never waited for longer than one."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

_PATIENCE = 1.0  # seconds
_KEPT_FOR = 3.0
# Enough to meet a disk that is full.
_A_BLOCK = bytes(4096)


@dataclass
class Readiness:
    """`ask` answers one word of what is wrong, or None.

    It is asked in a thread of its own: a database that hangs does not hold up whoever wants to know.
    """

    ask: Callable[[], str | None]
    _lock: Lock = field(default_factory=Lock)
    _asking: Thread | None = None
    _heard: str | None = None
    _word: str | None = None
    _look_at: float = float("-inf")

    def word(self) -> str | None:
        """One word of what is wrong, or None."""
        with self._lock:
            if monotonic() >= self._look_at:
                self._word = self._look()
                self._look_at = monotonic() + _KEPT_FOR
            return self._word

    def _look(self) -> str | None:
        # One that hangs is not joined by another each time somebody asks.
        if self._asking is None or not self._asking.is_alive():
            self._asking = Thread(target=self._listen, daemon=True)
            self._asking.start()
        self._asking.join(_PATIENCE)
        return "database" if self._asking.is_alive() else self._heard

    def _listen(self) -> None:
        self._heard = "database"  # unless it answers
        self._heard = self.ask()


def can_write(folder: Path) -> bool:
    """Whether there is room for a file in the folder, and leave for it. The file is gone again at once."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(_A_BLOCK)
    except OSError:
        return False
    return True
