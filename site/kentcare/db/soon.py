"""What a request writes that must not wait for the database: at once, or else as soon as can be."""

import logging
import time
from collections import deque
from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import cast

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from kentcare.db.refused import CannotSave

Write = Callable[[], None]

# How long a request waits for it, in seconds: where nothing is wrong it is written by then.
_AT_ONCE = 0.5
_PAUSE_SECONDS = 1.0
# Beyond this the oldest are forgotten: who floods the site with such requests must not fill its memory.
_MOST = 10_000
_EXTENSION = "kentcare_soon"

log = logging.getLogger("kentcare.db")


class _Waiting:
    """What is to be written, and the thread that writes it and tries until nothing is left.

    Not the thread of the request: to connect to a database that says nothing takes longer than to be refused.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._writes: deque[tuple[Write, Event]] = deque(maxlen=_MOST)
        self._lock = Lock()
        self._is_trying = False

    def add(self, write: Write) -> Event:
        """Have it written. Returns what is set once it is."""
        done = Event()
        with self._lock:
            self._writes.append((write, done))
            if not self._is_trying:
                self._is_trying = True
                Thread(target=self._try, daemon=True).start()
        return done

    def _try(self) -> None:
        while found := self._next():
            write, done = found
            try:
                with self._app.app_context():
                    write()
                done.set()
            except (CannotSave, SQLAlchemyError):
                with self._lock:
                    self._writes.appendleft(found)
                time.sleep(_PAUSE_SECONDS)  # in a thread that nobody waits for
            except Exception as error:
                done.set()  # nothing more comes of it
                # Its text is not logged: it may quote a row.
                log.error("what was to be written soon was not: %s", type(error).__name__)

    def _next(self) -> tuple[Write, Event] | None:
        with self._lock:
            self._is_trying = bool(self._writes)
            return self._writes.popleft() if self._writes else None


def use_soon(app: Flask) -> None:
    """Let `soon` be called in the requests of an application."""
    app.extensions[_EXTENSION] = _Waiting(app)


def soon(write: Write) -> None:
    """Call `write` in another thread, and wait half a second at most until it is done.

    Where the database takes no changes or does not answer, it is tried for as long as this process runs. It
    must do no harm where it is done twice.
    """
    if not cast(_Waiting, current_app.extensions[_EXTENSION]).add(write).wait(_AT_ONCE):
        log.warning("to be written as soon as can be")
