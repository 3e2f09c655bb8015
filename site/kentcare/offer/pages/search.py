"""Search within the site, in the reader's language, by SQLite's full-text index in memory."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import log
from threading import Lock
from typing import NamedTuple

from pysqlite3 import dbapi2 as sqlite

from kentcare.offer.pages.search_words import Words
from kentcare.offer.pages.spelling import mend

_MOST_WORDS = 12
# A word of so few letters, where it stands somewhere by itself, is not the beginning of others: "PA" is not
# "paid".
_MOST_LETTERS_WHOLE = 3
# What a word is worth that stands on a page as it is, and as the beginning of another; and how many times as
# much where it names the part, is folded away in it, is elsewhere among the names of its page, or is text.
_WHOLE, _BEGINNING = 1.0, 0.6
_NAMES_IT, _FOLDED, _NAMES_THE_PAGE, _IN_TEXT, _ON_THE_PAGE = 2.0, 1.6, 0.9, 1.0, 0.4
# How much a question that says a name is worth beside the words of it: all of it and nothing more, or less.
_SAYS_THE_TITLE, _SAYS_A_NAME, _IN_A_NAME = 1.5, 1.0, 0.4
_MOST_FOUND = 12
# The weight of a match in the title, in the keywords, in a heading, in the text.
_WEIGHTS = "10.0, 8.0, 4.0, 1.0"


# Given a word as it was typed and one that names a page: whether the first may be taken for the second.
MayBe = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of a page that can be found: what is under one heading.

    `keywords` are names, with commas between them. `folded` are the headings that are folded away in it.
    `only_by_name`: its words find nothing, as those of a page about this site, which says "internet" and
    has none to give.
    """

    address: str
    icon: str
    title: str
    keywords: str
    heading: str
    words: str
    folded: tuple[str, ...] = ()
    only_by_name: bool = False


class _Name(NamedTuple):
    """A title, a heading or another name of a part. `rank`: the better, the more it is the part's own."""

    said: tuple[str, ...]
    stems: frozenset[str]
    rank: int


_TITLE, _HEADING, _FOLD, _OTHER = 4, 3, 2, 1  # the ranks of a name


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a page with its words, cut to their stems and in the order of the alphabet."""

    entry: Entry
    is_first: bool
    names: tuple[_Name, ...]
    named: tuple[str, ...]
    folded: tuple[str, ...]
    text: tuple[str, ...]


@dataclass(frozen=True)
class _Page:
    """The parts of a page, and the words of all of them."""

    parts: list[_Part]

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The words that name any part of it."""
        return _in_order(chain.from_iterable(part.named for part in self.parts))

    @cached_property
    def text(self) -> tuple[str, ...]:
        """The words of its text."""
        return _in_order(chain.from_iterable((*part.text, *part.folded) for part in self.parts))


class _Worth(NamedTuple):
    """How well a part answers a question: by its rank where it is a name and nothing more, then by its words.

    `covered`: what it has itself, as far as that decides between parts of a page.
    """

    rank: int
    words: float
    covered: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page as the list of results shows it."""

    address: str
    icon: str
    title: str
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    `mended`: each word that no page has, and the word that was looked for instead. `nowhere`: those that no
    page has and none is like, where they are half of what was asked or more.
    """

    pages: list[SearchResult]
    mended: list[tuple[str, str]]
    nowhere: list[str]


@dataclass(frozen=True, slots=True)
class _Question:
    """What somebody asks: all the words as said, and those that say something with what each is worth."""

    said: tuple[str, ...]
    worth: dict[str, float]


