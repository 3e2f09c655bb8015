"""The council and service that this site is for, read from content/place.yaml, for views and templates."""

from typing import cast

import msgspec
from flask import Flask, current_app

from kentcare import paths
from kentcare.core.content.edition import Current
from kentcare.core.content.place import Place
from kentcare.core.content.sources import Sources
from kentcare.core.languages.english import in_english
from kentcare.core.languages.listed import ENGLISH
from kentcare.web import language

EXTENSION = "kentcare_place"
_NAMES = ("service", "council", "council_short", "county", "hosts_service")


def use_place(app: Flask) -> None:
    """Read and check content/place.yaml. Raises ContentError: a site with a fault in it does not start."""
    with app.app_context():
        tags = [offered.tag for offered in language.offered()]

    def read() -> dict[str, Place]:
        place = Place.load(paths.CONTENT, Sources.load(paths.CONTENT))
        with app.app_context():
            return {tag: _in_language(place, tag) for tag in tags}

    app.extensions[EXTENSION] = Current(read)
    app.extensions[EXTENSION].get()


def _in_language(place: Place, tag: str) -> Place:
    """The place in a language: names stay in English, marked as such; descriptions are translated."""
    if tag == ENGLISH:
        return place
    names = {name: in_english(getattr(place, name)) for name in _NAMES}
    return msgspec.structs.replace(place.in_language(language.catalogue_of(tag).translate), **names)


def place() -> Place:
    """The names, telephone numbers and exit address of the place, in the language of the page."""
    return cast("dict[str, Place]", current_app.extensions[EXTENSION].get())[language.current().tag]
