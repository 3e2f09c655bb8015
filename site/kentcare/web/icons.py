"""Icons from Lucide beside headings and words. `make assets` writes icons.json, with their licence.

A page carries each drawing that it uses once, and no other.
"""

import json
from pathlib import Path

from flask import Flask, g
from markupsafe import Markup

_DRAWINGS: dict[str, str] = json.loads(
    (Path(__file__).resolve().parent / "icons.json").read_text(encoding="utf-8")
)["drawings"]
_SYMBOLS = {
    name: f'<symbol id="icon-{name}" viewBox="0 0 24 24">{drawing}</symbol>'
    for name, drawing in _DRAWINGS.items()
}
_ICONS = {
    name: Markup(  # noqa: S704  # our own
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        f'<use href="#icon-{name}"/></svg>'
    )
    for name in _DRAWINGS
}

ICON_NAMES = frozenset(_DRAWINGS)


def icon(name: str) -> Markup:
    """The HTML of an icon, to stand beside a word that says the same. Raises KeyError for an unknown name."""
    _used()[name] = None
    return _ICONS[name]


def drawings() -> Markup:
    """An SVG sprite with each icon that the page has used so far."""
    symbols = "".join(map(_SYMBOLS.__getitem__, _used()))
    return Markup(  # noqa: S704  # our own
        f'<svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false">{symbols}</svg>'
    )


def _used() -> dict[str, None]:
    """The names of the icons used on this page, in order of use."""
    if "icons" not in g:
        g.icons = {}
    used: dict[str, None] = g.icons
    return used


def use_icons(app: Flask) -> None:
    app.add_template_global(icon)
    app.add_template_global(drawings)
