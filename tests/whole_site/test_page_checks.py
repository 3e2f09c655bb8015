"""What the test client asks of every page finds what it looks for."""

import pytest
from flask import Flask

from support.page_checks import check_document, check_syntax

PAGE = """<!DOCTYPE html>
<html lang="en" dir="ltr">
<head><title>Clothes – Care leavers</title></head>
<body><main><h1>Clothes</h1>{}</main></body>
</html>"""
SOUND = """
<p>Coats &amp; shoes&#x2066; for you &lt; 25<br>and <b>more</b></p>
<ul><li>One<li>Two</ul>
<table><caption>Months</caption><thead><tr><th>Month</th></tr></thead><tbody><tr><td>May</td></tr></tbody></table>
<dl><div><dt>Name</dt><dd>Sam</dd></div></dl>
<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>
<form method="get" action="/en/"><label for="much">How much</label>
<select id="much" name="much"><optgroup label="Some"><option>1</option></optgroup></select>
<label for="why">Why</label><textarea id="why" name="why">a &lt; b</textarea>
<button type="submit">Go on</button></form>
"""
FAULTS = {
    "a div that is not closed": "<div><p>One</p>",
    "a span that is not closed": "<div><span>One</div>",
    "bold that is not closed": "<p><b>One</p>",
    "a title that is not closed": "<title>One",
    "a textarea that is not closed": "<textarea>One",
    "a stray end tag": "<p>One</p></span>",
    "a stray end of a paragraph": "One</p>",
    "an end of what is never closed": "<img src='/static/a.png'></img>",
    "an end tag with an attribute": "<p>One</p class='a'>",
    "the end of a break": "</br>",
    "tags that are crossed": "<b><i>One</b></i>",
    "a form that ends in another element": "<form><div></form></div>",
    "a list that ends in another element": "<ul><li><div></li></div></ul>",
    "a block in a paragraph": "<p><div>One</div></p>",
    "a form in a form": "<form><form></form></form>",
    "a button in a button": "<button>One<button>Two</button></button>",
    "a link in a link": "<a href='/en/'>One<a href='/en/'>Two</a></a>",
    "a heading in a heading": "<h2>One<h3>Two</h3></h2>",
    "a heading that ends as another": "<h2>One</h3>",
    "text in a table": "<table>One<tr><td>Two</td></tr></table>",
    "a form in a table": "<table><form></form><tr><td>Two</td></tr></table>",
    "a field in a table": "<table><input type='hidden' name='a'><tr><td>Two</td></tr></table>",
    "a cell outside a table": "<td>One</td>",
    "a row outside a table": "<div><tr></tr></div>",
    "a caption in a row": "<table><tr><caption>One</caption></tr></table>",
    "a field in a select": "<select><input></select>",
    "a block in a select": "<select><div></div></select>",
    "a paragraph in an option": "<select><option><p>One</p></option></select>",
    "a second body": "<body></body>",
    "a head in the body": "<head></head>",
    "a second html": "<html lang='en'>",
    "a paragraph in a drawing": "<svg><p>One</p></svg>",
    "a drawing that is not closed": "<svg><g></svg>",
    "an attribute twice": "<p id='a' id='b'>One</p>",
    "a quotation mark in a name": "<p a\"b='c'>One</p>",
    "a quotation mark in a bare value": "<a href=a'b>One</a>",
    "attributes without a space": "<p id='a'class='b'>One</p>",
    "a div that closes itself": "<div/>",
    "a tag that does not end": "<p>One<b",
    "a bare less-than sign": "<p>a < b</p>",
    "an unknown reference": "<p>&bogus; One</p>",
    "a reference without its semicolon": "<p>a &lt b</p>",
    "a number without its semicolon": "<p>&#65 One</p>",
    "a reference to a control character": "<p>&#1;</p>",
    "a control character": "<p>\x01</p>",
    "a null": "<p>\0</p>",
    "an ampersand before a word": "<p>One &two</p>",
    "an ampersand in an address": "<a href='/en/?a=1&b=2'>One</a>",
    "a reference in an address without its semicolon": "<a href='/en/?a=1&copy=2'>One</a>",
    "a comment that ends wrongly": "<!-- One --!>",
    "a comment that is none": "<!One>",
    "a processing instruction": "<?php ?>",
}


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_page_without_a_fault_passes(app: Flask, is_whole: bool) -> None:
    page = PAGE.format(SOUND)
    if not is_whole:
        page = "<title>Clothes</title><h1>Clothes</h1>" + SOUND
    check_document(page, app, is_whole=is_whole)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("is_whole", [True, False])
def test_what_a_browser_would_have_to_mend_is_found(fault: str, is_whole: bool) -> None:
    with pytest.raises(AssertionError):
        check_syntax(PAGE.format(FAULTS[fault]) if is_whole else FAULTS[fault], is_whole=is_whole)


def test_a_whole_page_says_what_it_is_written_in() -> None:
    with pytest.raises(AssertionError):
        check_syntax(PAGE.format("").removeprefix("<!DOCTYPE html>"))


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<h1>Clothes</h1>", "2 h1"),
        ("<p id='a'></p><p id='a'></p>", "ids used twice"),
        ("<p aria-describedby='a'></p>", "leads nowhere"),
        ("<a href='#a'>One</a>", "leads nowhere"),
        ("<a href='/en/clothing'>One</a>", "not on this site"),
        ("<a href='/en/?a=1'>One</a>", "nothing belongs in a query"),
        ("<a href='http://example.org'>One</a>", "not https"),
        ("<a href='javascript:a()'>One</a>", "a javascript: address"),
        ("<style></style>", "a style element"),
        ("<p style='color: red'></p>", "a style attribute"),
        ("<script>a()</script>", "an inline script"),
        ("<p onclick='a()'></p>", "onclick"),
        ("<p hx-on:click='a()'></p>", "hx-on:click"),
        ("<input name='a' id='a'>", "no label"),
        ("<label for='a'>A</label><input id='a'>", "no name"),
        ("<button type='submit'></button>", "a button without a word"),
        ("<button>One</button>", "a button that does not say what it does"),
        ("<form action='/en/'></form>", "a form without a method"),
        ("<form method='get'></form>", "a form without an action"),
        ("<form method='post' action='/en/'></form>", "a form without its token"),
        (
            "<form method='post' action='/en/'><input type='hidden' name='csrf_token'></form>",
            "without its token",
        ),
        ("<div class='a govuk-error-summary'></div>", "disagree about errors"),
    ],
)
def test_what_no_page_may_have_is_found(app: Flask, html: str, said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        check_document(PAGE.format(html), app)
