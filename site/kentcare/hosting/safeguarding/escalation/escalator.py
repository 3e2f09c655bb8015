"""What `kentcare outbox run` does beside sending: it takes the next steps with stops that wait."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import OperationalError

from kentcare.core import clock
from kentcare.db.refused import CannotSave
from kentcare.hosting.safeguarding.escalation import records

_EVERY = timedelta(seconds=10)

log = logging.getLogger("kentcare.stops")


@dataclass
class Escalator:
    """Takes the steps that are due, at most every ten seconds. `now`: its clock."""

    now: Callable[[], datetime] = clock.now
    _last: datetime | None = None

    def work(self) -> int:
        """Take the steps that are due. Returns how many people were told.

        Whatever goes wrong is logged and tried again: it must not keep other messages from going out.
        """
        if self._last is not None and abs(self.now() - self._last) < _EVERY:
            return 0
        self._last = self.now()
        try:
            return records.escalate(self.now())
        except (CannotSave, OperationalError) as error:
            log.error("the database did not answer: %s", type(error).__name__)
        except Exception as error:
            # Its text is not logged: it may quote a row.
            log.error("stops could not be escalated: %s", type(error).__name__)
        return 0
