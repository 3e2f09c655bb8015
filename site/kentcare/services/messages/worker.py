"""Takes messages from the queue and gives them to whoever carries them.

No message is with two workers at once, and none holds up another.
"""

import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.exc import OperationalError

from kentcare.core import clock
from kentcare.db.refused import CannotSave
from kentcare.services.messages import records
from kentcare.services.messages.records import Outgoing
from kentcare.services.messages.rules import BEATS_EVERY, is_to_be_told, next_try
from kentcare.services.messages.senders import NotNow, Refused, Sender

# So few that a slow sender is done with them before this worker would be taken for dead.
_AT_ONCE = 5

log = logging.getLogger("kentcare.outbox")


@dataclass
class Worker:
    """One that sends. `now` is the clock."""

    sender: Sender
    now: Callable[[], datetime] = clock.now
    name: str = field(default_factory=lambda: secrets.token_hex(8))
    _gone: list[int] = field(default_factory=list)
    _beaten: datetime | None = None

    def work(self) -> int:
        """Everything that is due, once. Answers how many were looked at; 0 where the database is away."""
        try:
            self._beat()
            self._mark()
            taken = records.take(self.name, self.now(), _AT_ONCE)
            for outgoing in taken:
                self._deliver(outgoing)
                self._beat()
            self._mark()
        except (CannotSave, OperationalError) as error:
            log.error("the database did not answer: %s", type(error).__name__)
            return 0
        return len(taken)

    def _beat(self) -> None:
        if self._beaten is None or abs(self.now() - self._beaten) >= BEATS_EVERY:
            records.beat(records.OUTBOX, self.now())
            self._beaten = self.now()

    def _mark(self) -> None:
        """What went and could not be marked as gone must not go again: it is marked before anything else."""
        while self._gone:
            records.mark_sent(self._gone[0], self.name, self.now())
            self._gone.pop(0)

    def _deliver(self, outgoing: Outgoing) -> None:
        if outgoing.message is None:
            self._give_up(outgoing, "it cannot be opened")
        elif self.now() >= outgoing.use_by:
            self._give_up(outgoing, "it was of no use any more")
        else:
            self._send(outgoing)

    def _send(self, outgoing: Outgoing) -> None:
        assert outgoing.message  # noqa: S101  # looked at before
        try:
            if not (outgoing.may_be_out and self.sender.has_sent(outgoing.ref)):
                self.sender.send(outgoing.message, outgoing.ref)
        except Refused as refused:
            self._give_up(outgoing, str(refused))
        except NotNow as not_now:
            self._put_off(outgoing, str(not_now))
        except Exception as error:
            # Whatever is the matter with this one, the others go out. Not its words: those are somebody's.
            log.error("a message broke the sender: %s", type(error).__name__)
            self._put_off(outgoing, "the sender failed")
        else:
            self._gone.append(outgoing.id)
            with suppress(CannotSave):
                self._mark()

    def _put_off(self, outgoing: Outgoing, failure: str) -> None:
        until = next_try(outgoing.tries, outgoing.made_at, outgoing.use_by, self.now())
        if until is None:
            self._give_up(outgoing, failure)
        else:
            records.put_off(outgoing.id, self.name, failure, until)

    def _give_up(self, outgoing: Outgoing, failure: str) -> None:
        is_told = is_to_be_told(outgoing.kind)
        if is_told:
            log.error("a message of kind %r did not arrive: %s", outgoing.kind, failure)
        records.give_up(outgoing.id, self.name, failure, self.now() if is_told else None)
