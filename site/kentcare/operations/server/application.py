"""The application that Granian runs: it reads requests, and has the site answer them in threads."""

import io
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any, cast
from wsgiref.types import WSGIEnvironment

from flask import Flask

from kentcare.operations.monitoring.request_log import RequestLog
from kentcare.operations.server.pools import Full, Pool
from kentcare.operations.server.requests import (
    CutOff,
    Memory,
    NoLength,
    NoMemory,
    TooLong,
    TooSlow,
    Unreadable,
    environ_of,
    has_body,
    read_body,
)
from kentcare.web import limits
from kentcare.web.access import is_public
from kentcare.web.last_resort import OUR_FAULT, PAGE, UNREADABLE, log_kind_and_place, plain_headers
from kentcare.web.origin import SAFE_METHODS
from kentcare.web.overload import OVERLOADED, always_has_threads
from kentcare.web.page_cache.prerendered import PrerenderedPages
from kentcare.web.routing import view_at

_Headers = list[tuple[str, str]]
_Answer = tuple[int, _Headers, bytes]

_CORES = os.cpu_count() or 1
_MEMORY = 256 * 1024 * 1024  # bytes of large bodies at once, in each process
_TOO_SLOW = PAGE.format(
    title="This did not arrive",
    words="<p>It took too long to reach us, and nothing was saved. Go back, and send it again.</p>",
)
_BUSY = PAGE.format(
    title="Please wait",
    words="<p>Many people are here just now. Nothing was saved. Go back, wait a minute, and try again.</p>",
)


@dataclass(frozen=True, slots=True)
class Pools:
    """Threads by what their requests may have to wait for.

    `always`: the exit, the red button and what machines ask; `public`: what is open to everybody, which waits
    for nothing; `looking`: pages of somebody signed in, which write a line into the audit trail; `saving`:
    posts, which wait for the database and for files; `refusing`: the page that says that there is no thread.
    """

    always: Pool
    public: Pool
    looking: Pool
    saving: Pool
    refusing: Pool

    @classmethod
    def of_machine(cls, cores: int) -> "Pools":
        """The pools of one process. More threads than cores help only where requests wait."""
        return cls(
            always=Pool("always", threads=4, waiting=64, seconds=10.0),
            public=Pool("public", threads=2 * cores + 1, waiting=256, seconds=10.0),
            looking=Pool("looking", threads=4 * cores, waiting=64, seconds=5.0),
            saving=Pool("saving", threads=4 * cores, waiting=64, seconds=5.0),
            refusing=Pool("refusing", threads=1, waiting=1024, seconds=20.0),
        )


class ServerApplication:
    """Answers the requests of one process. `https`: whether `site` is served over https."""

    def __init__(self, site: Flask, *, https: bool, pools: Pools | None = None) -> None:
        self._site = site
        self._https = https
        self._memory = Memory(_MEMORY)
        self._pools = pools or Pools.of_machine(_CORES)
        self._assets = site.extensions["kentcare_files"].files
        self._pages: PrerenderedPages = site.extensions["kentcare_prerendered_pages"]
        self._log = cast(RequestLog, site.wsgi_app)
        self._routes = site.url_map.bind("")

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer a request. It never raises: Granian would write into the log what somebody sent."""
        try:
            status, headers, body = self._from_memory(scope) or await self._answer(scope, protocol)
        except Exception:
            log_kind_and_place()
            status, headers, body = self._plain(500, OUR_FAULT)
        protocol.response_bytes(status, headers, body)

    async def _answer(self, scope: Any, protocol: Any) -> _Answer:
        try:
            environ = environ_of(scope)
            environ["wsgi.input"] = io.BytesIO()
            # In this thread: to hand it to another would cost more than the file.
            if environ["PATH_INFO"] in self._assets and not has_body(environ):
                return self._run(environ)
            view = view_at(self._routes, environ["PATH_INFO"], environ["REQUEST_METHOD"])
            if has_body(environ):
                return await self._with_body(environ, view, protocol)
            return await self._in_a_thread(environ, view)
        except (Unreadable, CutOff):
            return self._plain(400, UNREADABLE)
        except NoLength:
            return self._plain(411, UNREADABLE)
        except TooSlow:
            return self._plain(408, _TOO_SLOW)

    def _from_memory(self, scope: Any) -> _Answer | None:
        """The answer of a page that is ready to be sent. No environment is made for it: that takes longer."""
        began, header = perf_counter(), scope.headers.get
        method, path = scope.method, scope.path
        answer = self._pages.from_memory(method, path, scope.query_string, header)
        if answer is None or len(scope.headers.get_all("host")) > 1:
            return None
        status = int(answer.status[:3])
        self._log.note_from_memory(
            answer.view, method, path, status, perf_counter() - began, header("x-request-id")
        )
        return status, answer.headers, answer.body[0] if answer.body else b""

    async def _with_body(self, environ: WSGIEnvironment, view: str | None, protocol: Any) -> _Answer:
        try:
            body = await read_body(protocol, environ, limits.most_bytes(self._site, view), self._memory)
        except TooLong:
            # Flask refuses it by the length that its headers give, with a page in the reader's language.
            return await self._in_a_thread(environ, view)
        except NoMemory:
            return self._plain(503, _BUSY)
        try:
            environ["wsgi.input"] = body
            return await self._in_a_thread(environ, view)
        finally:
            self._memory.release(body.getbuffer().nbytes)

    async def _in_a_thread(self, environ: WSGIEnvironment, view: str | None) -> _Answer:
        """Have the site answer in a thread. `view`: the view that will; None where there is none."""
        try:
            return await self._pool_for(environ, view).run(partial(self._run, environ))
        except Full:
            environ[OVERLOADED] = True
        try:
            return await self._pools.refusing.run(partial(self._run, environ))
        except Full:
            return self._plain(503, _BUSY)

    def _pool_for(self, environ: WSGIEnvironment, view: str | None) -> Pool:
        if view is None:
            return self._pools.public
        if always_has_threads(self._site, view, environ):
            return self._pools.always
        is_open = is_public(self._site, view)
        if environ["REQUEST_METHOD"] in SAFE_METHODS:
            return self._pools.public if is_open else self._pools.looking
        waits = not is_open or limits.is_counted_by_all(self._site, view)
        return self._pools.saving if waits else self._pools.public

    def _run(self, environ: WSGIEnvironment) -> _Answer:
        """Have the WSGI application answer."""
        began: list[tuple[int, _Headers]] = []

        def start(status: str, headers: _Headers, _error: object = None) -> Callable[[bytes], object]:
            began[:] = [(int(status[:3]), headers)]
            return lambda _: None

        pieces: Iterable[bytes] = self._site.wsgi_app(environ, start)
        try:
            body = b"".join(pieces)
        finally:
            if close := getattr(pieces, "close", None):
                close()
        [(status, headers)] = began
        return status, headers, body

    def _plain(self, status: int, page: str) -> _Answer:
        return status, plain_headers(page, https=self._https), page.encode()
