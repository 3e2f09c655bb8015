"""Reads lists of phrases: those of a kind that mean danger, and those that look alike and are harmless."""

from collections.abc import Iterator, Mapping

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
            for index, written in enumerate(entries):
                where = f"{below}{kind}.{name}[{index}]"
                try:
                    meant = parse_pattern(written, meanings)
                except PatternError as error:
                    faults.append(file.fault(where, str(error)))
                    continue
                before = [seen[kind, one] for one in meant.among if (kind, one) in seen]
                if len(before) == len(meant.among):
                    other_file, other = min(before)
                    faults.append(
                        file.fault(where, f"“{written}” is said already, by “{other}” in {other_file}.")
                    )
                seen |= {(kind, one): (file.name, written) for one in meant.among}
                yield Phrase(kind, written, meant, harmless=name == "unless", alone=name == "alone")


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
