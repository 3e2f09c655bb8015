"""Mends a misspelt word of danger: one letter too many, one too few, another one, or two in the wrong order.

Only words in Latin letters, and none that is good English: whoever types "stranger" means no "strangler".
Which words those are say the lists of frequent English words and of names that come with zxcvbn, which the
site needs for passwords.
"""

from collections.abc import Iterable, Iterator
from functools import cache, cached_property

from kentcare.offer.danger.letters import folded, places_of
from kentcare.offer.danger.pattern import Beginning, Choice, Exactly

_FEWEST_LETTERS = 4
_FEWEST_TO_BEGIN = 3  # Arabic has beginnings of two letters, with which every tenth word begins
# How an English word may go on whose beginning is listed. Most of these make no word, and do no harm.
_ENDINGS = ("", "e", "ed", "s", "ing", "er", "ion", "al")
_MOST_WAYS = 8  # of reading a misspelt word
_MOST_WORDS = 12  # that are mended in one text


@cache
def _real_words() -> frozenset[str]:
    # Here, because it is big and only a word that stands nowhere asks for it.
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    # Each word is in one list only, so that many a plain word is among the passwords.
    return frozenset(word for words in FREQUENCY_LISTS.values() for word in words)


def is_real(word: str) -> bool:
    """Whether a word, in small letters, is frequent in English, or somebody's name."""
    return word in _real_words()


class Vocabulary:
    """The words that stand in phrases, and what a misspelt one may have been."""

    def __init__(self, phrases: Iterable[Choice]) -> None:
        words = {word for phrase in phrases for word in _words_in(phrase)}
        self._whole = {word.letters for word in words if isinstance(word, Exactly)}
        beginnings = {word.letters for word in words if isinstance(word, Beginning)}
        self._beginnings = tuple(sorted(one for one in beginnings if len(one) >= _FEWEST_TO_BEGIN))

    @cached_property
    def _near(self) -> dict[str, list[tuple[str, int | None]]]:
        """The words by what is left of each without one letter: so two are compared without a search."""
        near: dict[str, list[tuple[str, int | None]]] = {}
        endless = (beginning + ending for beginning in self._beginnings for ending in _ENDINGS)
        for word in sorted({*self._whole, *endless}):
            if word.isascii() and word.isalpha() and len(word) >= _FEWEST_LETTERS:
                for less, at in _without_a_letter(word):
                    near.setdefault(less, []).append((word, at))
        return near

    def has(self, word: str) -> bool:
        """Whether a folded word stands in the phrases, or begins as one of them may."""
        return word in self._whole or word.startswith(self._beginnings)

    def mended(self, text: str) -> list[tuple[str, list[tuple[int, int]]]]:
        """The text with its misspelt words mended, in as many ways as there are; nothing if none is.

        Beside each, where its words stand: as many as `places_of` finds in the text that was given.
        """
        places = places_of(text)
        nearest: dict[int, list[str]] = {}
        for number, (start, end) in enumerate(places):
            if len(nearest) < _MOST_WORDS and (near := self._like(text[start:end])):
                nearest[number] = near
        ways = min(_MOST_WAYS, max(map(len, nearest.values()), default=0))
        return [
            _put_in(text, places, {number: near[min(way, len(near) - 1)] for number, near in nearest.items()})
            for way in range(ways)
        ]

    def _like(self, typed: str) -> list[str]:
        """The words that a misspelt one may have been, the likeliest first."""
        word = folded(typed)
        if not (word.isascii() and word.isalpha()) or len(word) < _FEWEST_LETTERS:
            return []
        # "restraind" begins as "restrain*" does, and yet another phrase asks for "restrained".
        if word in self._whole or is_real(typed.lower()) or is_real(word):
            return []
        # The first letter is seldom wrong, and most words have as many letters as were typed.
        found = {
            near
            for less, at in _without_a_letter(word)
            for near, there in self._near.get(less, ())
            if near[0] == word[0] and (at is None or there is None or abs(at - there) <= 1)
        }
        return sorted(found, key=lambda near: (abs(len(near) - len(word)), near))


def _words_in(phrase: Choice) -> Iterator[Exactly | Beginning]:
    for series in phrase.among:
        for part in series:
            if isinstance(part, Choice):
                yield from _words_in(part)
            elif isinstance(part, Exactly | Beginning):
                yield part


def _without_a_letter(word: str) -> list[tuple[str, int | None]]:
    """A word, and what is left of it without one of its letters, with the place of that letter."""
    return [(word, None), *((word[:at] + word[at + 1 :], at) for at in range(len(word)))]


def _put_in(
    text: str, places: list[tuple[int, int]], words: dict[int, str]
) -> tuple[str, list[tuple[int, int]]]:
    """A text with other words at some of its places, and the places of its words after that."""
    made, before, at, then = "", 0, 0, []
    for number, (start, end) in enumerate(places):
        made += text[before:start]
        at = len(made)
        made += words.get(number, text[start:end])
        then.append((at, len(made)))
        before = end
    return made + text[before:], then
