"""Reads a page of the small site as a test needs it: parsed, in words, by heading."""

from flask import Flask
from flask.testing import FlaskClient

from support.html import Page, Tag, following, page_of
from support.small_site import look_now


def find(page: Page | Tag, selector: str) -> Tag:
    """The first element that a selector finds. The test fails where there is none."""
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def read(client: FlaskClient, address: str = "/en/clothes") -> Page:
    return page_of(client.get(address))


def read_now(site: Flask, address: str = "/en/clothes") -> Page:
    """Read a page at once after a change of content/, without waiting for the next look at the files."""
    look_now(site)
    return read(site.test_client(), address)


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.text.split())


def under(page: Page, heading: str) -> str:
    """The words of what comes next under a heading."""
    return words(page.select_one(f"#{heading} + *"))


def foot(page: Page) -> dict[str, str]:
    """What the foot says of each figure."""
    return {words(term): words(following(term, "dd")[0]) for term in page.select(".kept dt")}
