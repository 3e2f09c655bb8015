"""One view gives the whole page, or only its middle when htmx asks for that."""

from flask import Flask, Response, make_response, render_template, request
from markupsafe import Markup, escape

from kentcare.core.languages.english import in_english, mark_english
from kentcare.web import language
from kentcare.web.place import place


def is_fragment() -> bool:
    """Whether the request is from htmx, which asks for what goes inside <main>.

    When somebody goes back in history, htmx asks for a whole page.
    """
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


def render(template: str, status: int = 200, *, frame: str = "web", **context: object) -> Response:
    """A template that extends `layout`, as a page or a fragment. 422 is for what the reader has to mend.

    `frame`: whose base.html and fragment.html stand around it.
    """
    return respond(render_html(template, frame=frame, **context), status)


def render_html(template: str, *, frame: str = "web", **context: object) -> str:
    """The HTML of a template that extends `layout`, as a page or a fragment."""
    layout = f"{frame}/fragment.html" if is_fragment() else f"{frame}/base.html"
    return mark_english(render_template(template, layout=layout, **context))


def respond(html: str, status: int = 200) -> Response:
    """The response of a view that gives a page or a fragment, with this HTML."""
    response = make_response(html, status)
    response.vary.add("HX-Request")
    if is_fragment() and status >= 400:
        # The address is the one they are at already: it must not go into the history a second time.
        response.headers["HX-Push-Url"] = "false"
    return response


def _english(text: str) -> str:
    """A name that stays in English on every page."""
    return text if language.current().is_english else in_english(text)


def _bdi(text: str) -> Markup:
    """A name of somebody, kept apart from the direction of the words around it."""
    # A list has a hundred of them, and `format` takes five times as long.
    return Markup("<bdi>") + text + Markup("</bdi>")


def _mailbox(text: str) -> Markup:
    """An e-mail address that may go on in the next line before its @, and so not in the middle of a word."""
    name, at, domain = text.rpartition("@")
    return Markup("{}<wbr>{}{}").format(name, at, domain) if at else escape(text)


def use_page_context(app: Flask) -> None:
    app.add_template_global(is_fragment)
    app.add_template_filter(_english, "english")
    app.add_template_filter(_bdi, "bdi")
    app.add_template_filter(_mailbox, "mailbox")
    app.context_processor(lambda: {"language": language.current(), "place": place()})
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
