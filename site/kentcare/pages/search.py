"""Search within the site, in the reader's language, by SQLite's full-text index in memory.

Words are cut to their stems by Snowball where it knows the language. Marks that people leave out when they
type (Arabic vowels and the shapes of alef) are left out of both sides.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

import snowballstemmer
from pysqlite3 import dbapi2 as sqlite

_SAME = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None}
)
_STEMMERS = {"en": "english", "ar": "arabic"}
# Words that say nothing about what is looked for.
_EMPTY = {
    "en": "a about an am and are at be can do does for from get have how i if in is it me my not of on or "
    "that the there they this to was we what when where which who will with would you your",
    "ar": "في من على الى عن ما هل هو هي ان لا مع هذا هذه انا لي متى اين كيف كم التي الذي او ثم عند",
    "ti": "ኣብ ናይ እዩ እያ ናብ ካብ እንታይ ከመይ መን መዓስ ኣበይ ብ ን ድማ ወይ እቲ እታ እዚ እዛ ኣነ ናተይ",
}
_MOST_WORDS = 12
_MOST_FOUND = 12
# What a word is worth where it stands: in the title, in the words people look for it by, in a heading, in
# the text.
_WORTH = "10.0, 8.0, 4.0, 1.0"


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
class Found:
    """A page as the list of results shows it."""

    address: str
    icon: str
    title: str
    heading: str
    words: str


class Index:
    """Everything in one language that can be found."""

    def __init__(self, tag: str, entries: Iterable[Entry]) -> None:
        self._tag = tag
        stemmer = _STEMMERS.get(tag)
        self._stem = snowballstemmer.stemmer(stemmer).stemWords if stemmer else list
        self._empty = {self._plain(word) for word in _EMPTY.get(tag, "").split()}
        self._entries = list(entries)
        # One connection for all threads, and a lock around it: a search takes a fraction of a millisecond.
        self._lock = Lock()
        self._table = sqlite.connect(":memory:", check_same_thread=False)
        self._table.execute("CREATE VIRTUAL TABLE entry USING fts5(title, keywords, heading, words)")
        self._table.executemany(
            "INSERT INTO entry(rowid, title, keywords, heading, words) VALUES (?, ?, ?, ?, ?)",
            [
                (number, *map(self._stems, (entry.title, entry.keywords, entry.heading, entry.words)))
                for number, entry in enumerate(self._entries)
            ],
        )

    def find(self, looked_for: str) -> list[Found]:
        """The pages that hold the words, the best first, each once. Nothing for nothing."""
        words = [word for word in self._words(looked_for) if word not in self._empty][:_MOST_WORDS]
        if not words:
            words = self._words(looked_for)[:_MOST_WORDS]
        stems = dict.fromkeys(self._stem(words))
        if not stems:
            return []
        # Any of the words, each also as the beginning of a longer one; the ranking prefers parts with more
        # of them.
        query = " OR ".join(f'"{stem}"*' for stem in stems)
        with self._lock:
            rows = self._table.execute(
                f"SELECT rowid, bm25(entry, {_WORTH}) FROM entry WHERE entry MATCH ? ORDER BY 2 LIMIT 100",  # noqa: S608  # our numbers
                (query,),
            ).fetchall()
        return self._pages(rows, stems)

    def _pages(self, rows: list[tuple[int, float]], stems: dict[str, None]) -> list[Found]:
        """First the pages where most of the words stand; of a page, the part that has most of them."""
        parts: dict[str, list[tuple[int, float, Entry]]] = {}
        met: dict[str, set[str]] = {}
        for number, worth in rows:
            entry = self._entries[number]
            page = entry.address.partition("#")[0]
            # The title stands over the first part.
            own = self._met(stems, entry.heading or entry.title, entry.words)
            parts.setdefault(page, []).append((-len(own), worth, entry))
            met.setdefault(page, set()).update(own, self._met(stems, entry.title, entry.keywords))
        ranked = sorted(parts, key=lambda page: (-len(met[page]), min(worth for _, worth, _ in parts[page])))
        best = [min(parts[page], key=lambda part: part[:2])[2] for page in ranked[:_MOST_FOUND]]
        return [
            Found(entry.address, entry.icon, entry.title, entry.heading, _beginning(entry.words))
            for entry in best
        ]

    def _met(self, stems: dict[str, None], *texts: str) -> set[str]:
        """Which of the words stand in some texts, or begin a word there."""
        there = self._stems(" ".join(texts)).split()
        return {stem for stem in stems if any(word.startswith(stem) for word in there)}

    def _stems(self, text: str) -> str:
        return " ".join(self._stem(self._words(text)))

    def _words(self, text: str) -> list[str]:
        return re.findall(r"[^\W_]+", self._plain(text))

    @staticmethod
    def _plain(text: str) -> str:
        apart = unicodedata.normalize("NFKD", text.translate(_SAME)).casefold()
        return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_SAME)


def _beginning(words: str, most: int = 160) -> str:
    if len(words) <= most:
        return words
    return words[:most].rsplit(" ", 1)[0] + " …"
