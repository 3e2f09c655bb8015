"""Reading a page or a copy of a list: one element, the rows of a table, the cells of a CSV file."""

import csv
import io

from bs4 import BeautifulSoup, Tag


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    """The first element that a CSS selector finds. The test fails where there is none."""
    found = page.select_one(selector)
    assert found is not None, f"no {selector} on the page"
    return found


def text_of(element: Tag | None) -> str:
    """The text of an element, with a space between its parts. The test fails where there is no element."""
    assert element is not None
    return element.get_text(" ", strip=True)


def attribute(element: Tag, name: str) -> str:
    """An attribute that has one value, such as the address of a link."""
    value = element[name]
    assert isinstance(value, str)
    return value


def href(element: Tag) -> str:
    """The address of a link."""
    return attribute(element, "href")


def sheet(data: bytes) -> list[list[str]]:
    """The lines of a CSV file, each as its cells."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def rows(page: str) -> list[str]:
    """The heading of each row of the tables on a page."""
    return [str(row.get_text()) for row in BeautifulSoup(page, "html.parser").select("tbody th")]
