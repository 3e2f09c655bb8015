"""When a message is tried again, when it is given up, and when somebody has to know."""

from datetime import datetime, timedelta

# After this a worker that took a message is taken for dead. Longer than any sender is waited for.
TAKEN_FOR = timedelta(minutes=2)
# A worker says that it runs every few seconds. One that has been quiet for so long is dead, or hangs.
BEATS_EVERY = timedelta(seconds=10)
QUIET_FOR = timedelta(minutes=3)
GIVEN_UP_AFTER = timedelta(hours=4)
_FIRST_PAUSE = timedelta(seconds=15)
_LONGEST_PAUSE = timedelta(minutes=10)

CODE = "code"


def next_try(tries: int, made_at: datetime, use_by: datetime, now: datetime) -> datetime | None:
    """When to try again after so many tries: twice as long each time. None where it is given up."""
    doubled: int = 2 ** min(tries - 1, 10)
    then = now + min(_FIRST_PAUSE * doubled, _LONGEST_PAUSE)
    return then if then < min(made_at + GIVEN_UP_AFTER, use_by) else None


def is_to_be_told(kind: str) -> bool:
    """Whether somebody has to know that it did not arrive. Who waits for a code asks for another."""
    return kind != CODE
