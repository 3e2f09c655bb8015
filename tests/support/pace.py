"""Limits in seconds, for a machine that may be slower today, or busy with something else.

A limit is set for a quiet machine of two cores. It grows with what a fixed piece of work takes now.
"""

import json
import time
from collections.abc import Callable

_WORK = {str(number): ["a word", number, {"of": None}] for number in range(200)}
# What the piece of work takes on that quiet machine.
_QUIET = 0.00021


def fastest(piece: Callable[[], object], times: int) -> float:
    """Seconds that the piece of work takes when nothing comes between."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        piece()
        taken.append(time.perf_counter() - began)
    return min(taken)


def here(limit: float) -> float:
    """That many seconds of the quiet machine on this one, now. Never less."""
    return limit * max(1, fastest(lambda: json.loads(json.dumps(_WORK)), 20) / _QUIET)
