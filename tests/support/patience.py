"""How long a test waits: for another process, which says nothing when it is ready, or for an answer."""

import time
from collections.abc import Callable

# Seconds, so many that only something that is broken takes longer, however busy the machine is.
PATIENCE = 180
# Seconds for one of many tries, each of which may come to nothing: whoever uses it asks again.
ONE_TRY = 5


def until(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until a condition is true. Fails where it is not by then."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)  # the process that is waited for needs the machine, too
