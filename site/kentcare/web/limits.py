"""Rate limits on posts, set so high that a whole college behind one address does not notice them."""

import logging
import time
from collections.abc import Iterable, Mapping
from typing import NoReturn, cast

from flask import Flask, current_app, has_request_context, request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, Storage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from kentcare.web.caller import caller_of
from kentcare.web.origin import SAFE_METHODS

# Mobile networks put thousands of phones behind one address, and a person posts some fifteen times.
_POSTS = parse("1200 per minute")
_TIGHTER, _SHARED = "kentcare_tighter", "kentcare_shared_counts"
_IN_MEMORY = "kentcare_counts_in_memory"
_UPLOADS = "kentcare_uploads"

log = logging.getLogger("kentcare.limits")


def limit_posts(app: Flask) -> MemoryStorage:
    """Count the posts of each caller to each view, and return the storage so that tests can reset it."""
    # In memory: the addresses are gone with the process, and are never written down.
    counted = MemoryStorage()
    limiter = FixedWindowRateLimiter(counted)
    tighter: dict[str, RateLimitItem] = app.extensions.setdefault(_TIGHTER, {})
    app.extensions[_IN_MEMORY] = limiter
    app.extensions[_SHARED] = (limiter, ())

    @app.before_request
    def _count() -> None:
        if request.method in SAFE_METHODS:
            return
        who = (caller_of(request), str(request.endpoint))
        # In memory first: a flood must not reach the storage that the processes share.
        _take(limiter, _POSTS, *who)
        if most := tighter.get(request.endpoint or ""):
            _take_shared(most, *who)

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

    `passes` are the exceptions that it raises while it cannot count; this process then counts by itself, so
    that neither are people stopped who did nothing wrong, nor is there no limit.
    """
    app.extensions[_SHARED] = (FixedWindowRateLimiter(counted), passes)


def is_within(most: str, *who: str) -> bool:
    """Count one more in the storage that all processes share, and say whether it is within `most`.

    `most` as in "60 per day"; `who` tells what is counted apart.
    """
    return _hit(parse(most), *who)[0]


def _hit(most: RateLimitItem, *who: str) -> tuple[bool, FixedWindowRateLimiter]:
    """Count one more, and say whether it is within `most`, and what has counted it."""
    shared, passes = cast(
        "tuple[FixedWindowRateLimiter, tuple[type[Exception], ...]]", current_app.extensions[_SHARED]
    )
    try:
        return shared.hit(most, *who), shared
    except passes as error:
        what = request.endpoint if has_request_context() else "no page"
        log.warning("a post to %s was counted by this process alone: %s", what, type(error).__name__)
    in_memory: FixedWindowRateLimiter = current_app.extensions[_IN_MEMORY]
    return in_memory.hit(most, *who), in_memory


def _take_shared(most: RateLimitItem, *who: str) -> None:
    is_within, counted_by = _hit(most, *who)
    if not is_within:
        _refuse(counted_by, most, *who)


def _take(limiter: FixedWindowRateLimiter, most: RateLimitItem, *who: str) -> None:
    if not limiter.hit(most, *who):
        _refuse(limiter, most, *who)


def _refuse(limiter: FixedWindowRateLimiter, most: RateLimitItem, *who: str) -> NoReturn:
    until = limiter.get_window_stats(most, *who).reset_time
    raise TooManyRequests(retry_after=max(1, round(until - time.time())))
