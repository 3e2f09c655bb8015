"""The worker: takes a file that waits, has it scanned and drawn again, and saves what came of it."""

import logging
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from time import monotonic

from flask import Flask, current_app
from sqlalchemy.exc import DBAPIError

from kentcare.core import clock
from kentcare.db.refused import CannotSave, reason_of
from kentcare.services.file_inspection import records
from kentcare.services.file_inspection.records import Taken, Tell
from kentcare.services.file_inspection.rules import (
    ASK_EVERY_SECONDS,
    CLEAR_EVERY,
    LEFT_BEHIND_AFTER,
    MOST_TRIES,
    PAUSE_WHILE_AWAY,
    PAUSES_AFTER_TRY,
)
from kentcare.services.files import records as files
from kentcare.services.files.cleaning import cleaned
from kentcare.services.files.rules import FileRefused, Refusal
from kentcare.services.files.scanning import ScannerAway, scan
from kentcare.services.files.store import StoreUnavailable

log = logging.getLogger("kentcare.services.file_inspection")


@dataclass
class Inspector:
    """Looks at files, one after the other. `tell`: see `records.refuse`. `now`: its clock.

    `stopping`: once it is set, the file that is being drawn is put back.
    """

    tell: Mapping[str, Tell] = field(default_factory=dict)
    now: Callable[[], datetime] = clock.now
    stopping: Event = field(default_factory=Event)
    _cleared_at: datetime | None = None

    def work(self) -> bool:
        """Look at one file that waits. Whether there was one; no, too, where the database does not answer."""
        try:
            self._clear()
            # A name of its own for each: what it saves counts only while it has the file.
            taken = records.take(secrets.token_hex(8), self.now())
            if taken is None:
                return False
            self._look_at(taken)
        except StoreUnavailable:
            return False
        except (CannotSave, DBAPIError) as error:
            if isinstance(error, DBAPIError) and reason_of(error) is None:
                raise
            log.error("the database did not answer: %s", type(error).__name__)
            return False
        return True

    def _clear(self) -> None:
        """Remove now and then what killed processes left behind of files as they came."""
        now = self.now()
        if self._cleared_at is None or now - self._cleared_at >= CLEAR_EVERY:
            self._cleared_at = now
            if number := files.forget_left_behind(now - LEFT_BEHIND_AFTER):
                log.warning("removed %s files as they came, for which no row waited", number)

    def _look_at(self, taken: Taken) -> None:
        if taken.tries > MOST_TRIES:
            # Whoever had it the last time was killed.
            records.refuse(taken, Refusal.NOT_DRAWN, self.now(), self.tell)
            return
        try:
            content = files.read_as_it_came(taken.key, taken.sha256)
            scan(content, files.scanner())
            records.keep(taken, *cleaned(content, self._in_vain(taken)))
        except FileRefused as refused:
            records.refuse(taken, refused.reason, self.now(), self.tell)
        except (ScannerAway, CannotSave) as away:
            log.error("a file waits on: %s", type(away).__name__)
            records.put_back(taken, self.now() + PAUSE_WHILE_AWAY, counts=False)
        except Exception as error:
            # Whatever is the matter with this one, the others are looked at.
            self._try_again(taken, error)

    def _in_vain(self, taken: Taken) -> Callable[[], bool]:
        """What says that nobody waits for a file: this stops, or its sender removed it meanwhile."""
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # its type says nothing of it
        asked_at, is_gone = monotonic(), False

        def is_in_vain() -> bool:
            nonlocal asked_at, is_gone
            if not is_gone and monotonic() - asked_at >= ASK_EVERY_SECONDS:
                asked_at = monotonic()
                with app.app_context(), suppress(CannotSave, DBAPIError):
                    is_gone = not records.is_held(taken)
            return is_gone or self.stopping.is_set()

        return is_in_vain

    def _try_again(self, taken: Taken, error: Exception) -> None:
        if self.stopping.is_set():
            records.put_back(taken, self.now(), counts=False)
            return
        if not records.is_held(taken):
            return
        log.error("a file could not be looked at: %s", type(error).__name__)
        if taken.tries < MOST_TRIES:
            records.put_back(taken, self.now() + PAUSES_AFTER_TRY[taken.tries - 1], counts=True)
        else:
            records.refuse(taken, Refusal.NOT_DRAWN, self.now(), self.tell)
