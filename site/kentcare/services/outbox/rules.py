"""When a message is tried again, when it is given up, and when a worker counts as dead."""

from datetime import datetime, timedelta

# How long a worker may keep a message that it took, before another may. Longer than any sender is waited for.
LEASE_LASTS = timedelta(minutes=2)
# What is not begun so long before that is left to whoever takes it next: two must never send it at once.
TIME_TO_SEND = timedelta(minutes=1)
# How often a worker reports that it runs, and after how much silence it is dead, or hangs.
BEATS_EVERY = timedelta(seconds=10)
SILENT_AFTER = timedelta(minutes=3)
GIVEN_UP_AFTER = timedelta(hours=4)
_FIRST_PAUSE = timedelta(seconds=15)
_LONGEST_PAUSE = timedelta(minutes=10)


def next_try(tries: int, made_at: datetime, use_by: datetime, now: datetime) -> datetime | None:
    """When to try a message again after so many tries; None where it is given up.

    The pause doubles with each try, from 15 seconds to 10 minutes. A message is given up four hours after it
    was made, or when it is of no use any more.
    """
    doubled: int = 2 ** min(tries - 1, 10)
    then = now + min(_FIRST_PAUSE * doubled, _LONGEST_PAUSE)
    return then if then < min(made_at + GIVEN_UP_AFTER, use_by) else None
