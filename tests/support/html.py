"""Reading a page or a copy of a list: one element, the rows of a table, the cells of a CSV file."""

import csv
import io
from typing import Protocol, TypeAlias

import turbohtml

Node: TypeAlias = turbohtml.Node
Page: TypeAlias = turbohtml.Document
Tag: TypeAlias = turbohtml.Element
Text: TypeAlias = turbohtml.Text


class FetchedPage(Protocol):
    """What a test client or a real one got from the site."""

    @property
    def text(self) -> str: ...


def page_of(answer: FetchedPage | str) -> Page:
    """A page, or the part of one that htmx asked for, as a browser reads it."""
    return turbohtml.parse(answer if isinstance(answer, str) else answer.text)


def one(page: Node, selector: str) -> Tag:
    """The first element that a CSS selector finds. The test fails where there is none."""
    found = page.select_one(selector)
    assert found is not None, f"no {selector} on the page"
    return found


def following(tag: Tag, selector: str) -> list[Tag]:
    """The elements that a CSS selector finds further down the page than an element ends."""
    return [node for node in tag.following if isinstance(node, Tag) and node.matches(selector)]


def text_of(element: Node | None) -> str:
    """The text of an element, with one space between its words. The test fails where there is no element."""
    assert element is not None
    return " ".join(" ".join(element.strings).split())


def attribute(element: Tag, name: str) -> str:
    """An attribute, such as the address of a link. The test fails where the element has none."""
    value = element.attr(name)
    assert value is not None, f"no {name} in {element.html}"
    return value


def href(element: Tag) -> str:
    """The address of a link."""
    return attribute(element, "href")


def sheet(data: bytes) -> list[list[str]]:
    """The lines of a CSV file, each as its cells."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def rows(page: str) -> list[str]:
    """The heading of each row of the tables on a page."""
    return [row.text for row in page_of(page).select("tbody th")]
