"""The place this site serves, for views and templates."""

from kentcare import paths
from kentcare.content.place import Place, place_of


def place() -> Place:
    """Its names, its telephone numbers, and where the exit leads."""
    return place_of(paths.CONTENT)
