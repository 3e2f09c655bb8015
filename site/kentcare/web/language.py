"""Which language a page is in. The address says so, and nothing else does."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from flask import Flask, current_app, g, redirect, request, url_for
from werkzeug.routing import BaseConverter
from werkzeug.wrappers import Response

from kentcare.core.content.edition import Current
from kentcare.core.languages.catalogue import Catalogue
from kentcare.core.languages.listed import ENGLISH, ENGLISH_ONLY, Language, every_language

_EXTENSION = "kentcare_languages"
# Remembers which language somebody chose, so that the front door lists it first.
# Set in page_cache/prerendered.py.
COOKIE = "language"


class _Languages:
    """The languages that a reader can choose, with their catalogues."""

    def __init__(self, chosen: list[str]) -> None:
        every = every_language()
        self.by_tag = {tag: every[tag] for tag in chosen}
        self._catalogues = Current(self._read)

    def _read(self) -> dict[str, Catalogue]:
        return {tag: Catalogue.of(language) for tag, language in self.by_tag.items()}

    def catalogue(self, tag: str) -> Catalogue:
        return self._catalogues.get()[tag]


def _languages() -> _Languages:
    return cast(_Languages, current_app.extensions[_EXTENSION])


def offered() -> tuple[Language, ...]:
    """The languages that a reader can choose, in the order of translations/languages.toml."""
    return tuple(_languages().by_tag.values())


def current() -> Language:
    """The language of the requested address, even of one that does not exist; English where it names none."""
    found: Language | None = g.get("language")
    if found is None:
        by_tag = _languages().by_tag
        found = g.language = by_tag.get(request.path.split("/", 2)[1]) or by_tag[ENGLISH]
    return found


def chosen() -> str | None:
    """The language tag in the address, or None where the address has none."""
    rule = request.url_rule
    return current().tag if rule is not None and "lang" in rule.arguments else None


def catalogue() -> Catalogue:
    """The catalogue of the page that is being rendered."""
    found: Catalogue | None = g.get("catalogue")
    if found is None:
        found = g.catalogue = _languages().catalogue(current().tag)
    return found


def catalogue_of(tag: str) -> Catalogue:
    """The catalogue of an offered language, by its tag. Raises KeyError for any other."""
    return _languages().catalogue(tag)


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Render a part of a page in another language, as the English on a printed sheet."""
    own, words = current(), catalogue()
    g.language, g.catalogue = _languages().by_tag[tag], catalogue_of(tag)
    try:
        yield
    finally:
        g.language, g.catalogue = own, words


def gettext(text: str, **values: object) -> str:
    """Translate an English text into the language of the page and fill in its placeholders."""
    said = catalogue().gettext(text)
    return said % values if values else said


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Translate a text with the plural form that a number needs in the language of the page."""
    said = catalogue().ngettext(one, many, num)
    return said % {"num": num, **values}


def use_languages(app: Flask, tags: list[str]) -> None:
    """Make `<lang:lang>` in an address mean one of these languages and no other."""
    languages = app.extensions[_EXTENSION] = _Languages(tags)
    by_tag = languages.by_tag

    class LanguageTag(BaseConverter):
        regex = "|".join(by_tag)

    app.url_map.converters["lang"] = LanguageTag

    @app.url_value_preprocessor
    def _take(endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "lang" in values:
            g.language = by_tag[values.pop("lang")]

    @app.url_defaults
    def _give(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = current().tag

    @app.before_request
    def _in_english() -> Response | None:
        """Redirect to English where a room's pages exist in no other language."""
        is_translated = request.blueprint not in ENGLISH_ONLY or current().is_english or current().is_pseudo
        if is_translated or request.endpoint is None or request.method != "GET":
            return None
        return redirect(url_for(request.endpoint, **(request.view_args or {}), lang=ENGLISH), 303)

    app.jinja_env.add_extension("jinja2.ext.i18n")
    # Jinja fills the places itself, so that what is put in them is escaped.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        lambda text: catalogue().gettext(text),
        lambda one, many, num: catalogue().ngettext(one, many, num),
        newstyle=True,
    )


def switches() -> list[tuple[Language, str]]:
    """Each offered language with the address of the current page in it; none on pages in English only."""
    endpoint = request.endpoint
    if not endpoint or not current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        return []
    if request.blueprint in ENGLISH_ONLY:
        return []
    values = {name: value for name, value in (request.view_args or {}).items() if name != "lang"}
    return [(language, url_for(endpoint, **values, lang=language.tag)) for language in offered()]


class _Lazy(str):
    """A text that translates itself whenever it is turned into a string."""

    __slots__ = ()

    def __str__(self) -> str:
        return gettext(self[:])


def lazy_gettext(text: str) -> str:
    """A text that is translated when it is shown, for the labels in a form's class."""
    return _Lazy(text)
