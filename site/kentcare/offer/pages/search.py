"""Search within the site, in the reader's language, by SQLite's full-text index in memory.

Words are cut to their stems by Snowball where it knows the language. Marks that people leave out when they
type (Arabic vowels and the shapes of alef) are removed from the pages and from the query.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import log
from threading import Lock

import snowballstemmer
from pysqlite3 import dbapi2 as sqlite

from kentcare.offer.pages.spelling import mend

_SAME_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None}
)
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´"))  # "don't" is one word, and some type none
_STEMMERS = {"en": "english", "ar": "arabic"}
# Words that say nothing about what is looked for.
_STOP_WORDS = {
    "en": "a about an am and are at be can do does for from get have how i if in is it me my not of on or "
    "that the there they this to was we what when where which who will with would you your im ive ill id u "
    "ur n w r pls plz wtf gona gonna wanna he she her his them their say says said so too just any some but "
    "then than cant cannot dont doesnt didnt wont isnt arent hasnt havent couldnt",
    "ar": "في من على الى عن ما هل هو هي ان لا مع هذا هذه انا لي متى اين كيف كم التي الذي او ثم عند عندما "
    "ابلغ اصبح",
    "ti": "ኣብ ናይ እዩ እያ ናብ ካብ እንታይ ከመይ መን መዓስ ኣበይ ብ ን ድማ ወይ እቲ እታ እዚ እዛ ኣነ ናተይ እየ ምስ",
}
_MOST_WORDS = 12
# A word of so few letters, where it stands somewhere by itself, is not the beginning of others: "PA" is not
# "paid".
_MOST_LETTERS_WHOLE = 3
# What a word is worth that stands on a page as it is, and as the beginning of another; and how many times as
# much it is worth in the page's names: its title, headings and keywords.
_WHOLE, _BEGINNING, _IN_NAMES = 1.0, 0.6, 2.0
_MOST_FOUND = 12
# The weight of a match in the title, in the keywords, in a heading, in the text.
_WEIGHTS = "10.0, 8.0, 4.0, 1.0"
_WRITTEN = re.compile(r"[^\s.,;:!?؟،؛።፣()\[\]{}\"“”«»]+")


# Given a word as it was typed and one that names a page: whether the first may be taken for the second.
MayBe = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of a page that can be found: what is under one heading."""

    address: str
    icon: str
    title: str
    keywords: str
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class _StemmedWords:
    """The words of a part, or of a whole page, cut to their stems and in the order of the alphabet.

    `names`: those that name this part; of a page, all that name it or a part. `text`: those of its text.
    `of_page`: those that name the page that a part belongs to, in its title and in its keywords.
    """

    entry: Entry
    names: tuple[str, ...]
    text: tuple[str, ...]
    of_page: tuple[str, ...] = ()


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
    """What a search found. `mended`: each word that no page has, and the word that was looked for instead."""

    pages: list[SearchResult]
    mended: list[tuple[str, str]]


