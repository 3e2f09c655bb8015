"""The list of pages for search engines."""

from xml.etree import ElementTree as ET

from flask.testing import FlaskClient

from kentcare.core.languages.listed import offered_tags
from kentcare.offer.pages.current import current_pages

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def test_it_lists_every_page_in_every_language_with_the_others_beside_it(client: FlaskClient) -> None:
    sent = client.get("/sitemap.xml", base_url="https://offer.example")
    assert sent.mimetype == "application/xml"
    found = ET.fromstring(sent.text).findall("s:url", NAMES)  # noqa: S314  # our own
    slugs = ["", *current_pages().slugs]
    assert [one.findtext("s:loc", namespaces=NAMES) for one in found] == [
        f"https://offer.example/{tag}/{slug}" for slug in slugs for tag in offered_tags()
    ]
    for one, slug in zip(found[:: len(offered_tags())], slugs, strict=True):
        others = {link.get("hreflang"): link.get("href") for link in one.findall("x:link", NAMES)}
        assert others == {tag: f"https://offer.example/{tag}/{slug}" for tag in offered_tags()}


def test_what_it_lists_is_there(client: FlaskClient) -> None:
    found = ET.fromstring(client.get("/sitemap.xml").text)  # noqa: S314  # our own
    for one in found.findall("s:url", NAMES):
        assert client.get(one.findtext("s:loc", "", NAMES)).status_code == 200
