"""A brake on posting, set where a whole college behind one address does not feel it."""

import time

from flask import Flask, request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from kentcare.web.origin import SAFE_METHODS

# Mobile networks put thousands of phones behind one address, and a person posts some fifteen times.
_POSTS = parse("1200 per minute")


def limit_posts(app: Flask) -> MemoryStorage:
    """Count the posts of each address to each view. What was counted comes back, to be reset."""
    # In memory: the addresses are gone with the process, and are never written down.
    counted = MemoryStorage()
    limiter = FixedWindowRateLimiter(counted)

    @app.before_request
    def _count() -> None:
        if request.method in SAFE_METHODS:
            return
        who = (request.remote_addr or "", request.endpoint or "")
        if not limiter.hit(_POSTS, *who):
            until = limiter.get_window_stats(_POSTS, *who).reset_time
            raise TooManyRequests(retry_after=max(1, round(until - time.time())))

    return counted
