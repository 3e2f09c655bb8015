"""WSGI middleware that logs and counts each request, but not those for style sheets and scripts.

A line has the name of the view and never the address, which may hold the ref of somebody's record. Its form
is in `logs.py`.
"""

import logging
import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from time import perf_counter
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from kentcare.core.languages.listed import every_language
from kentcare.web.errors import REFERENCE, REQUEST
from kentcare.web.page_cache.prerendered import VIEW

# Paths that machines ask for. They know this host by its number, so any Host header is accepted there.
MACHINES = frozenset({"/healthz", "/readyz", "/metrics"})
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_IS_TOKEN = re.compile(r"[A-Za-z0-9._-]{1,64}").fullmatch

log = logging.getLogger("kentcare.requests")
Note = Callable[[str, int, float], None]


class RequestLog:
    """Logs each request, and passes its figures to `note`.

    `by_proxy`: a proxy of ours stands in front, so the id that it gives a request is used here too. `hosts`:
    the names that this site answers to.
    """

    def __init__(
        self, inner: WSGIApplication, *, by_proxy: bool, hosts: Sequence[str], note: Note | None
    ) -> None:
        self._inner = inner
        self._by_proxy = by_proxy
        self._host = hosts[0].removeprefix(".") if hosts else None
        self._note = note
        self._languages = frozenset(every_language())

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        began, status = perf_counter(), 500
        environ[REQUEST] = self._request_id(environ.get("HTTP_X_REQUEST_ID"))
        if self._host and environ["PATH_INFO"] in MACHINES:
            environ["HTTP_HOST"] = self._host

        def begin(line: str, headers: Any, exc_info: Any = None) -> Any:
            nonlocal status
            status = int(line[:3])
            return start(line, headers, exc_info) if exc_info else start(line, headers)

        try:
            return self._inner(environ, begin)
        finally:
            view = environ.get(VIEW)
            if view is not None:  # and no style sheet or script
                method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
                request = environ[REQUEST]
                self._record(
                    view, method, path, status, perf_counter() - began, request, environ.get(REFERENCE)
                )

    def note_from_memory(
        self, view: str, method: str, path: str, status: int, seconds: float, brought: str | None
    ) -> None:
        """Log and count an answer that was sent without asking the application.

        `brought`: the id that the request came with.
        """
        if self._note or log.isEnabledFor(logging.INFO):
            self._record(view, method, path, status, seconds, self._request_id(brought), None)

    def _request_id(self, brought: str | None) -> str:
        return brought if self._by_proxy and brought and _IS_TOKEN(brought) else secrets.token_hex(8)

    def _record(
        self,
        view: str,
        method: str,
        path: str,
        status: int,
        seconds: float,
        request: str,
        reference: str | None,
    ) -> None:
        if self._note:
            self._note(view, status, seconds)
        tag = path[1:].partition("/")[0]
        fields = {
            "event": "request",
            "request": request,
            "view": view,
            "method": method if method in _METHODS else "other",
            "status": status,
            "ms": round(seconds * 1000, 1),
            "language": tag if tag in self._languages else None,
            "reference": reference,
        }
        log.info("%(method)s %(view)s %(status)s, %(ms)s ms", fields, extra=fields)
