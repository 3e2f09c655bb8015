"""WSGI middleware around everything else: what goes wrong outside Flask is answered and logged like the rest.

A server would answer with a page without our headers, and would write the message of the error into its log,
which may repeat what somebody sent.
"""

import logging
import sys
import traceback
from collections.abc import Iterable
from types import TracebackType
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.datastructures import Headers

from kentcare.web.headers import add_headers

PAGE = """<!DOCTYPE html>
<html lang="en" dir="ltr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title></head>
<body><main><h1>{title}</h1>
{words}
<p><a href="/">Go to the first page</a></p><p><a href="/exit" rel="nofollow noreferrer">Exit this page</a></p>
</main></body></html>
"""
OUR_FAULT = PAGE.format(
    title="Something went wrong here",
    words="<p>This is our fault, not yours. Answers that you gave before are still in this browser.</p>",
)
UNREADABLE = PAGE.format(
    title="We could not read that",
    words="<p>Something in what was sent did not make sense to us. Go back and try again.</p>",
)

log = logging.getLogger("kentcare.errors")


class LastResort:
    """Answers 400 where a request has no path, and 500 where what is inside raises."""

    def __init__(self, inner: WSGIApplication, *, https: bool) -> None:
        self._inner = inner
        self._https = https

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        # As in “GET *” or “OPTIONS *”: it asks about the server itself, and there is nothing to say of it.
        if not environ.get("PATH_INFO", "").startswith("/"):
            environ["PATH_INFO"] = "/"
            return self._answer(start, "400 BAD REQUEST", UNREADABLE)
        try:
            return self._inner(environ, start)
        except Exception:
            log_kind_and_place()
            return self._answer(start, "500 INTERNAL SERVER ERROR", OUR_FAULT)

    def _answer(self, start: StartResponse, status: str, page: str) -> Iterable[bytes]:
        start(status, plain_headers(page, https=self._https))
        return (page.encode(),)


def plain_headers(page: str, *, https: bool) -> list[tuple[str, str]]:
    """The headers of a page that Flask does not send: those of every other page."""
    headers = Headers()
    add_headers(headers, https=https)
    headers["Content-Type"] = "text/html; charset=utf-8"
    headers["Content-Length"] = str(len(page.encode()))
    headers["Cache-Control"] = "no-store"
    return list(headers)


def log_kind_and_place() -> None:
    """Log the kind and the place of the error that is being handled, never its message."""
    kind, _, trace = sys.exc_info()
    fields = {"event": "error", "kind": kind.__name__ if kind else "", "place": place_of(trace)}
    log.error("%(kind)s outside Flask: %(place)s", fields, extra=fields)


def place_of(trace: TracebackType | None) -> str:
    """Where an error was raised, as functions and lines, the innermost first."""
    frames = traceback.extract_tb(trace)
    return " < ".join(f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in reversed(frames))
