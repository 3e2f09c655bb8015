"""Reads content/danger: lists of phrases, one for each language that a Host or a young person may write.

All of them are applied to every text: a report in English quotes what was said in Tigrinya.
"""

from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from kentcare import paths
from kentcare.core.content.edition import Current
from kentcare.core.content.files import ContentError, ContentFault, ContentFile, text_of
from kentcare.offer.danger.phrase_lists import PhraseLists, Seen, Setting, read_phrases, read_settings
from kentcare.offer.danger.rules import DANGER_KINDS, Finder, Phrase, PhraseMatch

MISSES = "misses.yaml"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of content/danger as it is written."""

    hurt: PhraseLists
    missing: PhraseLists
    at_risk: PhraseLists = msgspec.field(name="at risk")
    groups: dict[str, list[str]] = {}
    prefixes: list[str] = []
    settings: dict[str, Setting] = {}

    @property
    def lists(self) -> dict[str, PhraseLists]:
        """The lists of each kind of danger."""
        return dict(zip(DANGER_KINDS, (self.hurt, self.missing, self.at_risk), strict=True))


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

    @cached_property
    def _finder(self) -> Finder:
        """Made when the first report asks: a search has a finder of its own, for these and more phrases."""
        return Finder(self.phrases, self.prefixes)

    def find(self, texts: Iterable[str]) -> list[PhraseMatch]:
        """The phrases in these texts that suggest that somebody is hurt, missing or at risk."""
        return self._finder.find(texts)

    @classmethod
    def load(cls, content: Path) -> "Lexicon":
        """Read and check every list, and the known misses. Raises ContentError with every fault."""
        folder = content / "danger"
        faults: list[ContentFault] = []
        texts: list[tuple[str, str]] = []
        for path in sorted(folder.glob("*")):
            if path.suffix != ".yaml":
                faults.append(
                    ContentFault(f"danger/{path.name}", 1, "The name of this file must end in “.yaml”.")
                )
            elif path.name != MISSES:
                try:
                    texts.append((path.relative_to(content).as_posix(), text_of(path, content)))
                except ContentError as error:
                    faults += error.faults
        if not texts and not faults:
            faults.append(ContentFault("danger/en.yaml", 1, "This file is missing."))
        try:
            misses(content)
        except ContentError as error:
            faults += error.faults
        try:
            lexicon = _lexicon_of(tuple(texts))
        except ContentError as error:
            faults += error.faults
        if faults:
            raise ContentError(faults)
        return lexicon


@lru_cache(maxsize=4)
def _lexicon_of(texts: tuple[tuple[str, str], ...]) -> Lexicon:
    """The lists in these files, each with its name. Raises ContentError with every fault.

    They are long, and stay the same when another file of content/ has changed.
    """
    faults: list[ContentFault] = []
    phrases: list[Phrase] = []
    prefixes: list[str] = []
    seen: Seen = {}
    for name, text in texts:
        try:
            file = ContentFile(Path(name), Path(), text)
            data = file.into(_File)
        except ContentError as error:
            faults += error.faults
            continue
        phrases += read_phrases(file, data.lists, data.groups, seen, faults)
        phrases += read_settings(file, data.settings, data.groups, seen, faults)
        prefixes += data.prefixes
    if faults:
        raise ContentError(faults)
    return Lexicon(phrases, prefixes)


def misses(content: Path) -> list[Miss]:
    """Read content/danger/misses.yaml, what the lists are known to get wrong. Raises ContentError."""
    return ContentFile(content / "danger" / MISSES, content).into(list[Miss])


_current = Current(lambda: Lexicon.load(paths.CONTENT))


def current_lexicon() -> Lexicon:
    """The lists as content/ gives them now. Raises ContentError where it never was without a fault."""
    return _current.get()


def find_phrases(texts: Iterable[str]) -> list[PhraseMatch]:
    """The phrases of the current lists that stand in these texts. Raises ContentError."""
    return current_lexicon().find(texts)
