"""What a request writes that must not wait for the database: at once, or else as soon as can be."""

import logging
import time
from collections import deque
from collections.abc import Callable
from threading import Lock, Thread
from typing import cast

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from kentcare.db.refused import CannotSave

# Given for how many seconds it may wait for another writer; None for as long as usual.
Write = Callable[[float | None], None]

_AT_ONCE = 0.2
_PAUSE_SECONDS = 1.0
# Beyond this the oldest are forgotten: who floods the site with such requests must not fill its memory.
_MOST = 10_000
_EXTENSION = "kentcare_soon"

log = logging.getLogger("kentcare.db")


class _Waiting:
    """What could not be written yet, and the thread that tries until nothing is left."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._writes: deque[Write] = deque(maxlen=_MOST)
        self._lock = Lock()
        self._is_trying = False

    def add(self, write: Write) -> None:
        with self._lock:
            self._writes.append(write)
            if not self._is_trying:
                self._is_trying = True
                Thread(target=self._try, daemon=True).start()

    def _try(self) -> None:
        while write := self._next():
            try:
                with self._app.app_context():
                    write(None)
            except (CannotSave, SQLAlchemyError):
                with self._lock:
                    self._writes.appendleft(write)
                time.sleep(_PAUSE_SECONDS)
            except Exception as error:
                # Its text is not logged: it may quote a row.
                log.error("what was to be written soon was not: %s", type(error).__name__)

    def _next(self) -> Write | None:
        with self._lock:
            self._is_trying = bool(self._writes)
            return self._writes.popleft() if self._writes else None


def use_soon(app: Flask) -> None:
    """Let `soon` be called in the requests of an application."""
    app.extensions[_EXTENSION] = _Waiting(app)


def soon(write: Write) -> None:
    """Call `write`, which does not wait; where the database takes no changes, again until it does.

    It is tried for as long as this process runs. It must do no harm where it is done twice.
    """
    try:
        write(_AT_ONCE)
    except (CannotSave, SQLAlchemyError) as error:
        log.warning("to be written as soon as can be: %s", type(error).__name__)
        cast(_Waiting, current_app.extensions[_EXTENSION]).add(write)
