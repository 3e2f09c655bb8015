"""Remembers which questions a set of replies leads to.

To find that out, the engine is asked some forty times: whether another time in care, or the day within a
month, would change the answer. That costs ten times what the page of a question costs, and a visitor comes to
the same replies two or three times: with a post, on the page after it, and on the way back.

The memory of the process holds nothing that anybody replied: a set of replies is known by a digest, under a
key that the process draws when it starts and never writes down.
"""

import secrets
from datetime import date
from hashlib import blake2b
from weakref import WeakKeyDictionary

import msgspec

from kentcare.offer.checker.questions import Route, Walk, walk, walk_again
from kentcare.offer.checker.replies import Replies
from kentcare.offer.entitlements.engine import Engine

_MOST_ROUTES = 4096  # for each engine
_KEY = secrets.token_bytes(32)

# By digest. They go with their engine, which is another for each language and each edition of the content.
_routes: WeakKeyDictionary[Engine, dict[bytes, Route]] = WeakKeyDictionary()


def cached_walk(replies: Replies, today: date, engine: Engine) -> Walk:
    """What `walk` returns, quickly where these replies came before."""
    routes = _routes.setdefault(engine, {})
    digest = blake2b(msgspec.json.encode((today, replies)), key=_KEY, digest_size=16).digest()
    route = routes.get(digest)
    if route is not None:
        return walk_again(route, replies, today, engine)
    walked = walk(replies, today, engine)
    if len(routes) >= _MOST_ROUTES:
        routes.clear()
    routes[digest] = walked.route
    return walked
