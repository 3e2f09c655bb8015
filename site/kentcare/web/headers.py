"""The security and caching headers of every response: pages, redirects, errors and files.

There is no nonce and no hash in the policy, because nothing is inline. So a page can be made once and served
as it is to everyone.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from flask import Flask, Response, current_app, request

from kentcare.web import session
from kentcare.web.packing import pack

View = TypeVar("View", bound=Callable[..., object])

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",  # and so of workers
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

ALWAYS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: with that, browsers post a form with "Origin: null", and it looks like a forgery.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ON_HTTPS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}

_MARK = "kentcare_same_for_everyone"


def same_for_everyone(view: View) -> View:
    """Mark a view whose page is the same for everyone, so that browsers may cache and revalidate it."""
    setattr(view, _MARK, True)
    return view


def is_marked_same_for_everyone(view: Callable[..., object] | None) -> bool:
    """Whether a view has the mark of `same_for_everyone`."""
    return getattr(view, _MARK, False)


def _is_same_for_everyone(response: Response) -> bool:
    """Whether this response may be cached: its view is marked, it succeeded and it used nobody's session."""
    return (
        is_marked_same_for_everyone(current_app.view_functions.get(request.endpoint or ""))
        and response.status_code == 200
        and not session.is_in_use()
        and "Set-Cookie" not in response.headers
    )


class Writable(Protocol):
    """A mapping of headers that can be assigned to: werkzeug's and wsgiref's alike."""

    def __setitem__(self, name: str, value: str, /) -> None: ...


def add_headers(headers: Writable, *, https: bool) -> None:
    """Set the security headers; with `https`, Strict-Transport-Security too."""
    for name, value in (ALWAYS | ON_HTTPS if https else ALWAYS).items():
        headers[name] = value


def finish_response(app: Flask, *, https: bool) -> None:
    """Add headers, a caching policy and compression to every response of the application."""

    @app.after_request
    def _finish(response: Response) -> Response:
        add_headers(response.headers, https=https)
        # A page that looked at somebody's answers is theirs alone, whatever its mark says.
        if _is_same_for_everyone(response):
            response.headers["Cache-Control"] = "no-cache"
            # Weak, because the same page is sent packed or not.
            response.add_etag(weak=True)
            response.make_conditional(request)
        else:
            response.headers["Cache-Control"] = "no-store"
        return pack(response)
