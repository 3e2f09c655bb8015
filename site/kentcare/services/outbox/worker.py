"""The worker: takes messages from the queue and gives them to a sender.

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
from kentcare.db.refused import CannotSave, reason_of
from kentcare.services.heartbeats import records as heartbeats
from kentcare.services.messages.records import Message
from kentcare.services.messages.rules import is_failure_reported
from kentcare.services.outbox import records
from kentcare.services.outbox.records import Outgoing
from kentcare.services.outbox.rules import BEATS_EVERY, LEASE_LASTS, TIME_TO_SEND, next_try
from kentcare.services.outbox.senders import MessageRefused, NotSentNow, Sender

# So few that a slow sender is done with them before the lease is over.
_BATCH = 5

log = logging.getLogger("kentcare.outbox")


@dataclass
class Worker:
    """A worker that sends queued messages. `now`: its clock. `name`: what it leases messages under."""

    sender: Sender
    now: Callable[[], datetime] = clock.now
    name: str = field(default_factory=lambda: secrets.token_hex(8))
    # Messages that were sent and are not marked as sent yet.
    _unmarked: list[int] = field(default_factory=list)
    _last_beat: datetime | None = None

    def work(self) -> int:
        """Lease one batch of messages that are due and deliver it.

        Returns how many there were; 0 also where the database does not answer.
        """
        try:
            self._beat()
            self._mark_sent()
            leased = records.lease(self.name, self.now(), _BATCH)
            until = self.now() + LEASE_LASTS - TIME_TO_SEND
            for outgoing in leased:
                if self.now() > until:
                    break
                self._deliver(outgoing)
                self._beat()
            self._mark_sent()
        except (CannotSave, OperationalError) as error:
            if isinstance(error, OperationalError) and reason_of(error) is None:
                raise
            log.error("the database did not answer: %s", type(error).__name__)
            return 0
        return len(leased)

    def _beat(self) -> None:
        if self._last_beat is None or abs(self.now() - self._last_beat) >= BEATS_EVERY:
            heartbeats.beat(heartbeats.OUTBOX, self.now())
            self._last_beat = self.now()

    def _mark_sent(self) -> None:
        """Mark what was sent, before anything else is: it must not be sent again. Raises CannotSave."""
        while self._unmarked:
            records.mark_sent(self._unmarked[0], self.name, self.now())
            self._unmarked.pop(0)

    def _deliver(self, outgoing: Outgoing) -> None:
        if outgoing.message is None:
            self._give_up(outgoing, "it cannot be opened")
        elif self.now() >= outgoing.use_by:
            self._give_up(outgoing, "it was of no use any more")
        else:
            self._send(outgoing, outgoing.message)

    def _send(self, outgoing: Outgoing, message: Message) -> None:
        try:
            if not (outgoing.may_have_been_sent and self.sender.has_sent(message, outgoing.ref)):
                self.sender.send(message, outgoing.ref)
        except MessageRefused as refused:
            self._give_up(outgoing, str(refused))
        except NotSentNow as not_now:
            self._retry(outgoing, str(not_now))
        except Exception as error:
            # Whatever is the matter with this one, the others go out. The text of the error is not logged: it
            # may quote the message.
            log.error("a message broke the sender: %s", type(error).__name__)
            self._retry(outgoing, "the sender failed")
        else:
            self._unmarked.append(outgoing.id)
            with suppress(CannotSave):
                self._mark_sent()

    def _retry(self, outgoing: Outgoing, failure: str) -> None:
        until = next_try(outgoing.tries, outgoing.made_at, outgoing.use_by, self.now())
        if until is None:
            self._give_up(outgoing, failure)
        else:
            records.retry_at(outgoing.id, self.name, failure, until)

    def _give_up(self, outgoing: Outgoing, failure: str) -> None:
        is_reported = is_failure_reported(outgoing.kind)
        if is_reported:
            log.error("a message of kind %r did not arrive: %s", outgoing.kind, failure)
        records.give_up(outgoing.id, self.name, failure, self.now() if is_reported else None)
