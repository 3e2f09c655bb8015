"""Mends a word that somebody misspelt, and leaves every other word as it is.

A word that is good English is never taken for another: somebody who types "mould" means mould, though no
page may have the word. Which words those are say the lists of frequent English words and of names that come
with zxcvbn, which the site needs for passwords. For other languages there is no such list, so their words
must be more alike.
"""

from collections.abc import Collection
from difflib import get_close_matches
from functools import cache

_LENGTHS = range(4, 21)
# How alike two words must be, from 0 to 1, by difflib: one letter more, less or other in six is 0.83 to 0.92.
_ALIKE, _ALIKE_ELSEWHERE = 0.8, 0.88


@cache
def _real_words() -> frozenset[str]:
    # Here, because it is big and only a word that stands nowhere asks for it.
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    # Each word is in one list only, so that many a plain word is among the passwords.
    return frozenset(word for words in FREQUENCY_LISTS.values() for word in words)


def is_real(word: str) -> bool:
    """Whether a word, in small letters, is frequent in English, or somebody's name."""
    return word in _real_words()


def mend(word: str, among: Collection[str]) -> str | None:
    """The word of these that somebody most likely meant; None where the word may be right or is like none."""
    if len(word) not in _LENGTHS or is_real(word):
        return None
    alike = _ALIKE if word.isascii() else _ALIKE_ELSEWHERE
    return next(iter(get_close_matches(word, among, 1, alike)), None)
