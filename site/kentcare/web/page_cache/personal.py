"""Caches the HTML of pages that differ between readers only by their form's token and by what they typed.

Rendering is most of what such a page costs. So it is rendered once, with a placeholder wherever something
of the reader's own stands, and the placeholders are filled for each reader. The page is compressed on its way
out like any other (see `web/packing.py`).
"""

from collections.abc import Callable, Hashable, Sequence
from datetime import date

from flask import Flask, Response, current_app
from flask_wtf.csrf import generate_csrf
from markupsafe import escape

from kentcare.core.clock import today
from kentcare.core.content.edition import Edition, edition
from kentcare.web import language
from kentcare.web.fields import Typed, typed_apart
from kentcare.web.page import is_fragment, respond

_EXTENSION = "kentcare_personal_pages"
_MOST_PAGES = 1024
# From Unicode's private use area, like the placeholders of web/fields.py: no keyboard types it.
_TOKEN_PLACEHOLDER = "\ue002"  # noqa: S105  # stands for a token, and is none


class PersonalPageCache:
    """The HTML of pages, with placeholders, of one edition of the content and one day.

    It is emptied when either changes, and when it is full.
    """

    def __init__(self) -> None:
        self._edition: Edition | None = None
        self._day: date | None = None
        self._pages: dict[Hashable, str] = {}

    def current(self) -> dict[Hashable, str]:
        """The pages of the current edition and day, by key."""
        now, day = edition(), today()
        if now is not self._edition or day != self._day or len(self._pages) >= _MOST_PAGES:
            self._edition, self._day, self._pages = now, day, {}
        return self._pages


def personal_page(key: Hashable, render: Callable[[], str], typed: Sequence[str] = ()) -> Response:
    """Return the page that `render` gives, with this reader's form token and what they typed filled in.

    `typed` is what they typed, box by box, in the order of the page. Nothing else on the page may depend on
    the reader except through `key`. The key and the page stay in memory, so nothing typed may be in either.
    """
    pages: dict[Hashable, str] = current_app.extensions[_EXTENSION].current()
    # An empty box has no placeholder, so a page is also known by which boxes are filled.
    key = (language.current().tag, is_fragment(), key, tuple(map(bool, typed)))
    token = generate_csrf()
    html = pages.get(key)
    if html is None:
        with typed_apart():
            html = pages[key] = render().replace(token, _TOKEN_PLACEHOLDER)
    # The token first: what somebody typed is not looked through for placeholders.
    return respond(_fill(html.replace(_TOKEN_PLACEHOLDER, token), typed))


def _fill(html: str, typed: Sequence[str]) -> str:
    values = [str(escape(text)) for text in typed if text]
    return Typed.SIGN.sub(lambda found: values[int(found[1])], html) if values else html


def use_personal_pages(app: Flask) -> None:
    """Give the application its cache of personal pages."""
    app.extensions[_EXTENSION] = PersonalPageCache()
