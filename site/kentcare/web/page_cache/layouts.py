"""Caches the layout around every page: the head, the top and the foot.

It is the same at one address in one language, so it is rendered once for each.
"""

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app, g, render_template, request
from markupsafe import Markup

from kentcare.core.content.edition import Edition, edition
from kentcare.core.languages.english import mark_english
from kentcare.web import icons, language
from kentcare.web.headers import is_marked_same_for_everyone
from kentcare.web.kept_if_short import kept_if_short

_CUT = "<!--cut-->\n"
_MOST_LAYOUTS = 1024
_EXTENSION = "kentcare_layouts"


@dataclass(frozen=True, slots=True)
class Layout:
    """The four pieces of HTML around the title and the content of a page, and the drawings that they use."""

    head: Markup
    top: Markup
    foot: Markup
    end: Markup
    drawings: tuple[str, ...]


def layout_of_page(quick: bool, form_sheet: bool, portal: bool) -> Layout:
    """Return the layout of the page that is being rendered, from the cache where it can be cached.

    `quick`: with htmx. `form_sheet`: with the style sheet of forms and answers in place of the one of
    pages to read. `portal`: with the style sheet and the script of the portals too.
    """
    # An address that was not found is anything that somebody typed: nothing of it is cached.
    address = request.path if request.endpoint else None
    render = current_app.extensions[_EXTENSION] if address else _rendered
    layout = cast(
        Layout,
        render(
            edition(),
            language.current().tag,
            address,
            request.endpoint,
            quick,
            form_sheet,
            portal,
        ),
    )
    for key in layout.drawings:
        icons.use_drawing(key)
    return layout


def _rendered(
    of: Edition,
    tag: str,
    address: str | None,
    endpoint: str | None,
    quick: bool,
    form_sheet: bool,
    portal: bool,
) -> Layout:
    """Render a layout. Arguments that are not used here are part of the cache's key: it depends on them."""
    before = g.pop("drawings", {})
    html = mark_english(
        render_template(
            "web/layout.html",
            switches=language.switches(),
            quick=quick,
            form_sheet=form_sheet,
            portal=portal,
            is_for_everyone=is_marked_same_for_everyone(current_app.view_functions.get(endpoint or "")),
        )
    )
    used = tuple(g.pop("drawings", {}))
    g.drawings = before
    head, top, foot, end = map(Markup, html.lstrip().split(_CUT))
    return Layout(head, top, foot, end, used)


def use_layouts(app: Flask) -> None:
    """Give the application its cache of layouts, and templates the function that reads it."""
    app.extensions[_EXTENSION] = kept_if_short(_MOST_LAYOUTS)(_rendered)
    app.add_template_global(layout_of_page)
