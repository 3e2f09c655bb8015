"""How an address is written: each page has one address, and each variable part one way to write it."""

from typing import Any
from urllib.parse import quote

from flask import Flask, redirect, request
from werkzeug.routing import IntegerConverter, UnicodeConverter
from werkzeug.wrappers import Response


class PrintableConverter(UnicodeConverter):
    """A path segment without control characters: PostgreSQL refuses a query for a text with one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regex = self.regex.replace("[^/]", r"[^/\x00-\x1f]")


class PlainIntegerConverter(IntegerConverter):
    """A number in ASCII digits without leading zeros, so that no page has a second address."""

    regex = "0|[1-9][0-9]*"


def use_plain_segments(app: Flask) -> None:
    """Use these for every variable part of an address. Must be called before any route is added."""
    app.url_map.converters |= {
        "default": PrintableConverter,
        "string": PrintableConverter,
        "int": PlainIntegerConverter,
    }


def use_canonical_addresses(app: Flask) -> None:
    """Redirect an address with more than one slash at its beginning, which Werkzeug takes for the same.

    More slashes elsewhere it redirects itself. A page that many addresses led to could be cached many times.
    """

    @app.before_request
    def _redirect() -> Response | None:
        if is_canonical(request.environ["PATH_INFO"]):
            return None
        # Quoted: a browser takes “/” with a backslash or a tab after it for the beginning of another site.
        return redirect("/" + quote(request.path.lstrip("/")), 308)


def is_canonical(path: str) -> bool:
    """Whether a path begins with one slash only. `path`: as in the WSGI environment."""
    return not path.startswith("//")
