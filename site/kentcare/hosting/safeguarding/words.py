"""Reads content/danger: lists of phrases, one for each language that a Host or a young person may write.

All of them are applied to every text: a report in English quotes what was said in Tigrinya.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from kentcare import paths
from kentcare.core.content.edition import Current
from kentcare.core.content.files import ContentError, ContentFault, ContentFile
from kentcare.hosting.safeguarding.pattern import Choice, Groups, PatternError, Series, parse_pattern
from kentcare.hosting.safeguarding.rules import DANGER_KINDS, DangerKind, Finder, Phrase, PhraseMatch

MISSES = "misses.yaml"
_Seen = dict[tuple[DangerKind, Series], tuple[str, str]]


class _Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The phrases of one kind that halt a form, and those that look alike and do not."""

    stop: list[str]
    unless: list[str] = []


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of content/danger as it is written."""

    hurt: _Lists
    missing: _Lists
    at_risk: _Lists = msgspec.field(name="at risk")
    groups: dict[str, list[str]] = {}
    prefixes: list[str] = []


class Miss(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence that the lists are known to get wrong, and why that is accepted."""

    says: str
    what: Literal["missed", "stopped for nothing"]
    why: str


class Lexicon:
    """The phrases of every language."""

    def __init__(self, phrases: Iterable[Phrase], prefixes: Iterable[str]) -> None:
        self.phrases = tuple(phrases)
        self.prefixes = tuple(prefixes)
        self._finder = Finder(self.phrases, self.prefixes)

    def find(self, texts: Iterable[str]) -> list[PhraseMatch]:
        """The phrases in these texts that suggest that somebody is hurt, missing or at risk."""
        return self._finder.find(texts)

    @classmethod
    def load(cls, content: Path) -> "Lexicon":
        """Read and check every list, and the known misses. Raises ContentError with every fault."""
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
    """Read content/danger/misses.yaml, what the lists are known to get wrong. Raises ContentError."""
    return ContentFile(content / "danger" / MISSES, content).into(list[Miss])


def _phrases(file: ContentFile, data: _File, seen: _Seen, faults: list[ContentFault]) -> Iterator[Phrase]:
    """The phrases of one file. `seen`: every series of words so far, with its kind and where it stands.

    Two phrases may overlap. It is a fault where one adds nothing to those before it, of this file or another.
    """
    groups = _groups(file, data, faults)
    for kind, harmless, where, phrase in _entries(data):
        try:
            meant = parse_pattern(phrase, groups)
        except PatternError as error:
            faults.append(file.fault(where, str(error)))
            continue
        before = [seen[kind, one] for one in meant.among if (kind, one) in seen]
        if len(before) == len(meant.among):
            name, other = min(before)
            faults.append(file.fault(where, f"“{phrase}” is said already, by “{other}” in {name}."))
        seen |= {(kind, one): (file.name, phrase) for one in meant.among}
        yield Phrase(kind, phrase, meant, harmless)


def _entries(data: _File) -> Iterator[tuple[DangerKind, bool, str, str]]:
    """Each phrase with its kind, whether it is harmless, and its place in the file."""
    lists = dict(zip(DANGER_KINDS, (data.hurt, data.missing, data.at_risk), strict=True))
    for kind, two in lists.items():
        for name, entries in (("stop", two.stop), ("unless", two.unless)):
            for index, phrase in enumerate(entries):
                yield kind, name == "unless", f"{kind}.{name}[{index}]", phrase


def _groups(file: ContentFile, data: _File, faults: list[ContentFault]) -> Groups:
    """The groups of a file, by name. Their words are written as phrases are: two words, or with a star."""
    groups: dict[str, Choice] = {}
    for name, words in data.groups.items():
        found: set[Series] = set()
        for index, word in enumerate(words):
            try:
                found |= parse_pattern(word, {}).among
            except PatternError as error:
                faults.append(file.fault(f"groups.{name}[{index}]", str(error)))
        groups[name] = Choice(frozenset(found))
    return groups


_current = Current(lambda: Lexicon.load(paths.CONTENT))


def current_lexicon() -> Lexicon:
    """The lists as content/ gives them now. Raises ContentError where it never was without a fault."""
    return _current.get()


def find_phrases(texts: Iterable[str]) -> list[PhraseMatch]:
    """The phrases of the current lists that stand in these texts. Raises ContentError."""
    return current_lexicon().find(texts)
