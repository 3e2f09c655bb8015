"""The units of translation: strings of the code, words of content/, and blocks of the pages, in English.

A unit is known by its English. The same English has one translation wherever it stands.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from kentcare import paths
from kentcare.core.content.sources import Sources
from kentcare.core.languages.catalogue import CONTENT, INTERFACE, take_numbers
from kentcare.offer.danger.whom_to_ring import current_searched
from kentcare.offer.entitlements.book_reader import load_book
from kentcare.offer.pages.book import PageBook
from kentcare.offer.pages.checks import differences
from kentcare.offer.pages.markup import LIST
from kentcare.offer.pages.references import References
from kentcare.operations.retention.schedule import Schedule

PAGES = "pages/"
_PLACEHOLDER = re.compile(r"%\([a-z_]+\)s|\{[^{}]*\}")
_ELEMENT = re.compile(r"</?[a-z][^>]*>")


@dataclass(frozen=True, slots=True)
class Unit:
    """A text to translate.

    `part` is the catalogue or the page that it belongs to, `where` a note for the translator.
    """

    part: str
    english: str
    plural: str | None = None
    where: str = ""

    @property
    def key(self) -> tuple[str, str | None]:
        """What a translation is looked up by."""
        return self.english, self.plural

    def faults(self, translated: list[str]) -> Iterator[str]:
        """Each thing that a translation changed and may not. `translated` has a text for each plural form."""
        if self.part.startswith(PAGES):
            for text in translated:
                yield from differences(self.english, text)
            return
        # The form for one may leave the number out, and a language may put it in where English does not.
        wanted = Counter(_PLACEHOLDER.findall(self.plural or self.english))
        for text in translated:
            given = Counter(_PLACEHOLDER.findall(text))
            if (self.plural is None and given != wanted) or set(given) - set(wanted):
                yield f"The places differ: {sorted(wanted)} in the English, {sorted(given)} here."
            if Counter(_ELEMENT.findall(text)) != Counter(_ELEMENT.findall(self.english)):
                yield "The elements (as <strong>) differ from the English."
            if re.search(r"\d", _PLACEHOLDER.sub("", text)) and not re.search(
                r"\d", _PLACEHOLDER.sub("", self.english)
            ):
                yield "A number stands in the words. Only its place may."


def ids_of(message: Message) -> tuple[str, str | None]:
    """The English of a gettext entry: for one, and for many where it has a plural."""
    if isinstance(message.id, str):
        return message.id, None
    one, many = message.id
    return one, many


def every_unit() -> list[Unit]:
    """Every unit, in the order in which a translator would read them. Raises ContentError."""
    return [*_interface(), *_content(), *_pages()]


def hash_of(units: list[Unit]) -> str:
    """Twelve hexadecimal digits of a hash of the English of some units."""
    text = "\0".join(sorted(f"{unit.english}\0{unit.plural or ''}" for unit in units))
    return sha256(text.encode()).hexdigest()[:12]


def _interface() -> Iterator[Unit]:
    with (paths.TRANSLATIONS / "messages.pot").open("rb") as lines:
        for message in read_po(lines):
            if message.id:
                one, many = ids_of(message)
                yield Unit(INTERFACE, one, many, " ".join(message.auto_comments))


def _content() -> Iterator[Unit]:
    found: dict[str, str] = {}

    def collect(text: str, where: str) -> str:
        if text:
            found.setdefault(take_numbers(text)[0], where)
        return text

    load_book(paths.CONTENT).in_language(collect)
    References.load(paths.CONTENT, Sources.load(paths.CONTENT)).in_language(collect)
    Schedule.load(paths.CONTENT).in_language(collect)
    current_searched().translate_notes(collect)
    yield from (Unit(CONTENT, text, where=where) for text, where in found.items())


def _pages() -> Iterator[Unit]:
    book = PageBook.load(paths.CONTENT, load_book(paths.CONTENT))
    for slug, page in book.english.items():
        for block in page.blocks:
            if not LIST.match(block.text):
                yield Unit(f"{PAGES}{slug}", block.text, where=f"{page.name}")
