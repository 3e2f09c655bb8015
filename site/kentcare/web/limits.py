"""A brake on posting, set where a whole college behind one address does not feel it."""

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

# Mobile networks put thousands of phones behind one address, and a person posts some fifteen times.
_POSTS = "1200 per minute"


def limit_posts(app: Flask) -> Limiter:
    # In memory: the addresses are gone with the process, and are never written down.
    limiter = Limiter(
        get_remote_address,
        app=app,
        storage_uri="memory://",
        default_limits=[_POSTS],
        default_limits_per_method=True,
        default_limits_exempt_when=lambda: request.method in {"GET", "HEAD", "OPTIONS"},
    )
    # Its log lines would name them.
    limiter.logger.propagate = False
    return limiter
