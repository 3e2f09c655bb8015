"""Markdown to HTML, one block at a time: only what a page needs, and nothing that it did not write."""

import pytest

from kentcare.offer.pages.markup import html_of, words_of


def lead(target: str) -> tuple[str, dict[str, str]]:
    return f"/{target}", {"rel": "external"}


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Ask **today**.", "<p>Ask <strong>today</strong>.</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("> A box", "<blockquote>\n<p>A box</p>\n</blockquote>"),
        ("## How **much**", "How <strong>much</strong>"),
        ("[Ask](page:ask)", '<p><a href="/page:ask" rel="external">Ask</a></p>'),
        ("<b>No</b> & never", "<p>&lt;b&gt;No&lt;/b&gt; &amp; never</p>"),
        ("![A picture](a.png)", '<p>!<a href="/a.png" rel="external">A picture</a></p>'),
        ("| a | b |\n|---|---|", "<p>| a | b |\n|---|---|</p>"),
    ],
)
def test_a_block_becomes_html(markdown: str, html: str) -> None:
    assert html_of(markdown, lead) == html


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("## How much {#much}", "How much"),
        ("> **Ask** [here](page:ask).", "Ask here."),
        ("- one\n- two", "one two"),
        ("1. first\n2. second", "first second"),
    ],
)
def test_the_words_of_a_block_are_without_its_marks(markdown: str, words: str) -> None:
    assert words_of(markdown) == words
