"""Around everything else: a line in the log and a count for each answer, but for style sheets and scripts.

What a line says is in `logs.py`. It has the name of the view and never the address, which may hold the ref of
somebody's record.
"""

import logging
import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from time import perf_counter
from typing import Any

from kentcare.core.languages.listed import every_language
from kentcare.web.errors import REFERENCE, REQUEST
from kentcare.web.page_cache.prerendered import VIEW, Environ, Start, Wsgi

# Asked for by machines, which know this host by a number. Which name they bring is of no account to these.
MACHINES = frozenset({"/healthz", "/readyz", "/metrics"})
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_IS_TOKEN = re.compile(r"[A-Za-z0-9._-]{1,64}").fullmatch

log = logging.getLogger("kentcare.requests")
Note = Callable[[str, int, float], None]


class EachRequest:
    """Middleware. `by_proxy`: one of ours stands in front, and its name for a request is ours, too."""

    def __init__(self, inner: Wsgi, *, by_proxy: bool, hosts: Sequence[str], note: Note | None) -> None:
        self._inner = inner
        self._by_proxy = by_proxy
        self._host = hosts[0].removeprefix(".") if hosts else None
        self._note = note
        self._languages = frozenset(every_language())

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        began, status = perf_counter(), 500
        environ[REQUEST] = self._name_of(environ)
        if self._host and environ["PATH_INFO"] in MACHINES:
            environ["HTTP_HOST"] = self._host

        def begin(line: str, headers: Any, exc_info: Any = None) -> Any:
            nonlocal status
            status = int(line[:3])
            return start(line, headers, exc_info) if exc_info else start(line, headers)

        try:
            return self._inner(environ, begin)
        finally:
            self._tell(environ, status, perf_counter() - began)

    def _name_of(self, environ: Environ) -> str:
        brought = environ.get("HTTP_X_REQUEST_ID", "") if self._by_proxy else ""
        return brought if _IS_TOKEN(brought) else secrets.token_hex(8)

    def _tell(self, environ: Environ, status: int, seconds: float) -> None:
        view = environ.get(VIEW)
        if view is None:
            return  # a style sheet or a script
        if self._note:
            self._note(view, status, seconds)
        method, tag = environ["REQUEST_METHOD"], environ["PATH_INFO"][1:].partition("/")[0]
        fields = {
            "event": "request",
            "request": environ[REQUEST],
            "view": view,
            "method": method if method in _METHODS else "other",
            "status": status,
            "ms": round(seconds * 1000, 1),
            "language": tag if tag in self._languages else None,
            "reference": environ.get(REFERENCE),
        }
        log.info("%(method)s %(view)s %(status)s, %(ms)s ms", fields, extra=fields)
