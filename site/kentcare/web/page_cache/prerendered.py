"""Sends pages that say the same to everyone from memory, ahead of Flask.

Each is rendered once for each language and compressed as small as it goes. They are rendered again when
content/ changes and when a day begins. What differs from reader to reader goes on to Flask: a fragment for
htmx, a post, the first page after somebody chose another language, and whatever is opened after the exit was
pressed while offline, which ends a session before it shows anything.
"""

import gzip
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import BytesIO
from time import monotonic
from typing import NamedTuple
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import brotli
from flask import Flask, Response, request

from kentcare.core.clock import today
from kentcare.core.content.edition import SECONDS_BETWEEN_LOOKS, Edition, edition
from kentcare.core.languages.listed import every_language
from kentcare.web import language, session
from kentcare.web.headers import is_marked_same_for_everyone
from kentcare.web.kept_if_short import kept_if_short
from kentcare.web.packing import forms_in
from kentcare.web.routing import is_canonical, view_at
from kentcare.web.sent_addresses import split_address

Headers = list[tuple[str, str]]
# Gives a header of a request by its name in small letters.
Header = Callable[[str], str | None]

VIEW = "kentcare.view"  # in the environment of a request: which view a pre-rendered page is of

_YEAR = 365 * 24 * 3600
# The first part of a page's address: a language, or nothing at the front door.
_FIRST_PARTS = frozenset({"", *every_language()})
_HAS_LEFT = re.compile(rf"(?:^|;)\s*{session.LEFT}=")
MOST_PAGES = 1024  # many times what there are
_MOST_ADDRESSES = 1024  # of which it is remembered whether they can be pre-rendered


class AnswerFromMemory(NamedTuple):
    """What is sent for a request that a pre-rendered page answers. `view`: the view that the page is of."""

    view: str
    status: str
    headers: Headers
    body: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class _PrerenderedPage:
    """A page that is ready to be sent.

    `encodings` has its headers and body by content encoding, "" for none; `not_modified` the headers for a
    browser that has the page already.
    """

    view: str
    etag: str
    encodings: dict[str, tuple[Headers, tuple[bytes]]]
    not_modified: Headers


class PrerenderedPages:
    """WSGI middleware that answers from its pages where it can, and otherwise passes the request on.

    All pages are dropped when the content or the day changes.
    """

    def __init__(self, app: Flask, inner: WSGIApplication) -> None:
        self._app = app
        self._inner = inner
        # When to look again at the content and the day: a look for every page would cost more than the page.
        self._look_at = float("-inf")
        self._edition: Edition | None = None
        self._day: date | None = None
        self._pages: dict[str, _PrerenderedPage] = {}
        self._hosts = frozenset(app.config["TRUSTED_HOSTS"] or ())
        self._view_at = kept_if_short(_MOST_ADDRESSES)(self._marked_view_at)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if monotonic() >= self._look_at:
            self._look()

        def header(name: str) -> str | None:
            return environ.get("HTTP_" + name.upper().replace("-", "_"))

        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        page = None
        if self._is_plain(method, path, environ.get("QUERY_STRING"), header):
            page = self._pages.get(path) or self._render(environ)
        if page is None:
            return self._inner(environ, start)
        environ[VIEW] = page.view
        answer = _answer(page, method, header)
        start(answer.status, answer.headers)
        return answer.body

    def from_memory(
        self, method: str, path: str, query: str | None, header: Header
    ) -> AnswerFromMemory | None:
        """The answer to a request, where it is ready to be sent: found in microseconds, without waiting."""
        page = self._pages.get(path)
        if page is None or monotonic() >= self._look_at or not self._is_plain(method, path, query, header):
            return None
        return _answer(page, method, header)

    def _look(self) -> None:
        self._look_at = monotonic() + SECONDS_BETWEEN_LOOKS
        now, day = edition(), today()
        if now is not self._edition or day != self._day:
            self._edition, self._day, self._pages = now, day, {}

    def _is_plain(self, method: str, path: str, query: str | None, header: Header) -> bool:
        """Whether a pre-rendered page may answer this request."""
        return (
            method in ("GET", "HEAD")
            and not query
            and header("hx-request") is None
            and not ((cookies := header("cookie")) and _HAS_LEFT.search(cookies))
            and is_canonical(path)
            and not (self._hosts and (header("host") or "").partition(":")[0] not in self._hosts)
            and not _is_choice(path, header("referer"), header("host"))
        )

    def _render(self, environ: WSGIEnvironment) -> _PrerenderedPage | None:
        """Let Flask render the page for a request that brings nothing of the reader's.

        None for one that is not the same for everyone.
        """
        path: str = environ["PATH_INFO"]
        view = self._view_at(path)
        if view is None:
            return None
        with self._app.test_request_context(path, environ_overrides=_anonymous(environ)):
            response = self._app.full_dispatch_request()
            body = response.get_data()
        if response.status_code != 200 or response.headers.get("Cache-Control") != "no-cache":
            return None
        page = _prerendered(view, response, body)
        if len(self._pages) < MOST_PAGES:
            self._pages[path] = page
        return page

    def _marked_view_at(self, path: str) -> str | None:
        """The name of the view at an address, where it is marked as the same for everyone; otherwise None."""
        view = view_at(self._app.url_map.bind("localhost"), path)
        return view if view and is_marked_same_for_everyone(self._app.view_functions[view]) else None


