"""Drawings: icons from Lucide, and the windows that we drew, one for each theme.

`make assets` writes both files.

A page carries each drawing that it uses once, and no other. Lucide's licence is in icons.json.
"""

import json
from pathlib import Path

from flask import Flask, g
from markupsafe import Markup

_HERE = Path(__file__).resolve().parent
_ICONS: dict[str, str] = json.loads((_HERE / "icons.json").read_text(encoding="utf-8"))["drawings"]
_WINDOWS: dict[str, str] = json.loads((_HERE / "windows.json").read_text(encoding="utf-8"))


def _symbol(name: str, side: int, drawing: str) -> str:
    return f'<symbol id="{name}" viewBox="0 0 {side} {side}">{drawing}</symbol>'


def _picture(name: str, side: int, of: str) -> Markup:
    return Markup(  # noqa: S704  # our own
        f'<svg class="{of}" viewBox="0 0 {side} {side}" aria-hidden="true" focusable="false">'
        f'<use href="#{name}"/></svg>'
    )


# Each with the side of its grid and its class in the style sheet.
_DRAWINGS = {f"icon-{name}": (drawing, 24, "icon") for name, drawing in _ICONS.items()} | {
    f"window-{name}": (drawing, 84, "theme") for name, drawing in _WINDOWS.items()
}
_SYMBOLS = {key: _symbol(key, side, drawing) for key, (drawing, side, _) in _DRAWINGS.items()}
_PICTURES = {key: _picture(key, side, of) for key, (_, side, of) in _DRAWINGS.items()}

ICON_NAMES = frozenset(_ICONS)
WINDOW_NAMES = frozenset(_WINDOWS)


def icon(name: str) -> Markup:
    """The HTML of an icon, to stand beside a word that says the same. Raises KeyError for an unknown name."""
    return use_drawing(f"icon-{name}")


def drawn_window(name: str) -> Markup:
    """The HTML of a theme's window, to stand beside its title. Raises KeyError for an unknown name."""
    return use_drawing(f"window-{name}")


def use_drawing(key: str) -> Markup:
    """The HTML of a drawing by its id; the sprite then has it. Raises KeyError for an unknown id."""
    picture = _PICTURES[key]
    _used()[key] = None
    return picture


def drawings() -> Markup:
    """An SVG sprite with each drawing that the page has used so far."""
    symbols = "".join(map(_SYMBOLS.__getitem__, _used()))
    return Markup(  # noqa: S704  # our own
        f'<svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false">{symbols}</svg>'
    )


def _used() -> dict[str, None]:
    """The ids of the drawings used on this page, in order of use."""
    if "drawings" not in g:
        g.drawings = {}
    used: dict[str, None] = g.drawings
    return used


def use_icons(app: Flask) -> None:
    app.add_template_global(icon)
    app.add_template_global(drawn_window)
    app.add_template_global(drawings)