class Index:
    """The full-text index of the pages in one language."""

    def __init__(self, tag: str, entries: Iterable[Entry]) -> None:
        stemmer = _STEMMERS.get(tag)
        self._stem = snowballstemmer.stemmer(stemmer).stemWord if stemmer else str
        self._stop_words = {word for one in _STOP_WORDS.get(tag, "").split() for word in self._words(one)}
        # The stemmer keeps what it works on in itself, and the table has one connection, so one reader at a
        # time. A search takes a fraction of a millisecond.
        self._lock = Lock()
        self._table = sqlite.connect(":memory:", check_same_thread=False)
        self._table.execute("CREATE VIRTUAL TABLE entry USING fts5(title, keywords, heading, words)")
        # What a misspelt word may be taken for, each with how it is written.
        self._names: dict[str, str] = {}
        self._parts = [self._put(number, entry) for number, entry in enumerate(entries)]
        self._pages = _pages_of(self._parts)
        self._stems = tuple(
            sorted({stem for page in self._pages.values() for stem in (*page.names, *page.text)})
        )

    def _put(self, number: int, entry: Entry) -> _StemmedWords:
        """An entry in the table, and its words for the ranking."""
        texts = (entry.title, entry.keywords, entry.heading, entry.words)
        for text in texts[:3]:
            self._names = self._as_written(text) | self._names
        title, keywords, heading, words = columns = [
            [self._stem(word) for word in self._words(text)] for text in texts
        ]
        self._table.execute(
            "INSERT INTO entry(rowid, title, keywords, heading, words) VALUES (?, ?, ?, ?, ?)",
            (number, *map(" ".join, columns)),
        )
        if heading:
            return _StemmedWords(entry, _in_order((*keywords, *heading)), _in_order(words), _in_order(title))
        # The title stands over the first part, which has no heading. Its keywords are the whole page's.
        return _StemmedWords(entry, _in_order(title), _in_order(words), _in_order((*title, *keywords)))

    def find(self, looked_for: str, may_be: MayBe = lambda typed, meant: True) -> Found:
        """The pages that hold some of the words, the best first, each once. No words find nothing.

        `may_be`: whether a word that no page has, as it was typed, may be taken for another.
        """
        every = self._words(looked_for)
        words = [word for word in every if word not in self._stop_words] or every
        as_written = self._as_written(looked_for)
        mended: dict[str, str] = {}
        with self._lock:
            stems: dict[str, None] = {}
            for word in words[:_MOST_WORDS]:
                stem = self._stem(word)
                if not _stands(stem, self._stems):
                    meant = mend(word, self._names)
                    if meant is not None and may_be(as_written[word], self._names[meant]):
                        mended[as_written[word]] = self._names[meant]
                        stem = self._stem(meant)
                stems[stem] = None
            rows = self._rows(list(stems)) if stems else []
        return Found(self._ranked(rows, list(stems)), list(mended.items()))

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

    def _ranked(self, rows: list[tuple[int, float]], stems: list[str]) -> list[SearchResult]:
        """Rank the results: first the pages with the rarest words, each by its part with most of them."""
        rarity = {stem: self._rarity(stem) for stem in stems}
        parts: dict[str, list[tuple[float, float, Entry]]] = {}
        for number, bm25 in rows:
            part = self._parts[number]
            parts.setdefault(_page_of(part.entry), []).append((-self._worth(part, rarity), bm25, part.entry))
        ranked = sorted(
            parts,
            key=lambda page: (
                -self._worth(self._pages[page], rarity),
                min(bm25 for _, bm25, _ in parts[page]),
            ),
        )
        best = [min(parts[page], key=lambda part: part[:2])[2] for page in ranked[:_MOST_FOUND]]
        return [
            SearchResult(entry.address, entry.icon, entry.title, entry.heading, _beginning(entry.words))
            for entry in best
        ]

    def _rarity(self, stem: str) -> float:
        """How much a word says about a page that has it: more, the fewer pages do."""
        having = sum(bool(self._stands_in(stem, page)) for page in self._pages.values())
        return log(1 + len(self._pages) / (having or 1))

    def _worth(self, words: _StemmedWords, rarity: dict[str, float]) -> float:
        return sum(self._stands_in(stem, words) * rare for stem, rare in rarity.items())

    def _stands_in(self, stem: str, words: _StemmedWords) -> float:
        """How well a word stands in these: best in a name; 0 where it does not."""
        least = _WHOLE if self._is_whole(stem) else _BEGINNING
        in_names, in_text = _stands(stem, words.names), _stands(stem, words.text)
        return max(in_names * _IN_NAMES * (in_names >= least), in_text * (in_text >= least))

    def _as_written(self, text: str) -> dict[str, str]:
        """The words of a text as they are compared, each with how it is written there."""
        return {word: one for one in _WRITTEN.findall(text) for word in self._words(one)}

    def _words(self, text: str) -> list[str]:
        return re.findall(r"[^\W_]+", self._plain(text))

    @staticmethod
    def _plain(text: str) -> str:
        together = text.translate(_APOSTROPHES).translate(_SAME_LETTERS)
        apart = unicodedata.normalize("NFKD", together).casefold()
        return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_SAME_LETTERS)


def _page_of(entry: Entry) -> str:
    return entry.address.partition("#")[0]


def _in_order(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words)))


def _pages_of(parts: Iterable[_StemmedWords]) -> dict[str, _StemmedWords]:
    """The words of each page, by its address."""
    pages: dict[str, list[_StemmedWords]] = {}
    for part in parts:
        pages.setdefault(_page_of(part.entry), []).append(part)
    return {
        address: _StemmedWords(
            these[0].entry,
            _in_order(word for part in these for word in (*part.names, *part.of_page)),
            _in_order(word for part in these for word in part.text),
        )
        for address, these in pages.items()
    }


def _stands(stem: str, words: tuple[str, ...]) -> float:
    """How well a word stands among these, which are sorted: as it is, as the beginning of one, or not (0)."""
    place = bisect_left(words, stem)
    if place == len(words) or not words[place].startswith(stem):
        return 0.0
    return _WHOLE if words[place] == stem else _BEGINNING


def _beginning(words: str, most: int = 160) -> str:
    if len(words) <= most:
        return words
    return words[:most].rsplit(" ", 1)[0] + " …"
