"""Error pages: a whole page in plain words that also says what happened to the reader's answers."""

import io
import logging
import secrets
import sys
from collections.abc import Callable
from typing import IO, Any

from flask import Flask, Request, Response, current_app, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from kentcare.core.languages.english import mark_english
from kentcare.web import session
from kentcare.web.last_resort import OUR_FAULT, place_of
from kentcare.web.sending_again import unsaved

# The status codes that web/error.html has words for. Any other is shown as the nearest of these.
SPOKEN = (400, 401, 403, 404, 405, 413, 422, 429, 500, 503)

_NOT_SAVED = 503

# For a Host header with a name that is not this site's: no address can be made from it, so no page of ours.
_OTHER_HOST = """<!DOCTYPE html>
<html lang="en" dir="ltr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>This address is not right</title></head>
<body><main><h1>This address is not right</h1>
<p>Check the address at the top of your browser.</p></main></body></html>
"""

log = logging.getLogger("kentcare.errors")
# In the environment of a request: what joins the page that a reader sees to the lines of the log.
REFERENCE, REQUEST = "kentcare.reference", "kentcare.request"
_EXTENSION = "kentcare_error_frame"
_INSTEAD = "kentcare_error_instead"
# Gives a template and its context, or None.
Instead = Callable[[int], tuple[str, dict[str, object]] | None]


class Post(Request):
    """A request whose uploads stay in memory: nothing is written to disk before it is encrypted."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BytesIO()


class Site(Flask):
    """Flask, changed so that nothing that a person typed reaches the log or the disk by accident."""

    request_class = Post

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the view unchanged: none is a coroutine, and Flask would check each for each request."""
        return func

    def log_exception(self, exc_info: Any) -> None:
        """Log the kind and the place of an error, never its message, address or form (personal data)."""
        kind, _, trace = exc_info
        fields = {
            "event": "error",
            "kind": kind.__name__,
            "view": request.endpoint,
            "reference": reference(),
            "request": request.environ.get(REQUEST),
            "place": place_of(trace),
        }
        log.error("%(kind)s in %(view)s, reference %(reference)s: %(place)s", fields, extra=fields)


def reference() -> str:
    """Eight hexadecimal digits, shown on the error page and written in the log, that connect the two."""
    if "error_reference" not in g:
        g.error_reference = request.environ[REFERENCE] = secrets.token_hex(4)
    return str(g.error_reference)


def use_error_pages(app: Flask) -> None:
    """Answer every HTTP error and every failed CSRF check with a page of ours."""
    app.register_error_handler(HTTPException, show_error)
    app.register_error_handler(CSRFError, show_error)


def show_error(error: HTTPException) -> Response:
    """The response to an HTTP error: a replacement page where a room gives one, else web/error.html."""
    code = error.code or 500
    if isinstance(error, SecurityError):
        return make_response(_OTHER_HOST, code)
    if code < 400:
        return make_response(error.get_response())
    if instead := _instead(code):
        # Whoever pressed there needs this page more than the news that a page is gone or a session over.
        response = make_response(instead, code if code >= 500 else 409)
    else:
        response = make_response(_page(error, code), code)
    for name in ("Allow", "Retry-After"):
        if value := dict(error.get_headers()).get(name):
            response.headers[name] = value
    if request.headers.get("HX-Request") == "true":
        # htmx asked for a fragment and gets a whole page, so the body is replaced.
        response.headers["HX-Retarget"] = "body"
        response.headers["HX-Reswap"] = "innerHTML"
        response.headers["HX-Push-Url"] = "false"
    return response


def _page(error: HTTPException, code: int) -> str:
    try:
        return render_template(
            "web/error.html",
            **_frame(code),
            code=code if code in SPOKEN else (500 if code > 500 else 400),
            is_stale=isinstance(error, CSRFError),
            answers=_answers(),
            unsaved=unsaved() if code == _NOT_SAVED else None,
            reference=reference() if code >= 500 else None,
            minutes=_minutes(error),
        )
    except Exception:
        if not isinstance(error, InternalServerError):
            current_app.log_exception(sys.exc_info())
        return OUR_FAULT


def use_frame(app: Flask, around: Callable[[], dict[str, object] | None]) -> None:
    """Set what gives the layout and context of error pages for a signed-in person; None for anybody else."""
    app.extensions[_EXTENSION] = around


def use_instead(app: Flask, page: Instead) -> None:
    """Set what may replace an error page: `page` gives for its status a template and context, or None."""
    app.extensions[_INSTEAD] = page


def _instead(code: int) -> str | None:
    try:
        found = current_app.extensions[_INSTEAD](code) if _INSTEAD in current_app.extensions else None
        return mark_english(render_template(found[0], **_frame(code), **found[1])) if found else None
    except Exception:
        current_app.log_exception(sys.exc_info())
        return None


def _frame(code: int) -> dict[str, object]:
    """The layout of the page: a signed-in person's own, unless rendering it may be what failed."""
    around = current_app.extensions.get(_EXTENSION) if code < 500 else None
    return (around and around()) or {"layout": "web/base.html", "is_signed_in": False}


def _minutes(error: HTTPException) -> int:
    """The minutes that the reader is asked to wait, at least one."""
    seconds = getattr(error, "retry_after", None)
    return max(1, -(-seconds // 60)) if isinstance(seconds, int) else 1


def _answers() -> str:
    """What happened to the reader's answers: `gone`, `kept`, or `none` where there were none."""
    if session.was_lost():
        return "gone"
    return "kept" if session.holds_answers() else "none"
