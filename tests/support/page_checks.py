"""What must hold of every page, whatever it is about. The test client asks it of each page it fetches."""

import re
from collections import Counter
from urllib.parse import urlsplit

from flask import Flask
from markupever import HtmlOptions, Parser
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from support.html import Tag, page_of

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
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

WHOLE = HtmlOptions(exact_errors=True)
FRAGMENT = HtmlOptions(exact_errors=True, fragment_context="body")
BARE_AMPERSAND = re.compile(r"&(?!#[0-9]+;|#[xX][0-9a-fA-F]+;|[A-Za-z][A-Za-z0-9]*;).{,20}")

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
    if (response.mimetype or "").startswith("text/"):
        assert response.mimetype_params.get("charset", "").lower() == "utf-8", response.content_type
    if response.headers.getlist("Set-Cookie"):
        assert response.headers["Cache-Control"] == "no-store", "a page with a cookie must not be kept"


# The pages that were looked at in this process, and how many blueprints their application has.
_PASSED: set[tuple[str, int]] = set()


# What a page asks for to put into its middle: it is less than that, and has no heading.
_PART_OF_A_PAGE = re.compile(r"/[^/]+/file/[^/]+/list/\d+")


def check_page(response: TestResponse, app: Flask) -> None:
    """A whole page, or a fragment where htmx asked for one.

    Most of a test's pages were looked at before: a page that differs in its tokens alone is the same page.
    """
    if response.status_code == 204:
        assert not response.data
        return
    if _PART_OF_A_PAGE.fullmatch(response.request.path) and response.status_code == 200:
        check_syntax(response.text, is_whole=False)
        _check_nothing_inline(list(page_of(response.text).iter_elements()))
        return
    html = TOKEN.sub("", response.text)
    # Whether its links lead somewhere depends on the routes, of which only a demonstration has others.
    seen = (html, len(app.blueprints))
    if seen not in _PASSED:
        check_document(response.text, app, is_whole=html.startswith("<!DOCTYPE html>"))
        _PASSED.add(seen)


def check_document(html: str, app: Flask, *, is_whole: bool = True) -> None:
    check_syntax(html, is_whole=is_whole)
    tags = list(page_of(html).iter_elements())
    _check_names(tags, is_whole)
    _check_ids(tags)
    _check_nothing_inline(tags)
    _check_inputs(tags)
    _check_forms(tags)
    _check_links(tags, app)


def check_syntax(html: str, *, is_whole: bool = True) -> None:
    """A browser has nothing to mend: each element stands where it may and is closed where it has to be."""
    parser = Parser(WHOLE if is_whole else FRAGMENT)
    parser.process(html).finish()
    faults = parser.errors()
    assert not faults, faults
    # HTML allows these two, in the hope that a browser reads them as they were meant.
    bare = BARE_AMPERSAND.findall(html)
    assert not bare, f"“&” that begins no reference: {bare}"
    in_a_select = page_of(html).select("select :not(option, optgroup)") if "<select" in html else []
    assert not in_a_select, f"more than options in a select: {in_a_select}"


def _named(tags: list[Tag], *names: str) -> list[Tag]:
    return [tag for tag in tags if tag.tag in names]


def _check_names(tags: list[Tag], is_whole: bool) -> None:
    if is_whole:
        assert tags[0].attr("lang"), "no lang"
        assert tags[0].attr("dir") in {"ltr", "rtl"}, "no dir"
    headings, titles = _named(tags, "h1"), _named(tags, "title")
    assert len(headings) == 1, f"{len(headings)} h1"
    assert titles, "no title"
    words, title = _words(headings[0]), _words(titles[0])
    has_errors = any("govuk-error-summary" in (tag.attr("class") or "").split() for tag in tags)
    # “Error:” in whichever language, and then the heading.
    before, found, _after = title.partition(words)
    assert found, f"“{words}” is not in “{title}”"
    assert bool(before) == has_errors, f"the title “{title}” and the summary disagree about errors"
    assert not is_whole or tags[0].attr("lang") != "en" or before in {"", "Error: "}


def _ids(tags: list[Tag]) -> list[str]:
    return [name for tag in tags if (name := tag.attr("id")) is not None]


def _check_ids(tags: list[Tag]) -> None:
    ids = Counter(_ids(tags))
    twice = [name for name, times in ids.items() if times > 1]
    assert not twice, f"ids used twice: {twice}"
    for tag in tags:
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for name in (tag.attr(attribute) or "").split():
                # The summary in a fragment may speak of the page around it; nothing else does.
                assert name in ids, f'{attribute}="{name}" leads nowhere'


def _check_nothing_inline(tags: list[Tag]) -> None:
    assert not _named(tags, "style"), "a style element"
    assert not [tag for tag in _named(tags, "script") if not tag.attr("src")], "an inline script"
    for tag in tags:
        assert "style" not in tag.attrs, "a style attribute"
        handlers = [name for name in tag.attrs if name.startswith(("on", "hx-on"))]
        assert not handlers, f"{handlers} on <{tag.tag}>"
        assert not (tag.attr("href") or "").startswith("javascript:"), "a javascript: address"


def _check_inputs(tags: list[Tag]) -> None:
    labels = {label.attr("for") for label in _named(tags, "label") if _words(label)}
    for control in _named(tags, "input", "select", "textarea"):
        if control.attr("type") in LABELLED_BY_THEMSELVES:
            continue
        assert control.attr("id") in labels, f"no label for {control.html}"
        assert control.attr("name"), f"no name on {control.html}"
    for button in _named(tags, "button"):
        assert _words(button), "a button without a word"
        assert button.attr("type") in {"submit", "button"}, "a button that does not say what it does"


def _check_forms(tags: list[Tag]) -> None:
    for form in _named(tags, "form"):
        assert form.attr("method") in {"post", "get"}, "a form without a method"
        assert form.attr("action"), "a form without an action"
        if form.attr("method") == "post" and not (form.attr("action") or "").endswith(SEARCH):
            token = form.select_one("input[name=csrf_token]")
            assert token is not None, "a form without its token"
            assert token.attr("value"), "a form without its token"


def _check_links(tags: list[Tag], app: Flask) -> None:
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


def _addresses(tags: list[Tag]) -> list[tuple[Tag, str]]:
    pairs = (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("form", "action"))
    return [
        (tag, address)
        for name, attribute in pairs
        for tag in _named(tags, name)
        if (address := tag.attr(attribute)) is not None
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
    return " ".join(tag.text.replace("\u2066", "").replace("\u2069", "").split())
