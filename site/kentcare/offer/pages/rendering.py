"""A page put together for a reader.

Its language's words where there are any, the day's figures, and its proof.
"""

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import cast

from markupsafe import Markup, escape

from kentcare.core.content.place import Contact
from kentcare.core.content.sources import Source
from kentcare.core.languages.english import bare, is_in_english
from kentcare.core.languages.listed import ENGLISH
from kentcare.offer.entitlements.book import EntitlementWords
from kentcare.offer.entitlements.table import ROWS
from kentcare.offer.entitlements.verdict import Decider
from kentcare.offer.pages.book import PageBook
from kentcare.offer.pages.markup import BUTTON, LIST, SECTION, WAYS, html_of
from kentcare.offer.pages.page_file import Block, Front, TranslatedFront
from kentcare.offer.pages.placeholders import PLACEHOLDER, Placeholders
from kentcare.offer.pages.references import Number
from kentcare.offer.rates.book import Amount

_DESCRIPTION = 160  # letters, of which search engines show no more
# What somebody says to others: a whole sentence between quotation marks, or one that begins with “I”.
_SPOKEN = re.compile(r"“(?:I\b[^”]*|[^”]*[.?!…])”")
_ROWS = {row.id: row for row in ROWS}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that the page names, for the list of figures at its foot."""

    what: str
    shown: Markup
    amount: Amount


@dataclass(frozen=True, slots=True)
class Offer:
    """An entitlement as a page lists it, with everybody who may decide and every figure it may come to."""

    id: str
    words: EntitlementWords
    ask: str
    deciders: tuple[Decider, ...]
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the page, in order.

    `kind` says which of the others it has; `in_english` that it has no translation; `is_closed` that of a
    section the heading alone is seen; `inside` is what a fold or a closed section holds; `spoken` is what to
    say in English, under a translation.
    """

    kind: str
    html: str = ""
    id: str = ""
    offers: tuple[Offer, ...] = ()
    helpers: tuple[Contact, ...] = ()
    in_english: bool = False
    is_closed: bool = False
    inside: tuple["Part", ...] = ()
    spoken: tuple[Markup, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page as its template shows it. `has_english`: a part of it has no translation."""

    slug: str
    title: str
    icon: str
    parts: list[Part]
    front: Front
    translation: TranslatedFront | None
    written: tuple[Source, ...]
    figures: list[Figure]
    numbers: list[tuple[Number, tuple[Source, ...]]]
    helpers: list[Contact]
    has_english: bool

    @property
    def description(self) -> str:
        """The first sentences of the page, as many as a search engine shows."""
        words = Markup(self.parts[0].html) if self.parts else Markup()  # noqa: S704  # our own
        return _shortened(bare(words.striptags()))

    @property
    def first(self) -> list[Part]:
        """What stands before the first heading: the one thing that somebody came for."""
        return list(takewhile(lambda part: part.kind != "section", self.parts))

    @property
    def rest(self) -> list[Part]:
        """The sections, with what is folded away or closed inside its heading."""
        folded = _put_inside(
            self.parts[len(self.first) :], lambda part: part.kind == "fold", until=("fold", "section")
        )
        return _put_inside(folded, lambda part: part.is_closed, until=("section",))


def _put_inside(parts: Iterable[Part], holds: Callable[[Part], bool], until: tuple[str, ...]) -> list[Part]:
    """The parts, of which those after one that `holds` them are inside it, until the next of these kinds."""
    found: list[Part] = []
    for part in parts:
        if found and holds(found[-1]) and part.kind not in until:
            found[-1] = replace(found[-1], inside=(*found[-1].inside, part))
        else:
            found.append(part)
    return found


class Renderer:
    """Makes the pages of one language on one day."""

    def __init__(
        self, book: PageBook, tag: str, placeholders: Placeholders, english_placeholders: Placeholders
    ) -> None:
        self._book = book
        self._tag = tag
        self._placeholders = placeholders
        self._english_placeholders = english_placeholders

    def page(self, slug: str) -> Page:
        """A page for the reader. Raises KeyError where there is no such page."""
        source = self._book.english[slug]
        front = cast(Front, source.front)
        own = self._book.translated.get(self._tag, {}).get(slug)
        title = self._book.title(slug, self._tag)
        parts = [self._part(slug, front, block) for block in source.blocks[1:]]
        if parts and parts[0].kind == "words":
            parts[0] = replace(parts[0], kind="lede")
        used = [place for block in source.blocks for place in PLACEHOLDER.findall(block.text)]
        numbers = self._placeholders.references
        return Page(
            slug=slug,
            title=title,
            icon=front.icon,
            parts=parts,
            front=front,
            translation=cast(TranslatedFront | None, own and own.front),
            written=self._book.written.get(slug, ()),
            figures=self._figures(used, parts),
            helpers=list({helper.name: helper for part in parts for helper in part.helpers}.values()),
            numbers=[(numbers.numbers[key], numbers.numbers_written[key]) for key in _keys(used, "number")],
            has_english=is_in_english(title) or any(part.in_english for part in parts),
        )

    def _figures(self, used: list[tuple[str, str, str]], parts: list[Part]) -> list[Figure]:
        """Every figure that the page shows, in its words or in a list of entitlements, each once."""
        named = [self._figure(key) for key in _keys(used, "rate")]
        listed = [figure for part in parts for offer in part.offers for figure in offer.figures]
        return _each_once([*named, *listed], lambda figure: figure.amount.figure)

    def _part(self, slug: str, front: Front, block: Block) -> Part:
        if found := LIST.match(block.text):
            keys = [key.strip() for key in found[2].split(",")]
            if found[1] == "helpers":
                return Part("helpers", helpers=tuple(self._placeholders.place.contacts[key] for key in keys))
            return Part("offers", offers=tuple(map(self._offer, keys)))
        own = self._book.translation(slug, self._tag, block)
        in_english = own is None and self._tag != ENGLISH
        text = block.text if own is None else own
        placeholders = self._english_placeholders if in_english else self._placeholders
        if button := BUTTON.match(text):
            return Part("button", escape(button[1]), in_english=in_english)
        if section := SECTION.match(text):
            return Part(
                "section",
                self._html(f"## {section[1]}", placeholders),
                section[2],
                in_english=in_english,
                is_closed=section[2] in front.closed,
            )
        kind = {"###": "fold", ">": "notice"}.get(block.kind, "words")
        kind = "ways" if WAYS.fullmatch(text) else kind
        words = text.removeprefix("> ").replace("\n> ", "\n") if kind == "notice" else text
        spoken = tuple(map(self._spoken, _SPOKEN.findall(block.text))) if own is not None else ()
        return Part(kind, self._html(words, placeholders), in_english=in_english, spoken=spoken)

    def _spoken(self, quoted: str) -> Markup:
        """What to say to somebody who speaks English. A hard word in it is not explained again."""
        bare_terms = PLACEHOLDER.sub(self._term_alone, quoted)
        return Markup(self._english_placeholders.fill(str(escape(bare_terms))))  # noqa: S704  # escaped

    def _term_alone(self, found: re.Match[str]) -> str:
        if found[1] != "term":
            return found[0]
        return found[3] or self._english_placeholders.references.glossary[found[2]].term

    def _html(self, text: str, placeholders: Placeholders) -> Markup:
        return Markup(placeholders.fill(html_of(text, self._lead)))  # noqa: S704  # Markdown and places, both escaped

    def _lead(self, target: str) -> tuple[str, dict[str, str]]:
        kind, _, rest = target.partition(":")
        if kind == "out":
            return self._book.references.links[rest].address, {"rel": "external noreferrer"}
        return f"/{self._tag}/{'' if rest == 'home' else rest}", {}

    def _offer(self, key: str) -> Offer:
        row = _ROWS[key]
        figures = dict.fromkeys(verdict.figure for verdict in row.verdicts if verdict.figure)
        known = [
            rate for rate in figures if self._book.offer.rates[rate].on(self._placeholders.on.toordinal())
        ]
        # Two figures that come to the same are shown once.
        shown = _each_once(map(self._figure, known), lambda figure: figure.shown)
        book = self._placeholders.book
        return Offer(key, book.entitlements[key], book.usually_asked(key), row.deciders, shown)

    def _figure(self, rate: str) -> Figure:
        amount = self._placeholders.amount(rate)
        return Figure(self._placeholders.book.rates[rate].what, self._placeholders.money(amount), amount)


def _shortened(text: str) -> str:
    """The whole sentences that a search engine shows, or else as many words."""
    words = " ".join(text.split())
    if len(words) <= _DESCRIPTION:
        return words
    whole = re.match(rf".{{40,{_DESCRIPTION - 1}}}[.!?؟።](?= )", words)
    return whole[0] if whole else words[:_DESCRIPTION].rpartition(" ")[0] + " …"


def _keys(used: list[tuple[str, str, str]], kind: str) -> list[str]:
    return list(dict.fromkeys(key for found, key, _ in used if found == kind))


def _each_once(figures: Iterable[Figure], by: Callable[[Figure], Hashable]) -> list[Figure]:
    """The figures without those that are the same by this measure as an earlier one."""
    found: dict[Hashable, Figure] = {}
    for figure in figures:
        found.setdefault(by(figure), figure)
    return list(found.values())
