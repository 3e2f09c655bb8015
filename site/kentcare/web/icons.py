"""The drawings beside headings and words: Lucide's. `make assets` writes icons.json, with their licence.

A page carries each drawing that it uses once, and no other.
"""

import json
from pathlib import Path

from flask import Flask, g
from markupsafe import Markup

_DRAWINGS: dict[str, str] = json.loads(
    (Path(__file__).resolve().parent / "icons.json").read_text(encoding="utf-8")
)["drawings"]

ICON_NAMES = frozenset(_DRAWINGS)


def icon(name: str) -> Markup:
    """A drawing, to stand beside a word that says the same. Raises KeyError where there is none."""
    _used().setdefault(name, _DRAWINGS[name])
    return Markup(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<use href="#icon-{}"/></svg>'
    ).format(name)


def drawings() -> Markup:
    """What the icons of this page, so far, look like."""
    symbols = [
        Markup('<symbol id="icon-{}" viewBox="0 0 24 24">{}</symbol>').format(name, Markup(drawing))  # noqa: S704  # our own
        for name, drawing in _used().items()
    ]
    return Markup(
        '<svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false">{}</svg>'
    ).format(Markup("").join(symbols))


def _used() -> dict[str, str]:
    if "icons" not in g:
        g.icons = {}
    used: dict[str, str] = g.icons
    return used


def use_icons(app: Flask) -> None:
    app.add_template_global(icon)
    app.add_template_global(drawings)
