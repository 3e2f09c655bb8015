"""What happens where more requests wait than there are threads for, and what never has to wait."""

from collections.abc import Callable, Iterable
from typing import cast
from wsgiref.types import WSGIEnvironment

from flask import Flask, abort, request

# In the environment of a request: there is no thread for it, so it is answered 503 with its words.
OVERLOADED = "kentcare.is_overloaded"
_EXTENSION = "kentcare_always_has_threads"
# Gives whether the request is one that must not wait, by its environment.
_Ask = Callable[[WSGIEnvironment], bool]


def use_overload(app: Flask) -> None:
    """Answer 503 where the server says so. Must be added before anything that looks into the database."""
    app.extensions[_EXTENSION] = {}

    @app.before_request
    def _refuse() -> None:
        if OVERLOADED in request.environ:
            abort(503)


def never_wait(app: Flask, endpoints: Iterable[str], ask: _Ask = lambda _environ: True) -> None:
    """Give some views threads of their own, where `ask` says so of the environment of a request."""
    cast("dict[str, _Ask]", app.extensions[_EXTENSION]).update(dict.fromkeys(endpoints, ask))


def always_has_threads(app: Flask, endpoint: str, environ: WSGIEnvironment) -> bool:
    """Whether a request to an endpoint must not wait for those that save, or for those that look."""
    ask = cast("dict[str, _Ask]", app.extensions[_EXTENSION]).get(endpoint)
    return ask is not None and ask(environ)
