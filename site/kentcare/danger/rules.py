"""Finds words in a text that may mean that somebody is hurt, missing or at risk.

A phrase of the lists is made of words. `*` at the end of a word stands for any ending, and before it for up
to three letters, as “and” or “the” are written in Arabic and Tigrinya; `a|b` is one word or the other, and
`...` up to four words of the same sentence. Whether a word is denied is not asked: who writes “she is not
missing any more” was afraid that she was.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

_GAP = r"(?: [^ |]+){0,4}?"
# Where a sentence ends, also in Ethiopic and Arabic. A gap does not reach beyond it.
_ENDS = re.compile(r"[.!?;:\n\r\u1362\u1367\u1364\u061f\u06d4]+")
# Apostrophes go, so that “didn’t” and “didnt” are one word; every other sign is a space.
_APOSTROPHES = re.compile(r"['\u2018\u2019\u02bc\u0060\u00b4]")
_SIGNS = re.compile(r"[^\w|]+|_+")
# Vowel signs and the stretched line of Arabic; and letters that are written in more than one way.
_UNWRITTEN = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_ONE_LETTER = str.maketrans(
    "\u0623\u0625\u0622\u0671\u0649\u0629\u0624\u0626", "\u0627\u0627\u0627\u0627\u064a\u0647\u0648\u064a"
)


class Danger(StrEnum):
    """What it may be."""

    HURT = "hurt"
    MISSING = "missing"
    AT_RISK = "at risk"


class BadPhrase(ValueError):
    """A phrase that says nothing, or in a way that is not known."""


@dataclass(frozen=True, slots=True)
class Match:
    """Words that were found, and what they may mean."""

    danger: Danger
    words: str


def normal(text: str) -> str:
    """The words alone, between spaces, with a line where a sentence ends."""
    plain = _UNWRITTEN.sub("", unicodedata.normalize("NFKC", text).casefold()).translate(_ONE_LETTER)
    plain = _ENDS.sub(" | ", _APOSTROPHES.sub("", plain.replace("|", " ")))
    return f" {' '.join(_SIGNS.sub(' ', plain).split())} "


def pattern_of(phrase: str) -> str:
    """The phrase as a regular expression over what `normal` answers. Raises BadPhrase."""
    parts = phrase.split()
    if not parts or parts[0] == "..." or parts[-1] == "...":
        raise BadPhrase(phrase)
    return "".join(_GAP if part == "..." else f" {_word(part)}" for part in parts) + r"(?= )"


def _word(part: str) -> str:
    """One word, or one of several."""
    found = []
    for choice in part.split("|"):
        stem = choice.removeprefix("*").removesuffix("*")
        words = normal(stem).split()
        if len(words) != 1:
            raise BadPhrase(part)
        before, after = choice.startswith("*"), choice.endswith("*")
        found.append((r"\w{0,3}" if before else "") + re.escape(words[0]) + (r"\w*" if after else ""))
    return f"(?:{'|'.join(found)})"


@dataclass(frozen=True, slots=True)
class Finder:
    """All the phrases, ready to be looked for."""

    patterns: Sequence[tuple[Danger, re.Pattern[str]]]
    harmless: re.Pattern[str] | None

    @classmethod
    def of(cls, phrases: Iterable[tuple[Danger, str]], harmless: Iterable[str]) -> "Finder":
        """`harmless`: phrases that take away what lies inside them. Raises BadPhrase."""
        by_kind: dict[Danger, list[str]] = {}
        for danger, phrase in phrases:
            by_kind.setdefault(danger, []).append(pattern_of(phrase))
        without = [pattern_of(phrase) for phrase in harmless]
        return cls(
            [(danger, re.compile("|".join(found))) for danger, found in by_kind.items()],
            re.compile("|".join(without)) if without else None,
        )

    def found(self, texts: Iterable[str]) -> list[Match]:
        """What these texts say, each thing once."""
        matches: dict[Match, None] = {}
        for text in texts:
            words = normal(text)
            spared = [match.span() for match in self.harmless.finditer(words)] if self.harmless else []
            for danger, pattern in self.patterns:
                for match in pattern.finditer(words):
                    start, end = match.span()
                    if not any(first <= start and end <= last for first, last in spared):
                        matches[Match(danger, match[0].strip())] = None
        return list(matches)
