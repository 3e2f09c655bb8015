"""Python's garbage collector, out of the way while the site starts."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collected() -> Iterator[None]:
    """Collect no garbage in here, and leave what the first use of this has made out of every later walk.

    Nearly all that a start makes is kept for good, and to walk through it again and again took a third of it.
    """
    gc.disable()
    try:
        yield
    finally:
        # Once: a process that makes many sites, as tests do, gives back the memory of the others.
        if not gc.get_freeze_count():
            gc.freeze()
        gc.enable()
