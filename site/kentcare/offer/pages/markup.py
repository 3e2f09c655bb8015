"""Markdown to HTML, one block at a time.

Only what a page needs: no HTML within the Markdown, no pictures, no tables.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

SECTION = re.compile(r"^## (.+?)\s*\{#([a-z-]+)\}$")
LIST = re.compile(r"^\{(offers|helpers):\s*([a-z0-9_, ]+)\}$")
LINK = re.compile(r"\]\(([^)\s]*)\)")
# A paragraph that is nothing but a link to the checker is its button.
BUTTON = re.compile(r"^\[([^\]]+)\]\(page:checker\)$")
# A list of which every item begins with a link is a choice of ways to go on.
WAYS = re.compile(r"(?:- \[[^\]]+\]\([^)\s]+\)[^\n]*(?:\n|$))+")

# Given the target of a link in Markdown: its address, and the further attributes of its element.
ResolveLink = Callable[[str], tuple[str, dict[str, str]]]


class _Links(RendererHTML):
    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        address, more = env["lead"](str(tokens[idx].attrs["href"]))
        tokens[idx].attrs = {"href": address, **more}
        return self.renderToken(tokens, idx, options, env)


_markdown = MarkdownIt("zero", renderer_cls=_Links).enable(
    ["list", "blockquote", "emphasis", "link", "heading", "escape", "newline"]
)


def html_of(markdown: str, lead: ResolveLink) -> str:
    """A block as HTML. Of a heading only the words, without the element around them."""
    env = {"lead": lead}
    if markdown.startswith("#"):
        return str(_markdown.renderInline(re.sub(r"^#+ ", "", markdown), env))
    return str(_markdown.render(markdown, env)).strip()


def words_of(markdown: str) -> str:
    """The words of a block, without the marks, ids and addresses of Markdown."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    text = re.sub(r"\s*\{#[^}]*\}|(?m:^(?:#+|>|-|[0-9]+\.)\s+)|\*\*", "", text)
    return " ".join(text.split())