def _anonymous(environ: WSGIEnvironment) -> WSGIEnvironment:
    """A request that brings nothing of the reader's but the address of the server that it came to."""
    taken = {"SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "REMOTE_ADDR", "wsgi.url_scheme", "SCRIPT_NAME"}
    return {name: value for name, value in environ.items() if name in taken} | {"wsgi.input": BytesIO()}


def _prerendered(view: str, response: Response, body: bytes) -> _PrerenderedPage:
    # Weak, because the same page is sent compressed or not.
    etag = f'W/"{sha256(body).hexdigest()[:16]}"'
    response.headers["ETag"] = etag
    response.headers["Vary"] = "Accept-Encoding, HX-Request"
    for length in ("Content-Length", "Content-Encoding"):
        response.headers.pop(length, None)
    shared = list(response.headers.items())
    bodies = {"": body, "br": brotli.compress(body, quality=11), "gzip": gzip.compress(body, 9, mtime=0)}
    return _PrerenderedPage(
        view,
        etag,
        {
            name: (
                [
                    *shared,
                    ("Content-Length", str(len(encoded))),
                    *([("Content-Encoding", name)] if name else []),
                ],
                (encoded,),
            )
            for name, encoded in bodies.items()
        },
        [(name, value) for name, value in shared if name != "Content-Type"],
    )


def _answer(page: _PrerenderedPage, method: str, header: Header) -> AnswerFromMemory:
    known = header("if-none-match")
    if known is not None and page.etag in known:
        return AnswerFromMemory(page.view, "304 NOT MODIFIED", page.not_modified, ())
    headers, body = page.encodings[next(iter(forms_in(header("accept-encoding") or "")), "")]
    return AnswerFromMemory(page.view, "200 OK", headers, body if method == "GET" else ())


def is_choice(environ: WSGIEnvironment) -> bool:
    """Whether somebody came to a page in one language from this site's front door or its pages in another."""
    return _is_choice(environ["PATH_INFO"], environ.get("HTTP_REFERER"), environ.get("HTTP_HOST"))


def _is_choice(path: str, referer: str | None, host: str | None) -> bool:
    if not referer:
        return False
    came_from = _language_at(referer, host or "")
    return came_from in _FIRST_PARTS and came_from != path.split("/", 2)[1]


@kept_if_short(1024)
def _language_at(referer: str, host: str) -> str | None:
    """The first part of an address on this site, "" for the front door; None for an address elsewhere."""
    parts = split_address(referer)
    if parts is None or parts.netloc != host or not parts.path.startswith("/"):
        return None
    return parts.path.split("/", 2)[1]


def use_prerendered_pages(app: Flask, *, https: bool) -> None:
    """Put the pre-rendered pages ahead of Flask, and remember a language that somebody chose in a cookie."""
    pages = app.extensions["kentcare_prerendered_pages"] = PrerenderedPages(app, app.wsgi_app)
    app.wsgi_app = pages  # type: ignore[method-assign, assignment]  # how Flask says to add middleware

    @app.after_request
    def _remember(response: Response) -> Response:
        chosen = language.chosen()
        if chosen and is_choice(request.environ) and request.cookies.get(language.COOKIE) != chosen:
            response.set_cookie(
                language.COOKIE, chosen, max_age=_YEAR, secure=https, httponly=True, samesite="Lax"
            )
        return response
