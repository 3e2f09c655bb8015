"""Search within the site, in the reader's language, by SQLite's full-text index in memory.

Words are cut to their stems by Snowball where it knows the language. Marks that people leave out when they
type (Arabic vowels and the shapes of alef) are removed from the pages and from the query.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from threading import Lock

import snowballstemmer
from pysqlite3 import dbapi2 as sqlite

_SAME_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None}
)
_STEMMERS = {"en": "english", "ar": "arabic"}
# Words that say nothing about what is looked for.
_STOP_WORDS = {
    "en": "a about an am and are at be can do does for from get have how i if in is it me my not of on or "
    "that the there they this to was we what when where which who will with would you your",
    "ar": "في من على الى عن ما هل هو هي ان لا مع هذا هذه انا لي متى اين كيف كم التي الذي او ثم عند عندما "
    "ابلغ اصبح",
    "ti": "ኣብ ናይ እዩ እያ ናብ ካብ እንታይ ከመይ መን መዓስ ኣበይ ብ ን ድማ ወይ እቲ እታ እዚ እዛ ኣነ ናተይ እየ ምስ",
}
_MOST_WORDS = 12
# A word of so many letters that stands nowhere is taken for the one most like it, if it is so much like it.
_LENGTHS_TO_CORRECT, _SIMILARITY = range(4, 21), 0.75
_MOST_FOUND = 12
# The weight of a match in the title, in the keywords, in a heading, in the text.
_WEIGHTS = "10.0, 8.0, 4.0, 1.0"


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
class _IndexedEntry:
    """An entry with the words in it, cut to their stems, in the order of the alphabet.

    `own` are those of its heading and its text, `page` those of its page's title and keywords.
    """

    entry: Entry
    own: tuple[str, ...]
    page: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page as the list of results shows it."""

    address: str
    icon: str
    title: str
    heading: str
    words: str


class Index:
    """The full-text index of the pages in one language."""

    def __init__(self, tag: str, entries: Iterable[Entry]) -> None:
        stemmer = _STEMMERS.get(tag)
        self._stem = snowballstemmer.stemmer(stemmer).stemWord if stemmer else str
        self._stop_words = {self._plain(word) for word in _STOP_WORDS.get(tag, "").split()}
        # The stemmer keeps what it works on in itself, and the table has one connection, so one reader at a
        # time. A search takes a fraction of a millisecond.
        self._lock = Lock()
        self._table = sqlite.connect(":memory:", check_same_thread=False)
        self._table.execute("CREATE VIRTUAL TABLE entry USING fts5(title, keywords, heading, words)")
        self._vocabulary: set[str] = set()
        self._parts = [self._put(number, entry) for number, entry in enumerate(entries)]
        self._stems_there = tuple(sorted({stem for part in self._parts for stem in (*part.own, *part.page)}))

    def _put(self, number: int, entry: Entry) -> _IndexedEntry:
        """An entry in the table, and its words for the ranking. The title stands over the first part."""
        texts = [self._words(text) for text in (entry.title, entry.keywords, entry.heading, entry.words)]
        self._vocabulary.update(*texts)
        columns = [list(map(self._stem, words)) for words in texts]
        self._table.execute(
            "INSERT INTO entry(rowid, title, keywords, heading, words) VALUES (?, ?, ?, ?, ?)",
            (number, *map(" ".join, columns)),
        )
        title, keywords, heading, words = columns
        return _IndexedEntry(
            entry, tuple(sorted({*(heading or title), *words})), tuple(sorted({*title, *keywords}))
        )

    def find(self, looked_for: str) -> list[SearchResult]:
        """The pages that hold some of the words, the best first, each once. No words find nothing."""
        every = self._words(looked_for)
        words = [word for word in every if word not in self._stop_words] or every
        with self._lock:
            stems = list(dict.fromkeys(map(self._stem_of, words[:_MOST_WORDS])))
            rows = self._rows(stems) if stems else []
        return self._pages(rows, stems)

    def _stem_of(self, word: str) -> str:
        """The stem of a word, or of the most similar word on the pages where somebody misspelt it."""
        stem = self._stem(word)
        if _matching([stem], self._stems_there) or len(word) not in _LENGTHS_TO_CORRECT:
            return stem
        return self._stem(next(iter(get_close_matches(word, self._vocabulary, 1, _SIMILARITY)), word))

    def _rows(self, stems: list[str]) -> list[tuple[int, float]]:
        # Any of the words, each also as the beginning of a longer one; the ranking prefers parts with more
        # of them.
        query = " OR ".join(f'"{stem}"*' for stem in stems)
        found: list[tuple[int, float]] = self._table.execute(
            f"SELECT rowid, bm25(entry, {_WEIGHTS}) FROM entry WHERE entry MATCH ? ORDER BY 2 LIMIT 100",  # noqa: S608  # our numbers
            (query,),
        ).fetchall()
        return found

    def _pages(self, rows: list[tuple[int, float]], stems: list[str]) -> list[SearchResult]:
        """First the pages where most of the words stand; of a page, the part that has most of them."""
        parts: dict[str, list[tuple[int, float, Entry]]] = {}
        met: dict[str, set[str]] = {}
        for number, worth in rows:
            part = self._parts[number]
            page = part.entry.address.partition("#")[0]
            own = _matching(stems, part.own)
            parts.setdefault(page, []).append((-len(own), worth, part.entry))
            met.setdefault(page, set()).update(own, _matching(stems, part.page))
        ranked = sorted(parts, key=lambda page: (-len(met[page]), min(worth for _, worth, _ in parts[page])))
        best = [min(parts[page], key=lambda part: part[:2])[2] for page in ranked[:_MOST_FOUND]]
        return [
            SearchResult(entry.address, entry.icon, entry.title, entry.heading, _beginning(entry.words))
            for entry in best
        ]

    def _words(self, text: str) -> list[str]:
        return re.findall(r"[^\W_]+", self._plain(text))

    @staticmethod
    def _plain(text: str) -> str:
        apart = unicodedata.normalize("NFKD", text.translate(_SAME_LETTERS)).casefold()
        return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_SAME_LETTERS)


def _matching(stems: list[str], words: tuple[str, ...]) -> set[str]:
    """Which of the stems are among the words, or begin one. The words must be sorted."""
    return {
        stem
        for stem in stems
        if (place := bisect_left(words, stem)) < len(words) and words[place].startswith(stem)
    }


def _beginning(words: str, most: int = 160) -> str:
    if len(words) <= most:
        return words
    return words[:most].rsplit(" ", 1)[0] + " …"
