"""Whether this process can serve. The answer takes a second at most, and is kept for a few seconds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, Thread
from time import monotonic

_PATIENCE = 1.0  # seconds
_REMEMBERED_FOR = 3.0


@dataclass
class Readiness:
    """Calls `ask`, which answers one word of what is wrong, or None.

    `ask` runs in a thread of its own, so that a database that hangs does not hold up whoever wants to know.
    """

    ask: Callable[[], str | None]
    _lock: Lock = field(default_factory=Lock)
    _asking: Thread | None = None
    _heard: str | None = None
    _word: str | None = None
    _look_at: float = float("-inf")

    def word(self) -> str | None:
        """One word of what is wrong, or None where this process can serve."""
        with self._lock:
            if monotonic() >= self._look_at:
                self._word = self._look()
                self._look_at = monotonic() + _REMEMBERED_FOR
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
