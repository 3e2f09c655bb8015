"""Which language a page is in. The address says so, and nothing else does."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import Babel
from werkzeug.routing import BaseConverter

from kentcare import paths

_EXTENSION = "kentcare_languages"


@dataclass(frozen=True, slots=True)
class Language:
    """One row of translations/languages.toml."""

    tag: str
    name: str
    direction: str
    locale: str
    plural: str
    offered: bool
    checked_by: str | None = None
    checked_on: date | None = None


def read_languages(path: Path) -> tuple[Language, ...]:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["language"]
    return tuple(Language(**row) for row in rows)


def offered() -> tuple[Language, ...]:
    languages: tuple[Language, ...] = current_app.extensions[_EXTENSION]
    return languages


def current() -> Language:
    """The language of the address; the first in the list where it has none (`/exit`, a wrong address)."""
    chosen: Language = g.get("language") or offered()[0]
    return chosen


def use_languages(app: Flask, languages: Iterable[Language]) -> None:
    """Make `<lang:lang>` in an address mean one of these languages and no other."""
    by_tag = {language.tag: language for language in languages if language.offered}
    app.extensions[_EXTENSION] = tuple(by_tag.values())

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

    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(paths.TRANSLATIONS)
    app.config["BABEL_DEFAULT_LOCALE"] = "en_GB"
    # The row's own locale, never the reader's text: Babel raises on a name that it does not know.
    Babel(app, locale_selector=lambda: current().locale)


def switches() -> list[tuple[Language, str]]:
    """Each offered language with the address of this same page in it."""
    endpoint = request.endpoint
    if not endpoint or not current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        return []
    values = {name: value for name, value in (request.view_args or {}).items() if name != "lang"}
    return [(language, url_for(endpoint, **values, lang=language.tag)) for language in offered()]