class Index:
    """The full-text index of the pages in one language."""

    def __init__(self, tag: str, entries: Iterable[Entry]) -> None:
        self._tag = tag
        self._words = Words(tag)
        # The stemmer keeps what it works on in itself, and the table has one connection, so one reader at a
        # time. A search takes a few milliseconds.
        self._lock = Lock()
        self._table = sqlite.connect(":memory:", check_same_thread=False)
        self._table.execute("CREATE VIRTUAL TABLE entry USING fts5(title, keywords, heading, words)")
        # What a misspelt word may be taken for, each with how it is written.
        self._names: dict[str, str] = {}
        self._parts = [self._put(number, entry) for number, entry in enumerate(entries)]
        self._at = {part.entry.address: part for part in self._parts}
        self._pages: dict[str, _Page] = {}
        for part in self._parts:
            self._pages.setdefault(_page_of(part.entry), _Page([])).parts.append(part)
        self._stems = _in_order(
            chain.from_iterable((*page.named, *page.text) for page in self._pages.values())
        )

    def _put(self, number: int, entry: Entry) -> _Part:
        """An entry in the table, and its words for the ranking."""
        text_of_it = "" if entry.only_by_name else entry.words
        texts = (entry.title, entry.keywords, entry.heading, " ".join(entry.folded), text_of_it)
        for text in texts[:4]:
            self._names = self._words.as_written(text) | self._names
        title, keywords, heading, folded, words = map(self._words.stems_of, texts)
        columns = (title, keywords, [*heading, *folded], words)
        self._table.execute(
            "INSERT INTO entry(rowid, title, keywords, heading, words) VALUES (?, ?, ?, ?, ?)",
            (number, *map(" ".join, columns)),
        )
        # The title stands over the first part, which has no heading. Its keywords are the whole page's.
        own, rank = (entry.heading, _HEADING) if entry.heading else (entry.title, _TITLE)
        names = [
            self._name(own, rank),
            *(self._name(fold, _FOLD) for fold in entry.folded),
            *(self._name(other, _OTHER) for other in entry.keywords.split(",") if other.strip()),
        ]
        return _Part(
            entry,
            is_first=not entry.heading,
            names=tuple(names),
            named=_in_order((*keywords, *(heading or title))),
            folded=_in_order(folded),
            text=_in_order(words),
        )

    def _name(self, text: str, rank: int) -> _Name:
        return _Name(self._words.said(text), frozenset(map(self._words.stem, self._words.saying(text))), rank)

    def find(
        self,
        looked_for: str,
        may_be: MayBe = lambda typed, meant: True,
        read_first: Callable[[str], Sequence[str]] = lambda meant: (),
    ) -> Found:
        """The pages that hold some of the words, the best first, each once. No words find nothing.

        `may_be`: whether a word that no page has, as it was typed, may be taken for another. `read_first`:
        given the words as they were meant, pages (or `page#heading`) that go before all but those whose
        heading is typed.
        """
        as_written = self._words.as_written(looked_for)
        mended: dict[str, str] = {}
        nowhere: dict[str, None] = {}
        with self._lock:
            stems: dict[str, None] = {}
            for word in self._words.saying(looked_for)[:_MOST_WORDS]:
                stem = self._words.stem(word)
                if _stands(stem, self._stems):
                    stems[stem] = None
                    continue
                instead = (mend(word, self._names) or "").split()
                written = " ".join(self._names[one] for one in instead)
                if instead and may_be(as_written[word], written):
                    mended[as_written[word]] = written
                    stems |= dict.fromkeys(map(self._words.stem, instead))
                else:
                    nowhere[as_written[word]] = None
                    stems[stem] = None
            rows = self._rows(list(stems)) if stems else []
        meant = self._words.exchanged(looked_for, mended)
        asked = _Question(self._words.said(meant), {stem: self._rarity(stem) for stem in stems})
        told = list(nowhere) if 2 * len(nowhere) >= len(stems) else []
        return Found(self._ranked(rows, asked, read_first(meant)), list(mended.items()), told)

    def _rows(self, stems: list[str]) -> list[tuple[int, float]]:
        # Any of the words, each also as the beginning of a longer one; the ranking prefers parts with more
        # of them.
        query = " OR ".join(f'"{stem}"' + ("" if self._is_whole(stem) else "*") for stem in stems)
        found: list[tuple[int, float]] = self._table.execute(
            f"SELECT rowid, bm25(entry, {_WEIGHTS}) FROM entry WHERE entry MATCH ? ORDER BY 2",  # noqa: S608  # our numbers
            (query,),
        ).fetchall()
        return found

    def _is_whole(self, stem: str) -> bool:
        """Whether a word is too short to be the beginning of others, as it stands somewhere by itself."""
        return len(stem) <= _MOST_LETTERS_WHOLE and _stands(stem, self._stems) == _WHOLE

    def _ranked(
        self, rows: list[tuple[int, float]], asked: _Question, first: Sequence[str]
    ) -> list[SearchResult]:
        """Rank the results: first the pages of which a name was typed, then those with the rarest words.

        Of a page, the part that has most of them, and the first part where others have no more. `first`:
        pages or parts that go before all but those whose heading was typed.
        """
        pages: dict[str, list[tuple[_Worth, float, _Part]]] = {}
        for number, bm25 in rows:
            part = self._parts[number]
            address = _page_of(part.entry)
            worth = self._worth(part, self._pages[address], asked)
            pages.setdefault(address, []).append((worth, bm25, part))
        ranked = sorted(
            pages.values(),
            key=lambda parts: (
                -max(worth.rank for worth, *_ in parts),
                -max(worth.words for worth, *_ in parts),
                min(bm25 for _, bm25, _ in parts),
            ),
        )
        best = [min(parts, key=lambda one: (-one[0].rank, *_order_on_page(*one))) for parts in ranked]
        called = [part for worth, _, part in best if worth.rank > _OTHER]
        wanted = [self._at[address] for one in first if (address := f"/{self._tag}/{one}") in self._at]
        pages_in_order: dict[str, _Part] = {}
        for part in (*called, *wanted, *(part for *_, part in best)):
            pages_in_order.setdefault(_page_of(part.entry), part)
        return [_as_result(part.entry) for part in list(pages_in_order.values())[:_MOST_FOUND]]

    def _rarity(self, stem: str) -> float:
        """How much a word says about a page that has it: more, the fewer pages do."""
        having = sum(
            bool(self._stands_in(stem, page.named) or self._stands_in(stem, page.text))
            for page in self._pages.values()
        )
        return log(1 + len(self._pages) / (having or 1)) * self._words.weight(stem)

    def _worth(self, part: _Part, page: _Page, asked: _Question) -> _Worth:
        words = covered = 0.0
        for stem, worth in asked.worth.items():
            own = max(
                self._stands_in(stem, part.named) * _NAMES_IT,
                self._stands_in(stem, part.folded) * _FOLDED,
                self._stands_in(stem, part.text) * _IN_TEXT,
            )
            around = max(
                self._stands_in(stem, page.named) * _NAMES_THE_PAGE,
                self._stands_in(stem, page.text) * _ON_THE_PAGE,
            )
            words += max(own, around) * worth
            covered += min(own, _WHOLE) * worth
        more = max(self._said_by_name(name, asked) for name in part.names)
        rank = max((name.rank for name in part.names if name.said == asked.said), default=0)
        return _Worth(rank, words + more, covered + more)

    def _said_by_name(self, name: _Name, asked: _Question) -> float:
        """What it is worth that a question says a name: all of it, or a part."""
        both = sum(worth for stem, worth in asked.worth.items() if stem in name.stems)
        if not both:
            return 0.0
        if name.stems == asked.worth.keys():
            return both * (_SAYS_THE_TITLE if name.rank >= _HEADING else _SAYS_A_NAME)
        if name.stems <= asked.worth.keys():
            return both * _SAYS_A_NAME * (1 - 1 / len(name.stems))  # one word alone says no more than it is
        return both * _IN_A_NAME * len(name.stems & asked.worth.keys()) / len(name.stems)

    def _stands_in(self, stem: str, words: tuple[str, ...]) -> float:
        """How well a word stands among these; 0 where it does not, or is too short to be a beginning."""
        found = _stands(stem, words)
        return found if found == _WHOLE or not self._is_whole(stem) else 0.0


