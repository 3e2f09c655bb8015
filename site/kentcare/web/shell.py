"""What stands around every page: the same at one address in one language, so it is made once for each."""

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from flask import Flask, current_app, g, render_template, request
from markupsafe import Markup

from kentcare.core.content.edition import Edition, edition
from kentcare.core.languages.english import mark_english
from kentcare.web import icons, language

_CUT = "<!--cut-->\n"
_MOST_KEPT = 1024
_EXTENSION = "kentcare_shells"


@dataclass(frozen=True, slots=True)
class Shell:
    """Its four pieces, and the icons in them."""

    head: Markup
    top: Markup
    foot: Markup
    end: Markup
    icons: tuple[str, ...]


def shell_of(quick: bool, form_sheet: bool, portal: bool) -> Shell:
    """The shell of the page that is being made.

    `quick` pages bring htmx; forms and answers, a sheet more; a portal, another and its script.
    """
    # An address that was not found is anything that somebody typed: nothing of it is kept.
    address = request.path if request.endpoint else None
    make = current_app.extensions[_EXTENSION] if address else _made
    shell = make(edition(), language.current().tag, address, request.endpoint, quick, form_sheet, portal)
    for name in shell.icons:
        icons.icon(name)
    return cast(Shell, shell)


def _made(
    of: Edition,
    tag: str,
    address: str | None,
    endpoint: str | None,
    quick: bool,
    form_sheet: bool,
    portal: bool,
) -> Shell:
    before = g.pop("icons", {})
    html = mark_english(
        render_template(
            "web/shell.html",
            switches=language.switches(),
            quick=quick,
            form_sheet=form_sheet,
            portal=portal,
        )
    )
    used = tuple(g.pop("icons", {}))
    g.icons = before
    head, top, foot, end = map(Markup, html.lstrip().split(_CUT))
    return Shell(head, top, foot, end, used)


def use_shell(app: Flask) -> None:
    app.extensions[_EXTENSION] = lru_cache(maxsize=_MOST_KEPT)(_made)
    app.add_template_global(shell_of)
