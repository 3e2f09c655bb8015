"""How long somebody who guesses has to wait."""

from datetime import datetime, timedelta

# Failures older than this are not counted any more.
FAILURES_FADE = timedelta(days=1)
_FREE_FAILURES = 4
_LONGEST_WAIT = timedelta(minutes=15)


def wait_until(failures: int, last_failed_at: datetime | None) -> datetime | None:
    """When an address with so many failures may be tried again, or None where it may be at once.

    The wait doubles with each failure, up to a quarter of an hour: nobody is ever locked out.
    """
    if last_failed_at is None or failures <= _FREE_FAILURES:
        return None
    doubled: int = 2 ** min(failures - _FREE_FAILURES, 10)
    return last_failed_at + min(timedelta(seconds=15) * doubled, _LONGEST_WAIT)