def _order_on_page(worth: _Worth, bm25: float, part: _Part) -> tuple[float, ...]:
    """The place of a part among those of its page that are of one rank: the less, the sooner.

    What a part alone is called is more exact than the keywords of its page. Else the beginning of a page says
    more than a part.
    """
    sooner = part.is_first if worth.rank == _OTHER else not part.is_first
    return (-worth.covered, sooner, -worth.words, bm25)


def _page_of(entry: Entry) -> str:
    return entry.address.partition("#")[0]


def _in_order(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words)))


def _stands(stem: str, words: tuple[str, ...]) -> float:
    """How well a word stands among these, which are sorted: as it is, as the beginning of one, or not (0)."""
    place = bisect_left(words, stem)
    if place == len(words) or not words[place].startswith(stem):
        return 0.0
    return _WHOLE if words[place] == stem else _BEGINNING


def _as_result(entry: Entry) -> SearchResult:
    return SearchResult(entry.address, entry.icon, entry.title, entry.heading, _beginning(entry.words))


def _beginning(words: str, most: int = 160) -> str:
    """The first words, and never a part of a telephone number: somebody would ring it."""
    if len(words) <= most:
        return words
    begun = words[:most].rsplit(" ", 1)[0]
    if words[len(begun) :].lstrip()[:1].isdigit():
        begun = begun.rstrip("0123456789 ")
    return begun + " …"
