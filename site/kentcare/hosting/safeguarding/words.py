"""The lists of content/danger, one for each language that a Host or a young person may write or quote.

All of them are applied to every text: a report in English quotes what was said in Tigrinya.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from kentcare import paths
from kentcare.core.content.edition import Current
from kentcare.core.content.files import ContentError, ContentFault, ContentFile
from kentcare.hosting.safeguarding.rules import (
    KINDS,
    Choice,
    Finder,
    Groups,
    Kind,
    Match,
    PatternError,
    Phrase,
    Series,
    meaning_of,
)

MISSES = "misses.yaml"
_Seen = dict[tuple[Kind, Series], tuple[str, str]]


class _Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stops a Host, and what does not although it looks like it."""

    stop: list[str]
    unless: list[str] = []


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of content/danger."""

    hurt: _Lists
    missing: _Lists
    at_risk: _Lists = msgspec.field(name="at risk")
    groups: dict[str, list[str]] = {}
    prefixes: list[str] = []


class Miss(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence that the lists get wrong, and why we let it be so."""

    says: str
    what: Literal["missed", "stopped for nothing"]
    why: str


class Lexicon:
    """Every phrase of every language."""

    def __init__(self, phrases: Iterable[Phrase], prefixes: Iterable[str]) -> None:
        self.phrases = tuple(phrases)
        self.prefixes = tuple(prefixes)
        self._finder = Finder(self.phrases, self.prefixes)

    def found(self, texts: Iterable[str]) -> list[Match]:
        """What in these texts suggests that somebody is hurt, missing or at risk."""
        return self._finder.found(texts)

    @classmethod
    def load(cls, content: Path) -> "Lexicon":
        """Read and check every list, and the misses we publish. Raises ContentError with all the faults."""
        folder = content / "danger"
        faults: list[ContentFault] = []
        phrases: list[Phrase] = []
        prefixes: list[str] = []
        seen: _Seen = {}
        for path in sorted(folder.glob("*")):
            if path.suffix != ".yaml":
                faults.append(
                    ContentFault(f"danger/{path.name}", 1, "The name of this file must end in “.yaml”.")
                )
            elif path.name != MISSES:
                try:
                    file = ContentFile(path, content)
                    data = file.into(_File)
                except ContentError as error:
                    faults += error.faults
                    continue
                phrases += _phrases(file, data, seen, faults)
                prefixes += data.prefixes
        if not phrases and not faults:
            faults.append(ContentFault("danger/en.yaml", 1, "This file is missing."))
        try:
            misses(content)
        except ContentError as error:
            faults += error.faults
        if faults:
            raise ContentError(faults)
        return cls(phrases, prefixes)


def misses(content: Path) -> list[Miss]:
    """What the lists are known to get wrong: content/danger/misses.yaml. Raises ContentError."""
    return ContentFile(content / "danger" / MISSES, content).into(list[Miss])


def _phrases(file: ContentFile, data: _File, seen: _Seen, faults: list[ContentFault]) -> Iterator[Phrase]:
    """The phrases of one file. `seen` holds what any file has said of a kind already, and where.

    Two phrases may overlap; a fault is one that adds nothing, or cancels what its own kind stops at.
    """
    groups = _groups(file, data, faults)
    for kind, harmless, where, phrase in _entries(data):
        try:
            meant = meaning_of(phrase, groups)
        except PatternError as error:
            faults.append(file.fault(where, str(error)))
            continue
        before = [seen[kind, one] for one in meant.among if (kind, one) in seen]
        if len(before) == len(meant.among):
            name, other = min(before)
            faults.append(file.fault(where, f"“{phrase}” is said already, by “{other}” in {name}."))
        seen |= {(kind, one): (file.name, phrase) for one in meant.among}
        yield Phrase(kind, phrase, meant, harmless)


def _entries(data: _File) -> Iterator[tuple[Kind, bool, str, str]]:
    """The kind of each phrase, whether it is harmless, where it stands and how it is written."""
    lists = dict(zip(KINDS, (data.hurt, data.missing, data.at_risk), strict=True))
    for kind, two in lists.items():
        for name, entries in (("stop", two.stop), ("unless", two.unless)):
            for index, phrase in enumerate(entries):
                yield kind, name == "unless", f"{kind}.{name}[{index}]", phrase


def _groups(file: ContentFile, data: _File, faults: list[ContentFault]) -> Groups:
    """The words of each group, read as phrases are: they may be two words, or end in a star."""
    groups: dict[str, Choice] = {}
    for name, words in data.groups.items():
        found: set[Series] = set()
        for index, word in enumerate(words):
            try:
                found |= meaning_of(word, {}).among
            except PatternError as error:
                faults.append(file.fault(f"groups.{name}[{index}]", str(error)))
        groups[name] = Choice(frozenset(found))
    return groups


_current = Current(lambda: Lexicon.load(paths.CONTENT))


def lexicon_now() -> Lexicon:
    """Raises ContentError where content/ has a fault and never was without one."""
    return _current.get()


def found(texts: Iterable[str]) -> list[Match]:
    """The same, by the lists as they are now. Raises ContentError as `lexicon_now` does."""
    return lexicon_now().found(texts)
