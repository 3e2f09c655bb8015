"""A brake on posting, set where a whole college behind one address does not feel it."""

import time
from collections.abc import Iterable

from flask import Flask, request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from kentcare.web.origin import SAFE_METHODS

# Mobile networks put thousands of phones behind one address, and a person posts some fifteen times.
_POSTS = parse("1200 per minute")
_EXTENSION = "kentcare_tighter"


def limit_posts(app: Flask) -> MemoryStorage:
    """Count the posts of each address to each view. What was counted comes back, to be reset."""
    # In memory: the addresses are gone with the process, and are never written down.
    counted = MemoryStorage()
    limiter = FixedWindowRateLimiter(counted)
    tighter: dict[str, RateLimitItem] = app.extensions.setdefault(_EXTENSION, {})

    @app.before_request
    def _count() -> None:
        if request.method in SAFE_METHODS:
            return
        most, who = tighter.get(request.endpoint or "", _POSTS), (request.remote_addr, request.endpoint)
        if not limiter.hit(most, *map(str, who)):
            until = limiter.get_window_stats(most, *map(str, who)).reset_time
            raise TooManyRequests(retry_after=max(1, round(until - time.time())))

    return counted


def tighten(app: Flask, most: str, endpoints: Iterable[str]) -> None:
    """Take fewer posts of one address to these views: `most` is as in "60 per 10 minutes"."""
    app.extensions[_EXTENSION].update(dict.fromkeys(endpoints, parse(most)))
