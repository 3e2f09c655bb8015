"""The pages as content/ is now, ready to be rendered, listed and searched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from kentcare import paths
from kentcare.core.content.edition import Current
from kentcare.core.content.place import Place
from kentcare.core.languages.catalogue import Catalogue
from kentcare.core.languages.english import bare
from kentcare.core.languages.listed import ENGLISH, every_language
from kentcare.offer.entitlements.current import engine_now
from kentcare.offer.pages.book import HOME, PageBook
from kentcare.offer.pages.other_names import names_in
from kentcare.offer.pages.placeholders import Placeholders
from kentcare.offer.pages.references import MenuGroup, References
from kentcare.offer.pages.rendering import Page, Part, Renderer
from kentcare.offer.pages.search import Entry, Index
from kentcare.offer.pages.tools import TOOLS

STANDARD = "WCAG 2.2 AA"
# Pages that tell of this site, and of nothing else that somebody may look for.
_ABOUT_THIS_SITE = frozenset(["accessibility", "cookies", "privacy"])
# What a word means stands behind it, as placeholders.py writes it, until somebody touches the word.
_MEANING = re.compile(r'<span class="meaning"[^>]*>.*?</span>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page in a list of pages."""

    name: str
    title: str
    icon: str


class CurrentPages:
    """The pages of one edition of content/.

    What they refer to, and the index of the search, are made for a language when somebody first asks for it.
    """

    def __init__(self) -> None:
        self.book = PageBook.load(paths.CONTENT, engine_now(ENGLISH).book)
        self._references: dict[str, References] = {}
        self._indexes: dict[tuple[str, date], Index] = {}

    def references(self, tag: str) -> References:
        """Words, numbers, links and the menu in a language."""
        if tag not in self._references:
            translated = self.book.references.in_language(Catalogue.of(every_language()[tag]).translate)
            self._references[tag] = self.book.references if tag == ENGLISH else translated
        return self._references[tag]

    def page(self, slug: str, tag: str, place: Place, on: date, named: dict[str, str]) -> Page:
        """A page for a reader. `place` is in their language. Raises KeyError where there is no such page."""
        named = named | {"standard": STANDARD}
        english = Placeholders(self.book.offer, self.book.place, self.references(ENGLISH), on, named)
        placeholders = Placeholders(engine_now(tag).book, place, self.references(tag), on, named)
        return Renderer(self.book, tag, placeholders, english).page(slug)

    def menu(self, tag: str) -> list[tuple[MenuGroup, list[Listed]]]:
        """Each group with its pages, in a language."""
        return [
            (group, [Listed(slug, self.book.title(slug, tag), self.book.icon(slug)) for slug in group.pages])
            for group in self.references(tag).menu
        ]

    def index(self, tag: str, place: Place, on: date, named: dict[str, str]) -> Index:
        """The index of the search in a language, with the figures of a day."""
        if (tag, on) not in self._indexes:
            # Yesterday's are asked for no more.
            self._indexes = {key: index for key, index in self._indexes.items() if key[1] == on}
            home = self.page(HOME, tag, place, on, named)
            pages = [self.page(slug, tag, place, on, named) for slug in self.slugs]
            entries = [entry for page in pages for entry in self._entries(page, tag)]
            self._indexes[tag, on] = Index(tag, [*self._tools(home, tag), *entries])
        return self._indexes[tag, on]

    def _tools(self, home: Page, tag: str) -> Iterator[Entry]:
        """The tools as entries of the index. What the checker does says the home page."""
        translate = Catalogue.of(every_language()[tag]).gettext
        what = _bare(home.parts[0].html)
        for path, tool in TOOLS.items():
            title = _bare(translate(tool.title)) if tool.title else _bare(home.title)
            called = [
                *(self._keywords(home) if not tool.title else ()),
                *names_in(self.book.names, tag, path),
            ]
            words = what if tool.is_of_checker else ""
            yield Entry(f"/{tag}/{path}", tool.icon, title, ", ".join(called), "", words)

    def _keywords(self, page: Page) -> list[str]:
        return page.translation.keywords if page.translation else page.front.keywords

    def _entries(self, page: Page, tag: str) -> Iterator[Entry]:
        """A page as entries of the index, one for each heading; its keywords are with the first alone."""
        target, heading, words, keywords = page.slug, "", [""], self._keywords(page)
        title, icon, folded = _bare(page.title), page.icon, []
        by_name = page.slug in _ABOUT_THIS_SITE
        for part in [*page.parts, Part("section")]:
            if part.kind != "section":
                words += [_bare(part.html), *_words_of(part)]
                folded += [_bare(part.html)] if part.kind == "fold" else []
                continue
            called = ", ".join([*keywords, *names_in(self.book.names, tag, target)])
            text = " ".join(filter(None, words))
            yield Entry(f"/{tag}/{target}", icon, title, called, heading, text, tuple(folded), by_name)
            target, heading, words, keywords = f"{page.slug}#{part.id}", _bare(part.html), [], []
            folded = []

    @property
    def slugs(self) -> list[str]:
        """The name of every page but the home page."""
        return self.book.slugs


def _words_of(part: Part) -> Iterator[str]:
    for offer in part.offers:
        yield from (_bare(offer.words.name), _bare(offer.words.what))
    for who in part.helpers:
        yield from (_bare(who.name), _bare(who.why))


def _bare(text: str) -> str:
    """Words without elements, without what explains one of them, and without the signs around English."""
    return bare(Markup(_MEANING.sub("", text)).striptags() if isinstance(text, Markup) else text)  # noqa: S704  # stripped


_current = Current(CurrentPages)


def current_pages() -> CurrentPages:
    """The pages as of the current edition. Raises ContentError where the very first reading finds a fault."""
    return _current.get()
