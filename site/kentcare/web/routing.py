"""What a variable part of an address may contain."""

from typing import Any

from flask import Flask
from werkzeug.routing import UnicodeConverter


class PrintableConverter(UnicodeConverter):
    """A path segment without control characters: PostgreSQL refuses a query for a text with one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regex = self.regex.replace("[^/]", r"[^/\x00-\x1f]")


def use_printable_segments(app: Flask) -> None:
    """Use it for every text in an address. Must be called before any route is added."""
    app.url_map.converters |= {"default": PrintableConverter, "string": PrintableConverter}
