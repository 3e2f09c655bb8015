"""A file of content/pages: front matter, and blocks of Markdown with an empty line between them.

A translated page has no order of its own. Before each of its blocks stands the hash of the English block
that it was made from, as `<!-- 0123456789 -->`. Where an English block has changed, its hash has too, so no
translation is found for it and the English is shown: whether a translation is current is checked for each
paragraph and cannot be forgotten (decision 8).
"""

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal

import msgspec

from kentcare.core.content.files import ContentFault, ContentFile, front_matter

_HASH_COMMENT = re.compile(r"<!-- ([0-9a-f]{10}) -->\n?")


# What an English page is about, which decides what it must have: REQUIRED_HEADINGS in checks.py.
PageKind = Literal["entitlement", "guide", "about"]


class Front(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The front matter of an English page. `keywords` are other words that somebody may look for it by.

    `closed` are the ids of the sections of which the page shows the heading alone, until somebody opens them.
    """

    kind: PageKind
    owner: str
    checked_on: date
    review_by: date
    icon: str
    sources: list[str] = []
    keywords: list[str] = []
    closed: list[str] = []


class TranslatedFront(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The front matter of a translated page. `checked_by` is the qualified person who has read it, if any."""

    translated_by: str
    checked_by: str | None = None
    checked_on: date | None = None
    keywords: list[str] = []


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a list.

    `made_from` is the hash of the English that a translation was made from.
    """

    text: str
    line: int
    made_from: str = ""

    @property
    def hash(self) -> str:
        """The first ten hexadecimal digits of the SHA-256 of its text."""
        return sha256(self.text.encode()).hexdigest()[:10]

    @property
    def kind(self) -> str:
        """What it begins with: `#`, `##`, `###`, `>`, `-`, `1.`, `{` for a list that we make, or nothing."""
        found = re.match(r"(#{1,3}|>|-|[0-9]+\.)\s|\{(?=(?:offers|helpers):)", self.text)
        return "" if found is None else "1." if found[0][0].isdigit() else found[0].strip()


@dataclass(frozen=True)
class PageFile:
    """A page in one language. `name` is its path below content/, `slug` its name in addresses."""

    name: str
    slug: str
    front: Front | TranslatedFront
    blocks: tuple[Block, ...]
    file: ContentFile

    @property
    def by_english_hash(self) -> dict[str, Block]:
        """The blocks of a translation by the hash of the English that they were made from."""
        return {block.made_from: block for block in self.blocks}

    def fault(self, block: Block, what: str) -> ContentFault:
        """A fault at the line of a block."""
        return ContentFault(self.name, block.line, what)


def read_page(path: Path, content: Path, kind: type[Front] | type[TranslatedFront]) -> PageFile:
    """Read a page, whose front matter is of the type `kind`. Raises ContentError."""
    file, body, first_line = front_matter(path, content)
    return PageFile(file.name, path.stem, file.into(kind), tuple(_blocks(body, first_line)), file)


def _blocks(body: str, line: int) -> list[Block]:
    found, mark = [], ""
    for piece in re.split(r"(\n\s*\n)", body.rstrip()):
        text = piece.strip("\n")
        start = line + (len(piece) - len(piece.lstrip("\n")))
        line += piece.count("\n")
        if marked := _HASH_COMMENT.match(text):
            mark, text = marked[1], text[marked.end() :]
            start += 1
        if text.strip():
            found.append(Block(text.strip(), start, mark))
            mark = ""
    return found
