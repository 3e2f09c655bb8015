"""Finding one element of a page. A test fails where it is not there."""

from bs4 import BeautifulSoup, Tag


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    """The first element that a CSS selector finds."""
    found = page.select_one(selector)
    assert found is not None, f"no {selector} on the page"
    return found


def attribute(element: Tag, name: str) -> str:
    """An attribute that has one value, such as the address of a link."""
    value = element[name]
    assert isinstance(value, str)
    return value


def href(element: Tag) -> str:
    """The address of a link."""
    return attribute(element, "href")
