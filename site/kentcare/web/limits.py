"""Rate limits on posts, set so high that a whole college behind one address does not notice them."""

import logging
import time
from collections.abc import Iterable, Mapping
from typing import cast

from flask import Flask, current_app, request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, Storage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from kentcare.web.caller import caller_of
from kentcare.web.origin import SAFE_METHODS

# Mobile networks put thousands of phones behind one address, and a person posts some fifteen times.
_POSTS = parse("1200 per minute")
_TIGHTER, _SHARED = "kentcare_tighter", "kentcare_shared_counts"
_UPLOADS = "kentcare_uploads"

log = logging.getLogger("kentcare.limits")


def limit_posts(app: Flask) -> MemoryStorage:
    """Count the posts of each caller to each view, and return the storage so that tests can reset it."""
    # In memory: the addresses are gone with the process, and are never written down.
    counted = MemoryStorage()
    limiter = FixedWindowRateLimiter(counted)
    tighter: dict[str, RateLimitItem] = app.extensions.setdefault(_TIGHTER, {})
    app.extensions[_SHARED] = (limiter, ())

    @app.before_request
    def _count() -> None:
        if request.method in SAFE_METHODS:
            return
        who = (caller_of(request), str(request.endpoint))
        # In memory first: a flood must not reach the storage that the processes share.
        _take(limiter, _POSTS, who)
        if most := tighter.get(request.endpoint or ""):
            _take_shared(most, who)

    return counted


def allow_uploads(app: Flask, most: Mapping[str, int]) -> None:
    """Accept larger posts for some views: `most` maps an endpoint to a number of bytes."""
    allowed: dict[str, int] = app.extensions.setdefault(_UPLOADS, {})
    allowed.update(most)


def use_uploads(app: Flask) -> None:
    """Apply the limits of `allow_uploads`. Must run before the CSRF check, which reads the form."""
    allowed: dict[str, int] = app.extensions.setdefault(_UPLOADS, {})

    @app.before_request
    def _allow() -> None:
        if most := allowed.get(request.endpoint or ""):
            request.max_content_length = most


def most_bytes(app: Flask, endpoint: str | None) -> int:
    """How long the body of a post to an endpoint may be, in bytes."""
    allowed: dict[str, int] = app.extensions[_UPLOADS]
    return allowed.get(endpoint or "", cast(int, app.config["MAX_CONTENT_LENGTH"]))


def is_counted_by_all(app: Flask, endpoint: str) -> bool:
    """Whether posts to an endpoint are counted in the database, so that a post to it may have to wait."""
    return endpoint in app.extensions[_TIGHTER]


def tighten(app: Flask, most: str, endpoints: Iterable[str]) -> None:
    """Limit posts from one caller to these endpoints further: `most` as in "60 per 10 minutes"."""
    app.extensions[_TIGHTER].update(dict.fromkeys(endpoints, parse(most)))


def share(app: Flask, counted: Storage, passes: tuple[type[Exception], ...]) -> None:
    """Count the endpoints with a tighter limit in a storage that all processes share.

    `passes` are the exceptions that it raises while it cannot count; the post is then let through.
    """
    app.extensions[_SHARED] = (FixedWindowRateLimiter(counted), passes)


def _take_shared(most: RateLimitItem, who: tuple[str, str]) -> None:
    limiter, passes = cast(
        "tuple[FixedWindowRateLimiter, tuple[type[Exception], ...]]", current_app.extensions[_SHARED]
    )
    try:
        _take(limiter, most, who)
    except passes as error:
        # A limiter that is out of order must not stop people who did nothing wrong.
        log.warning("a post to %s was not counted: %s", request.endpoint, type(error).__name__)


def _take(limiter: FixedWindowRateLimiter, most: RateLimitItem, who: tuple[str, str]) -> None:
    if not limiter.hit(most, *who):
        until = limiter.get_window_stats(most, *who).reset_time
        raise TooManyRequests(retry_after=max(1, round(until - time.time())))
