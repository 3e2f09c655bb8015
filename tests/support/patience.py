"""Waiting for another process, which says nothing when it is ready."""

import time
from collections.abc import Callable


def until(true: Callable[[], object], seconds: float = 20) -> None:
    """Until it is so. Fails where it is not by then."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)  # the process that is waited for needs the machine, too
