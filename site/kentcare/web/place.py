"""The place this site serves, for views and templates."""

from typing import cast

from flask import Flask, current_app

from kentcare import paths
from kentcare.content.place import Place
from kentcare.content.sources import Sources

EXTENSION = "kentcare_place"


def use_place(app: Flask) -> None:
    """Read content/place.yaml once. Raises ContentError, so that a site with a fault in it does not start."""
    app.extensions[EXTENSION] = Place.load(paths.CONTENT, Sources.load(paths.CONTENT))


def place() -> Place:
    """Its names, its telephone numbers, and where the exit leads."""
    return cast(Place, current_app.extensions[EXTENSION])
