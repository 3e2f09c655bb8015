"""How long a piece of work takes, for the measurements in tests/bench."""

import time
from collections.abc import Callable


def fastest(piece: Callable[[], object], times: int) -> float:
    """Seconds that the piece of work takes when nothing comes between."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        piece()
        taken.append(time.perf_counter() - began)
    return min(taken)
