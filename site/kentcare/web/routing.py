"""What can stand in an address of this site."""

from typing import Any

from flask import Flask
from werkzeug.routing import UnicodeConverter


class Word(UnicodeConverter):
    """A part of an address without the marks that no keyboard writes: PostgreSQL cannot be asked for one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regex = self.regex.replace("[^/]", r"[^/\x00-\x1f]")


def use_words(app: Flask) -> None:
    """Before any route is added."""
    app.url_map.converters |= {"default": Word, "string": Word}
