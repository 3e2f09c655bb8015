"""How long somebody who guesses has to wait."""

from datetime import datetime, timedelta
from enum import Enum

# Failures older than this are not counted any more.
FAILURES_FADE = timedelta(days=1)
_FIRST_WAIT = timedelta(seconds=15)


class Counter(Enum):
    """What is counted for an address: how many failures are free, and the longest wait after them.

    The counts of everywhere are for browsers that the address has never signed in with. The one of
    passwords waits a minute at most, because anybody can fill it; the one of second factors a quarter of an
    hour, because whoever fills it has the password. Wrong codes of young people and Hosts are counted for a
    caller alone: they have no such browser, and strangers elsewhere must not keep them waiting.
    """

    CALLER = (4, timedelta(minutes=15))
    EVERYWHERE = (20, timedelta(minutes=1))
    SECOND_EVERYWHERE = (8, timedelta(minutes=15))
    CODE = (7, timedelta(minutes=15))

    def __init__(self, free: int, longest: timedelta) -> None:
        self.free = free
        self.longest = longest

    def wait_until(self, failures: int, last_failed_at: datetime | None) -> datetime | None:
        """When an address with so many failures may be tried again, or None where it may be at once.

        The wait doubles with each failure, up to the longest: nobody is ever locked out.
        """
        if last_failed_at is None or failures <= self.free:
            return None
        doubled: int = 2 ** min(failures - self.free, 10)
        return last_failed_at + min(_FIRST_WAIT * doubled, self.longest)
