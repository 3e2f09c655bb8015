"""Reads a page of the small site as a test needs it: parsed, in words, by heading."""

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from support.small_site import look_now


def find(page: BeautifulSoup | Tag, selector: str) -> Tag:
    """The first element that a selector finds. The test fails where there is none."""
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def read(client: FlaskClient, address: str = "/en/clothes") -> BeautifulSoup:
    return BeautifulSoup(client.get(address).text, "html.parser")


def read_now(site: Flask, address: str = "/en/clothes") -> BeautifulSoup:
    """Read a page at once after a change of content/, without waiting for the next look at the files."""
    look_now(site)
    return read(site.test_client(), address)


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text().split())


def under(page: BeautifulSoup, heading: str) -> str:
    """The words of what comes next under a heading."""
    return words(page.select_one(f"#{heading} + *"))


def foot(page: BeautifulSoup) -> dict[str, str]:
    """What the foot says of each figure."""
    return {words(term): words(term.find_next_sibling("dd")) for term in page.select(".kept dt")}
