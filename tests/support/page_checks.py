"""What must hold of every page, whatever it is about. The test client asks it of each page it fetches."""

import re
from collections import Counter
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
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

TOKEN = re.compile(r'(?<=name="csrf_token" value=")[^"]+')

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


# The pages that were looked at in this process, and how many blueprints their application has.
_PASSED: set[tuple[str, int]] = set()


def check_page(response: TestResponse, app: Flask) -> None:
    """A whole page, or a fragment where htmx asked for one.

    Most of a test's pages were looked at before: a page that differs in its tokens alone is the same page.
    """
    html = TOKEN.sub("", response.text)
    # Whether its links lead somewhere depends on the routes, of which only a demonstration has others.
    seen = (html, len(app.blueprints))
    if seen not in _PASSED:
        check_document(response.text, app, is_whole=html.startswith("<!DOCTYPE html>"))
        _PASSED.add(seen)


def check_document(html: str, app: Flask, *, is_whole: bool = True) -> None:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tags = [tag for tag in (parser.parse if is_whole else parser.parseFragment)(html).iter() if _name(tag)]
    _check_names(tags, is_whole)
    _check_ids(tags)
    _check_nothing_inline(tags)
    _check_inputs(tags)
    _check_forms(tags)
    _check_links(tags, app)


def _name(tag: Element) -> str:
    """What it is called; nothing for a comment, and for what holds a fragment together."""
    return tag.tag if isinstance(tag.tag, str) and tag.tag != "DOCUMENT_FRAGMENT" else ""


def _named(tags: list[Element], *names: str) -> list[Element]:
    return [tag for tag in tags if tag.tag in names]


def _check_names(tags: list[Element], is_whole: bool) -> None:
    if is_whole:
        assert tags[0].get("lang"), "no lang"
        assert tags[0].get("dir") in {"ltr", "rtl"}, "no dir"
    headings, titles = _named(tags, "h1"), _named(tags, "title")
    assert len(headings) == 1, f"{len(headings)} h1"
    assert titles, "no title"
    words, title = _words(headings[0]), _words(titles[0])
    has_errors = any("govuk-error-summary" in tag.get("class", "").split() for tag in tags)
    # “Error:” in whichever language, and then the heading.
    before, found, _after = title.partition(words)
    assert found, f"“{words}” is not in “{title}”"
    assert bool(before) == has_errors, f"the title “{title}” and the summary disagree about errors"
    assert not is_whole or tags[0].get("lang") != "en" or before in {"", "Error: "}


def _ids(tags: list[Element]) -> list[str]:
    return [tag.attrib["id"] for tag in tags if "id" in tag.attrib]


def _check_ids(tags: list[Element]) -> None:
    ids = Counter(_ids(tags))
    twice = [name for name, times in ids.items() if times > 1]
    assert not twice, f"ids used twice: {twice}"
    for tag in tags:
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for name in tag.get(attribute, "").split():
                # The summary in a fragment may speak of the page around it; nothing else does.
                assert name in ids, f'{attribute}="{name}" leads nowhere'


def _check_nothing_inline(tags: list[Element]) -> None:
    assert not _named(tags, "style"), "a style element"
    assert not [tag for tag in _named(tags, "script") if not tag.get("src")], "an inline script"
    for tag in tags:
        assert "style" not in tag.attrib, "a style attribute"
        handlers = [str(name) for name in tag.attrib if str(name).startswith(("on", "hx-on"))]
        assert not handlers, f"{handlers} on <{tag.tag}>"
        assert not tag.get("href", "").startswith("javascript:"), "a javascript: address"


def _check_inputs(tags: list[Element]) -> None:
    labels = {label.get("for") for label in _named(tags, "label") if _words(label)}
    for control in _named(tags, "input", "select", "textarea"):
        if control.get("type") in LABELLED_BY_THEMSELVES:
            continue
        assert control.get("id") in labels, f"no label for {control.attrib}"
        assert control.get("name"), f"no name on {control.attrib}"
    for button in _named(tags, "button"):
        assert _words(button), "a button without a word"
        assert button.get("type") in {"submit", "button"}, "a button that does not say what it does"


def _check_forms(tags: list[Element]) -> None:
    for form in _named(tags, "form"):
        assert form.get("method") in {"post", "get"}, "a form without a method"
        assert form.get("action"), "a form without an action"
        if form.get("method") == "post" and not form.get("action", "").endswith(SEARCH):
            token = form.find(".//input[@name='csrf_token']")
            assert token is not None, "a form without its token"
            assert token.get("value"), "a form without its token"


def _check_links(tags: list[Element], app: Flask) -> None:
    ids = set(_ids(tags))
    for tag, address in _addresses(tags):
        if address.startswith("#"):
            assert address == "#" or address[1:] in ids, f"{address} leads nowhere"
            assert address != "#", f"{_words(tag)} leads nowhere"
            continue
        parts = urlsplit(address)
        if parts.scheme in {"https", "tel", "sms", "mailto", "webcal"}:
            continue
        assert not parts.scheme, f"{address}: not https"
        assert parts.path.startswith("/"), f"{address}: not a whole address"
        assert not parts.query, f"{address}: nothing belongs in a query"
        assert is_served(parts.path, app), f"{address} is not on this site"


def _addresses(tags: list[Element]) -> list[tuple[Element, str]]:
    pairs = (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("form", "action"))
    return [
        (tag, tag.attrib[attribute])
        for name, attribute in pairs
        for tag in _named(tags, name)
        if attribute in tag.attrib
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


def _words(tag: Element) -> str:
    """The text without the signs that keep English from left to right: see languages/english.py."""
    return " ".join("".join(tag.itertext()).replace("\u2066", "").replace("\u2069", "").split())
