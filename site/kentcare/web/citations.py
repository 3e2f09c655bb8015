"""Where a figure or a rule is written, so that a stranger finds it: the document, the place, and a link."""

from typing import cast

from flask import Flask, current_app

from kentcare import paths
from kentcare.core.content.edition import Current
from kentcare.core.content.sources import Source, Sources

EXTENSION = "kentcare_citations"


def use_citations(app: Flask) -> None:
    """Give templates the filters `section` and `address` for a source. Raises ContentError."""
    app.extensions[EXTENSION] = Current(lambda: Sources.load(paths.CONTENT))
    app.extensions[EXTENSION].get()
    app.add_template_filter(section)
    app.add_template_filter(address)


def section(source: Source) -> str:
    """Where in its document a source is, in the words of the document."""
    return _sources().section(source)


def address(source: Source) -> str | None:
    """The address of a source's document on the web; None where there is none that is encrypted."""
    found = _sources().document(source).address
    return found if found is not None and found.startswith("https://") else None


def _sources() -> Sources:
    return cast("Sources", current_app.extensions[EXTENSION].get())
