"""What must hold of every page, whatever it is about. The test client asks it of each page it fetches."""

from collections import Counter
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ON_EVERYTHING = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SOMETIMES = {
    *("Content-Type", "Content-Length", "Content-Encoding", "Content-Disposition"),
    *("Cache-Control", "Vary", "ETag", "Date", "Last-Modified", "Location", "Set-Cookie"),
    *("Allow", "Retry-After", "Clear-Site-Data", "X-Robots-Tag"),
    *("HX-Push-Url", "HX-Retarget", "HX-Reswap", "HX-Redirect"),
}
CACHING = {"no-store", "no-cache", "max-age=315360000, public, immutable"}
# Pages that links lead to and that are not made yet, without their language.
AWAITED: set[str] = set()

# It changes nothing, so there is nothing to forge.
SEARCH = "/search"

LABELLED_BY_THEMSELVES = {"hidden", "submit", "button"}


def check_headers(response: TestResponse, *, https: bool = False) -> None:
    expected = dict(ON_EVERYTHING)
    if https:
        expected["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    for name, value in expected.items():
        assert response.headers.get(name) == value, f"{name} on {response.request.path}"
        assert len(response.headers.getlist(name)) == 1, f"{name} twice on {response.request.path}"
    surplus = set(response.headers.keys()) - set(expected) - SOMETIMES
    assert not surplus, f"headers that nobody asked for on {response.request.path}: {surplus}"
    assert response.headers.get("Cache-Control") in {
        "no-store",
        "no-cache",
        "max-age=315360000, public, immutable",
    }
    if response.headers.getlist("Set-Cookie"):
        assert response.headers["Cache-Control"] == "no-store", "a page with a cookie must not be kept"


def check_page(response: TestResponse, app: Flask) -> None:
    """A whole page, or a fragment where htmx asked for one."""
    check_document(response.text, app, is_whole=response.text.startswith("<!DOCTYPE html>"))


def check_document(html: str, app: Flask, *, is_whole: bool = True) -> None:
    parser = html5lib.HTMLParser(strict=True)
    if is_whole:
        parser.parse(html)
    else:
        parser.parseFragment(html)
    # The strict reading above found no fault, so a quicker one sees the same tree.
    soup = BeautifulSoup(html, "html.parser")
    _check_names(soup, is_whole)
    _check_ids(soup)
    _check_nothing_inline(soup)
    _check_inputs(soup)
    _check_forms(soup)
    _check_links(soup, app)


def _check_names(soup: BeautifulSoup, is_whole: bool) -> None:
    root = soup.html
    if is_whole:
        assert root is not None
        assert root.get("lang"), "no lang"
        assert root.get("dir") in {"ltr", "rtl"}, "no dir"
    headings = soup.find_all("h1")
    assert len(headings) == 1, f"{len(headings)} h1"
    assert soup.title is not None, "no title"
    words, title = _words(headings[0]), _words(soup.title)
    has_errors = soup.select_one(".govuk-error-summary") is not None
    # “Error:” in whichever language, and then the heading.
    before, found, _after = title.partition(words)
    assert found, f"“{words}” is not in “{title}”"
    assert bool(before) == has_errors, f"the title “{title}” and the summary disagree about errors"
    assert root is None or root.get("lang") != "en" or before in {"", "Error: "}


def _check_ids(soup: BeautifulSoup) -> None:
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    twice = [name for name, times in Counter(ids).items() if times > 1]
    assert not twice, f"ids used twice: {twice}"
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for tag in soup.find_all(attrs={attribute: True}):
            for name in str(tag[attribute]).split():
                # The summary in a fragment may speak of the page around it; nothing else does.
                assert name in ids, f'{attribute}="{name}" leads nowhere'


def _check_nothing_inline(soup: BeautifulSoup) -> None:
    assert not soup.find_all("style"), "a style element"
    assert not soup.find_all(style=True), "a style attribute"
    assert not [tag for tag in soup.find_all("script") if not tag.get("src")], "an inline script"
    for tag in soup.find_all(True):
        handlers = [name for name in tag.attrs if name.startswith(("on", "hx-on"))]
        assert not handlers, f"{handlers} on <{tag.name}>"
        assert not str(tag.get("href", "")).startswith("javascript:"), "a javascript: address"


def _check_inputs(soup: BeautifulSoup) -> None:
    labels = {label.get("for") for label in soup.find_all("label") if _words(label)}
    for control in soup.find_all(["input", "select", "textarea"]):
        if control.get("type") in LABELLED_BY_THEMSELVES:
            continue
        assert control.get("id") in labels, f"no label for {control}"
        assert control.get("name"), f"no name on {control}"
    for button in soup.find_all("button"):
        assert _words(button), "a button without a word"
        assert button.get("type") in {"submit", "button"}, "a button that does not say what it does"


def _check_forms(soup: BeautifulSoup) -> None:
    for form in soup.find_all("form"):
        assert form.get("method") in {"post", "get"}, "a form without a method"
        assert form.get("action"), "a form without an action"
        if form["method"] == "post" and not str(form["action"]).endswith(SEARCH):
            token = form.select_one("input[name=csrf_token]")
            assert token is not None, "a form without its token"
            assert token.get("value"), "a form without its token"


def _check_links(soup: BeautifulSoup, app: Flask) -> None:
    ids = {tag["id"] for tag in soup.find_all(id=True)}
    for tag, attribute in _addresses(soup):
        address = str(tag[attribute])
        if address.startswith("#"):
            assert address == "#" or address[1:] in ids, f"{address} leads nowhere"
            assert address != "#", f"{_words(tag)} leads nowhere"
            continue
        parts = urlsplit(address)
        if parts.scheme in {"https", "tel", "mailto", "webcal"}:
            continue
        assert not parts.scheme, f"{address}: not https"
        assert parts.path.startswith("/"), f"{address}: not a whole address"
        assert not parts.query, f"{address}: nothing belongs in a query"
        assert is_served(parts.path, app), f"{address} is not on this site"


def _addresses(soup: BeautifulSoup) -> list[tuple[Tag, str]]:
    pairs = (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("form", "action"))
    return [
        (tag, attribute) for name, attribute in pairs for tag in soup.find_all(name, attrs={attribute: True})
    ]


def is_served(path: str, app: Flask) -> bool:
    if path.startswith("/static/"):
        return path in app.extensions["kentcare_files"].files
    return path.rpartition("/")[2] in AWAITED or has_route(path, app)


def has_route(path: str, app: Flask) -> bool:
    try:
        app.url_map.bind("localhost").match(path)
    except MethodNotAllowed:
        return True
    except (HTTPException, RequestRedirect):
        return False
    return True


def _words(tag: Tag) -> str:
    """The text without the signs that keep English from left to right: see languages/english.py."""
    return " ".join(tag.get_text().replace("\u2066", "").replace("\u2069", "").split())
