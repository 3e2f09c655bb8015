"""Reads content/search: which words in a search sound like danger, and whom to ring then.

A young person types about themself, and a Host writes about somebody else. So the search has lists of its
own, whose kinds are finer than those of content/danger: whom to ring hangs on them. The lists for Hosts are
read as well, less what in a search is only something to ask about.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path

import msgspec

from kentcare import paths
from kentcare.core.content.edition import Current
from kentcare.core.content.files import ContentError, ContentFault, ContentFile
from kentcare.core.content.place import Place
from kentcare.core.content.sources import Sources
from kentcare.offer.danger.letters import folded, places_of
from kentcare.offer.danger.misspelt import Vocabulary
from kentcare.offer.danger.phrase_lists import PhraseLists, Seen, read_phrases
from kentcare.offer.danger.rules import DANGER_KINDS, Finder, Phrase
from kentcare.offer.danger.words import Lexicon, current_lexicon

FOLDER = "search"
_MOST = 4  # as many as fit on the first screen of a small phone


class _Kinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file whom_to_ring.yaml as it is written: the keys of contacts for each kind."""

    kinds: dict[str, list[str]]
    from_the_lists_for_hosts: dict[str, list[str]]


class _SearchedLists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of content/search/danger as it is written.

    `spelt`: words of the phrases of every file, each with other ways in which it is typed.
    """

    kinds: dict[str, PhraseLists]
    groups: dict[str, list[str]] = {}
    spelt: dict[str, list[str]] = {}


@dataclass(frozen=True, slots=True)
class Danger:
    """What of a search sounds like danger.

    `contacts`: keys of content/place.yaml, the first to ring first. `spans`: where each phrase that was found
    begins and ends in the text, also where a word of it is misspelt.
    """

    contacts: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


class WhomToRing:
    """The phrases of danger in every language, and the contacts for each kind."""

    def __init__(
        self,
        kinds: _Kinds,
        phrases: Iterable[Phrase],
        prefixes: Iterable[str],
        meant: Mapping[str, Collection[str]],
    ) -> None:
        self._own, self._for_hosts = kinds.kinds, kinds.from_the_lists_for_hosts
        self.phrases = tuple(phrases)
        self._finder = Finder(self.phrases, prefixes, meant)
        self._vocabulary = Vocabulary(phrase.meant for phrase in self.phrases)
        self._listed = Vocabulary(phrase.meant for phrase in self.phrases if not phrase.harmless)

    def contacts_for(self, kind: str) -> tuple[str, ...]:
        """The contacts for a kind of danger, the first to ring first. Raises KeyError for no such kind."""
        return tuple((self._own | self._for_hosts)[kind])

    def is_listed(self, word: str) -> bool:
        """Whether a word stands in a phrase of danger, or begins as one of them may."""
        return self._listed.has(folded(word))

    def find(self, text: str, *otherwise: str) -> Danger:
        """What in this text sounds like danger. Nothing of it is kept.

        `otherwise`: the same text with some of its words mended by somebody else.
        """
        places = places_of(text)
        mended = self._vocabulary.mended(text)
        matches = self._finder.find([text, *(one for one, _ in mended), *otherwise])
        spans = {(match.start, match.end): None for match in matches if match.text == 0}
        for match in matches:
            if 1 <= match.text <= len(mended):
                _, then = mended[match.text - 1]
                numbers = [
                    number
                    for number, (start, end) in enumerate(then)
                    if match.start <= start and end <= match.end
                ]
                spans[places[numbers[0]][0], places[numbers[-1]][1]] = None
        kinds = {match.kind for match in matches}
        lists = [keys for kind, keys in self._own.items() if kind in kinds]
        lists = lists or [keys for kind, keys in self._for_hosts.items() if kind in kinds]
        # Each kind in turn, so that the first helper of the second kind is not cut off.
        in_turn = dict.fromkeys(key for key in chain(*zip_longest(*lists)) if key)
        return Danger(tuple(in_turn)[:_MOST], tuple(spans))

    @classmethod
    def load(cls, content: Path, hosts: Lexicon, contacts: Collection[str]) -> "WhomToRing":
        """Read and check content/search.

        `hosts`: the lists of content/danger. `contacts`: the keys of contacts that have a telephone number.
        Raises ContentError with every fault.
        """
        file = ContentFile(content / FOLDER / "whom_to_ring.yaml", content)
        kinds = file.into(_Kinds)
        faults = list(_faults(file, kinds, contacts))
        phrases: list[Phrase] = list(hosts.phrases)
        seen: Seen = {}
        meant: dict[str, list[str]] = {}
        for path in sorted((content / FOLDER / "danger").glob("*.yaml")):
            try:
                listed = ContentFile(path, content)
                data = listed.into(_SearchedLists)
            except ContentError as error:
                faults += error.faults
                continue
            known = {**kinds.kinds, **kinds.from_the_lists_for_hosts}
            faults += [
                listed.fault(f"kinds.{kind}", f"“{kind}” is not a kind of whom_to_ring.yaml.")
                for kind in data.kinds
                if kind not in known
            ]
            phrases += read_phrases(listed, data.kinds, data.groups, seen, faults, below="kinds.")
            for word, ways in data.spelt.items():
                for way in ways:
                    meant.setdefault(folded(way), []).append(folded(word))
        if faults:
            raise ContentError(faults)
        return cls(kinds, phrases, hosts.prefixes, meant)


def _faults(file: ContentFile, kinds: _Kinds, contacts: Collection[str]) -> Iterable[ContentFault]:
    """What is wrong with the kinds: whom nobody can ring, and a kind of the Hosts' lists without helpers."""
    for field, lists in (
        ("kinds", kinds.kinds),
        ("from_the_lists_for_hosts", kinds.from_the_lists_for_hosts),
    ):
        for kind, keys in lists.items():
            if not keys:
                yield file.fault(f"{field}.{kind}", "Name somebody to ring.")
            for index, key in enumerate(keys):
                if key not in contacts:
                    where = f"{field}.{kind}[{index}]"
                    yield file.fault(where, f"“{key}” is no contact with a number in place.yaml.")
    for kind in sorted(set(DANGER_KINDS) ^ set(kinds.from_the_lists_for_hosts)):
        yield file.fault(
            "from_the_lists_for_hosts", f"“{kind}” must be here, and nothing but {', '.join(DANGER_KINDS)}."
        )


def contacts_to_ring(place: Place) -> set[str]:
    """The keys of those contacts of a place that have a telephone number."""
    return {key for key, contact in place.contacts.items() if contact.telephone}


def _load() -> WhomToRing:
    place = Place.load(paths.CONTENT, Sources.load(paths.CONTENT))
    return WhomToRing.load(paths.CONTENT, current_lexicon(), contacts_to_ring(place))


_current = Current(_load)


def current_searched() -> WhomToRing:
    """The phrases and contacts as content/ gives them now. Raises ContentError."""
    return _current.get()


def find_danger(text: str, *otherwise: str) -> Danger:
    """What in this text sounds like danger, by content/ as it is now. Raises ContentError.

    `otherwise`: the same text with some of its words mended.
    """
    return _current.get().find(text, *otherwise)


def is_listed(word: str) -> bool:
    """Whether a word stands in a phrase of danger, by content/ as it is now. Raises ContentError."""
    return _current.get().is_listed(word)
