"""Mends a word that somebody misspelt, and leaves every other word as it is.

A word that is good English is never taken for another: somebody who types "mould" means mould, though no
page may have the word. For other languages no list says which words are, so theirs must be more alike.
"""

from collections.abc import Collection
from difflib import get_close_matches

from kentcare.offer.danger.letters import folded
from kentcare.offer.danger.misspelt import is_real

_LENGTHS = range(4, 21)
# How alike two words must be, from 0 to 1, by difflib: one letter more, less or other in six is 0.83 to 0.92.
_ALIKE, _ALIKE_ELSEWHERE = 0.8, 0.88


def mend(word: str, among: Collection[str]) -> str | None:
    """The word of these that somebody most likely meant, or the two, with a space, that they typed as one.

    None where the word may be right, or is like none.
    """
    if len(word) not in _LENGTHS:
        return None
    # A letter that is doubled or is not is a slip, though that may make a word elsewhere, as "pasport" is.
    for other in among:
        if len(other) in _LENGTHS and other.isascii() and folded(other) == folded(word):
            return other
    if is_real(word):
        return None
    for at in range(_LENGTHS.start, len(word) - _LENGTHS.start + 1):
        if word[:at] in among and word[at:] in among:
            return f"{word[:at]} {word[at:]}"
    alike = _ALIKE if word.isascii() else _ALIKE_ELSEWHERE
    return next(iter(get_close_matches(word, among, 1, alike)), None)
