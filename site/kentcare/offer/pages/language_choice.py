"""The page at `/`: every language by its own name, and none chosen for anybody."""

from flask import Blueprint, Response, g, request

from kentcare.core.languages.listed import Language
from kentcare.offer.pages.book import HOME
from kentcare.offer.pages.current import current_pages
from kentcare.web import language
from kentcare.web.page import render

blueprint = Blueprint("language_choice", __name__, template_folder="templates")


@blueprint.get("/")
def choose_language() -> Response:
    """The language chosen last, or else the browser's, stands first and is the language of the page."""
    languages = _likely_first(language.offered())
    g.language = languages[0]
    choices = [(one, current_pages().book.title(HOME, one.tag)) for one in languages]
    return render("pages/language_choice.html", choices=choices)


def _likely_first(languages: tuple[Language, ...]) -> list[Language]:
    """The offered languages, the one that the reader most likely wants first."""
    chosen = request.cookies.get(language.COOKIE)
    accepted = request.accept_languages
    # "*" means that the browser takes any language: it says nothing of what the reader wants.
    wished = {
        tag.lower().partition("-")[0]: quality for tag, quality in reversed(list(accepted)) if tag != "*"
    }
    return sorted(languages, key=lambda one: (one.tag != chosen, -wished.get(one.tag.lower(), 0)))
