"""The public pages as a list for search engines, each with its address in every language."""

from flask import Blueprint, Response, render_template, url_for

from kentcare.offer.pages.book import HOME
from kentcare.offer.pages.current import current_pages
from kentcare.web import language

blueprint = Blueprint("sitemap", __name__, template_folder="templates")


# Not marked as the same for everyone: its addresses have the name by which the reader came.
@blueprint.get("/sitemap.xml")
def send_sitemap() -> Response:
    tags = [one.tag for one in language.offered()]
    pages = [{tag: _address(slug, tag) for tag in tags} for slug in (HOME, *current_pages().slugs)]
    return Response(render_template("pages/sitemap.xml", pages=pages), mimetype="application/xml")


def _address(slug: str, tag: str) -> str:
    if slug == HOME:
        return url_for("pages.show_home", lang=tag, _external=True)
    return url_for("pages.show_page", name=slug, lang=tag, _external=True)
