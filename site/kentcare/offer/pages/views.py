"""The public pages and the search, which are the same for everyone."""

from flask import Blueprint, Flask, Response, request
from werkzeug.routing import BaseConverter, ValidationError

from kentcare.core.clock import today
from kentcare.offer.danger.misspelt import is_real
from kentcare.offer.danger.whom_to_ring import find_danger, is_listed, numbers_of
from kentcare.offer.pages.book import HOME
from kentcare.offer.pages.current import current_pages
from kentcare.offer.pages.rendering import Page
from kentcare.web import language
from kentcare.web.headers import same_for_everyone
from kentcare.web.origin import csrf
from kentcare.web.page import render
from kentcare.web.place import place
from kentcare.web.session import cookie

blueprint = Blueprint("pages", __name__, template_folder="templates")

_MOST_LETTERS = 200


class PageName(BaseConverter):
    """The name of a page in an address. The name of a page that there is not gives 404."""

    regex = "[a-z-]+"

    def to_python(self, value: str) -> str:
        if value not in current_pages().slugs:
            raise ValidationError
        return value


def use_pages(app: Flask) -> None:
    """Read every page and the words of danger. Raises ContentError: a site with a fault does not start."""
    read_content()
    app.url_map.converters["page"] = PageName


def read_content() -> None:
    """Read what every process of the site needs of content/, unless it was read. Raises ContentError."""
    current_pages()
    # Whoever is the first to search may be in danger, and must not wait for either.
    find_danger("")
    is_real("")


@blueprint.get("/")
@same_for_everyone
def show_home() -> Response:
    return _page(HOME, "pages/home.html")


@blueprint.get("/<page:name>")
@same_for_everyone
def show_page(name: str) -> Response:
    return _page(name, "pages/page.html")


@blueprint.get("/search")
@same_for_everyone
def search() -> Response:
    return render("pages/search.html", words="", found=None, ring=[], quick=True)


@blueprint.get("/offline")
@same_for_everyone
def show_offline() -> Response:
    """What a reader sees who is offline and opens a page that this phone has not kept: whom to ring."""
    contact = _rendered("contact")
    return render("pages/offline.html", helpers=contact.helpers)


@blueprint.post("/search")
@csrf.exempt  # type: ignore[untyped-decorator]  # it changes and keeps nothing, so there is nothing to forge
def find() -> Response:
    """The results of a search, below whom to ring where its words sound like danger, as typed or mended.

    Not redirected after the post: the words would have to go into an address.
    """
    words = request.form.get("words", "").strip()[:_MOST_LETTERS]
    danger = find_danger(words)
    dangerous = {word for start, end in danger.spans for word in words[start:end].split()}

    def may_be(typed: str, meant: str) -> bool:
        """A word of danger may be taken for another of danger ("sucide"), and for nothing else."""
        is_of_danger = typed in dangerous or is_listed(typed)
        return not is_of_danger or is_listed(meant) or bool(find_danger(meant).contacts)

    def read_first(meant: str) -> tuple[str, ...]:
        nonlocal danger
        danger = danger if meant == words else find_danger(words, meant)
        return danger.read

    tag = language.current().tag
    index = current_pages().index(tag, place(), today(), _named())
    found = index.find(words, may_be, read_first)
    ring = [[place().contacts[key] for key in numbers_of(contact)] for contact in danger.contacts]
    note = language.catalogue_of(tag).translate(danger.note)
    telephones = [contact.telephone for contact in place().contacts.values() if contact.telephone]
    return render(
        "pages/search.html",
        words=words,
        found=found,
        ring=ring,
        note=note,
        telephones=telephones,
        quick=True,
    )


def _named() -> dict[str, str]:
    ours = cookie()
    return {"cookie": ours.name, "language_cookie": language.COOKIE, "session_cookie": ours.sign_in_name}


def _rendered(name: str) -> Page:
    return current_pages().page(name, language.current().tag, place(), today(), _named())


def _page(name: str, template: str) -> Response:
    page = _rendered(name)
    return render(
        template,
        page=page,
        description=page.description,
        menu=current_pages().menu(language.current().tag),
        is_overdue=today() > page.front.review_by,
    )
