"""Reads lists of phrases: those of a kind that mean danger, and those that look alike and are harmless."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from kentcare.core.content.files import ContentFault, ContentFile
from kentcare.offer.danger.pattern import Choice, Groups, PatternError, Series, parse_pattern
from kentcare.offer.danger.rules import Phrase

# Every series of words so far, by its kind, with the file and the phrase that it stands in.
Seen = dict[tuple[str, Series], tuple[str, str]]


class PhraseLists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The phrases of one kind that mean danger, and those that look alike and do not.

    `alone`: those that mean it only where nothing else is said.
    """

    stop: list[str]
    unless: list[str] = []
    alone: list[str] = []


class Setting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What tells that a sentence is about a play, a lesson or the like, and what is harmless in it."""

    named: list[str]
    unless: list[str]


def read_phrases(
    file: ContentFile,
    lists: Mapping[str, PhraseLists],
    groups: Mapping[str, list[str]],
    seen: Seen,
    faults: list[ContentFault],
    *,
    below: str = "",
) -> Iterator[Phrase]:
    """The phrases of one file, by kind. What is wrong with them is added to `faults`.

    Two phrases may overlap. It is a fault where one adds nothing to those in `seen`, of this file or another.
    `below`: the field of the file that holds the kinds, with a dot; nothing where they stand at its top.
    """
    meanings = _groups(file, groups, faults)
    for kind, two in lists.items():
        for name, entries in (("stop", two.stop), ("unless", two.unless), ("alone", two.alone)):
            where = f"{below}{kind}.{name}"
            for written, meant in _meant(file, where, kind, entries, meanings, seen, faults):
                yield Phrase(kind, written, meant, harmless=name == "unless", alone=name == "alone")


def read_settings(
    file: ContentFile,
    settings: Mapping[str, Setting],
    groups: Mapping[str, list[str]],
    seen: Seen,
    faults: list[ContentFault],
) -> Iterator[Phrase]:
    """The phrases of the settings of one file. What is wrong with them is added to `faults`."""
    meanings = _groups(file, groups, [])  # `read_phrases` has told what is wrong with them
    for setting, two in settings.items():
        for name, entries in (("named", two.named), ("unless", two.unless)):
            where, kind = f"settings.{setting}.{name}", f"{setting} {name}"
            for written, meant in _meant(file, where, kind, entries, meanings, seen, faults):
                yield Phrase(setting, written, meant, harmless=name == "unless", names=name == "named")


def _meant(
    file: ContentFile,
    where: str,
    kind: str,
    entries: Iterable[str],
    meanings: Groups,
    seen: Seen,
    faults: list[ContentFault],
) -> Iterator[tuple[str, Choice]]:
    """Each phrase of a list that can be understood, with what it stands for."""
    for index, written in enumerate(entries):
        try:
            meant = parse_pattern(written, meanings)
        except PatternError as error:
            faults.append(file.fault(f"{where}[{index}]", str(error)))
            continue
        before = [seen[kind, one] for one in meant.among if (kind, one) in seen]
        if len(before) == len(meant.among):
            other_file, other = min(before)
            told = f"“{written}” is said already, by “{other}” in {other_file}."
            faults.append(file.fault(f"{where}[{index}]", told))
        seen |= {(kind, one): (file.name, written) for one in meant.among}
        yield written, meant


def _groups(file: ContentFile, written: Mapping[str, list[str]], faults: list[ContentFault]) -> Groups:
    """The groups of a file, by name. Their words are written as phrases are: two words, or with a star."""
    groups: dict[str, Choice] = {}
    for name, words in written.items():
        found: set[Series] = set()
        for index, word in enumerate(words):
            try:
                found |= parse_pattern(word, {}).among
            except PatternError as error:
                faults.append(file.fault(f"groups.{name}[{index}]", str(error)))
        groups[name] = Choice(frozenset(found))
    return groups
