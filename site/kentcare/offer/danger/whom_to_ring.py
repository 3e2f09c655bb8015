"""Reads content/search: which words in a search sound like danger, and whom to ring then.

A young person types about themself, and a Host writes about somebody else. So the search has lists of its
own, whose kinds are finer than those of content/danger: whom to ring hangs on them. The lists for Hosts are
read as well, less what in a search is only something to ask about.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, zip_longest
from pathlib import Path

import msgspec

from kentcare import paths
from kentcare.core.content.edition import Current
from kentcare.core.content.files import ContentError, ContentFault, ContentFile, text_of
from kentcare.core.content.place import Place
from kentcare.core.content.sources import Sources
from kentcare.core.content.translating import Translate
from kentcare.offer.danger.letters import folded, places_of
from kentcare.offer.danger.misspelt import Vocabulary
from kentcare.offer.danger.phrase_lists import PhraseLists, Seen, read_phrases
from kentcare.offer.danger.rules import DANGER_KINDS, Finder, Phrase
from kentcare.offer.danger.words import Lexicon, current_lexicon

FOLDER = "search"
_MOST = 4  # as many as fit on the first screen of a small phone
_MOST_READ = 2  # pages that are put before those that a search found


class _Hours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The keys of the two contacts of a helper who has one number by day and another at other times."""

    by_day: str
    otherwise: str


class _Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of danger: whom to ring, the page or `page#heading` to read first, and what else to know."""

    ring: list[str]
    read: str
    note: str = ""


class _Kinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file whom_to_ring.yaml as it is written."""

    by_hours: dict[str, _Hours]
    kinds: dict[str, _Kind]
    from_the_lists_for_hosts: dict[str, _Kind]


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

    `contacts`: keys of content/place.yaml or of `by_hours`, the first to ring first. `spans`: where each
    phrase that was found begins and ends in the text, also where a word of it is misspelt. `read`: the pages
    to read first, each as `page` or `page#heading`. `note`: a sentence to read with the numbers, in English.
    """

    contacts: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    read: tuple[str, ...] = ()
    note: str = ""


class _Phrases:
    """The phrases of danger in every language, with what finds them in a text.

    That is made when a text is looked through for the first time: who collects or checks the words does not.
    """

    def __init__(
        self, phrases: Iterable[Phrase], prefixes: Iterable[str], meant: Mapping[str, Collection[str]]
    ) -> None:
        self.all = tuple(phrases)
        self._prefixes, self._meant = prefixes, meant

    @cached_property
    def finder(self) -> Finder:
        return Finder(self.all, self._prefixes, self._meant)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(phrase.meant for phrase in self.all)

    @cached_property
    def listed(self) -> Vocabulary:
        """The words of what is danger, without those of what is harmless."""
        return Vocabulary(phrase.meant for phrase in self.all if not (phrase.harmless or phrase.names))


class WhomToRing:
    """The phrases of danger in every language, and the contacts for each kind."""

    def __init__(self, kinds: _Kinds, phrases: _Phrases) -> None:
        self._own, self._for_hosts = kinds.kinds, kinds.from_the_lists_for_hosts
        self._by_hours = kinds.by_hours
        self._phrases, self.phrases = phrases, phrases.all

    def contacts_for(self, kind: str) -> tuple[str, ...]:
        """The contacts for a kind of danger, the first to ring first. Raises KeyError for no such kind."""
        return tuple((self._own | self._for_hosts)[kind].ring)

    def numbers_of(self, contact: str) -> tuple[str, ...]:
        """The keys of content/place.yaml for one of `Danger.contacts`: by day and otherwise, or one."""
        hours = self._by_hours.get(contact)
        return (hours.by_day, hours.otherwise) if hours else (contact,)

    def pages_to_read(self) -> dict[str, str]:
        """The page, or `page#heading`, that is read first, for each kind."""
        return {name: kind.read for name, kind in (self._own | self._for_hosts).items()}

    def translate_notes(self, translate: Translate) -> None:
        """Hand each text that a reader sees to `translate`, for whoever collects them."""
        for name, kind in (self._own | self._for_hosts).items():
            translate(kind.note, f"search/whom_to_ring.yaml: {name}")

    def is_listed(self, word: str) -> bool:
        """Whether a word stands in a phrase of danger, or begins as one of them may."""
        return self._phrases.listed.has(folded(word))

    def find(self, text: str, *otherwise: str) -> Danger:
        """What in this text sounds like danger. Nothing of it is kept.

        `otherwise`: the same text with some of its words mended by somebody else.
        """
        places = places_of(text)
        mended = self._phrases.vocabulary.mended(text)
        matches = self._phrases.finder.find([text, *(one for one, _ in mended), *otherwise])
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
        names = {match.kind for match in matches}
        kinds = [kind for name, kind in self._own.items() if name in names]
        kinds = kinds or [kind for name, kind in self._for_hosts.items() if name in names]
        # Each kind in turn, so that the first helper of the second kind is not cut off.
        in_turn = dict.fromkeys(key for key in chain(*zip_longest(*(kind.ring for kind in kinds))) if key)
        return Danger(
            tuple(in_turn)[:_MOST],
            tuple(spans),
            tuple(dict.fromkeys(kind.read for kind in kinds))[:_MOST_READ],
            next((kind.note for kind in kinds if kind.note), ""),
        )

    @classmethod
    def load(
        cls,
        content: Path,
        hosts: Lexicon,
        contacts: Collection[str],
        targets: Collection[str] | None = None,
    ) -> "WhomToRing":
        """Read and check content/search.

        `hosts`: the lists of content/danger. `contacts`: the keys of contacts that have a telephone number.
        `targets`: each page and `page#heading` that there is; None where the pages are not known, and what is
        to be read is not checked. Raises ContentError with every fault.
        """
        file = ContentFile(content / FOLDER / "whom_to_ring.yaml", content)
        kinds = file.into(_Kinds)
        faults = list(_faults(file, kinds, contacts, targets))
        known = frozenset([*kinds.kinds, *kinds.from_the_lists_for_hosts])
        texts: list[tuple[str, str]] = []
        for path in sorted((content / FOLDER / "danger").glob("*.yaml")):
            try:
                texts.append((path.relative_to(content).as_posix(), text_of(path, content)))
            except ContentError as error:
                faults += error.faults
        try:
            phrases = _phrases_of(tuple(texts), known, hosts)
        except ContentError as error:
            faults += error.faults
        if faults:
            raise ContentError(faults)
        return cls(kinds, phrases)


@lru_cache(maxsize=4)
def _phrases_of(texts: tuple[tuple[str, str], ...], known: frozenset[str], hosts: Lexicon) -> _Phrases:
    """The phrases of these files, each with its name, and those for Hosts. Raises ContentError.

    They are long, and stay the same when another file of content/ has changed. `known`: the kinds there are.
    """
    faults: list[ContentFault] = []
    phrases: list[Phrase] = list(hosts.phrases)
    seen: Seen = {}
    meant: dict[str, list[str]] = {}
    for name, text in texts:
        try:
            file = ContentFile(Path(name), Path(), text)
            data = file.into(_SearchedLists)
        except ContentError as error:
            faults += error.faults
            continue
        faults += [
            file.fault(f"kinds.{kind}", f"“{kind}” is not a kind of whom_to_ring.yaml.")
            for kind in data.kinds
            if kind not in known
        ]
        phrases += read_phrases(file, data.kinds, data.groups, seen, faults, below="kinds.")
        for word, ways in data.spelt.items():
            for way in ways:
                meant.setdefault(folded(way), []).append(folded(word))
    if faults:
        raise ContentError(faults)
    return _Phrases(phrases, hosts.prefixes, meant)


def _faults(
    file: ContentFile, kinds: _Kinds, contacts: Collection[str], targets: Collection[str] | None
) -> Iterable[ContentFault]:
    """What is wrong with the kinds: whom nobody can ring, and a kind of the Hosts' lists without helpers."""
    for name, hours in kinds.by_hours.items():
        for field in ("by_day", "otherwise"):
            yield from _no_contact(file, f"by_hours.{name}.{field}", getattr(hours, field), contacts)
    known = {*contacts, *kinds.by_hours}
    for where, listed in (
        ("kinds", kinds.kinds),
        ("from_the_lists_for_hosts", kinds.from_the_lists_for_hosts),
    ):
        for name, kind in listed.items():
            if not kind.ring:
                yield file.fault(f"{where}.{name}", "Name somebody to ring.")
            for index, key in enumerate(kind.ring):
                yield from _no_contact(file, f"{where}.{name}.ring[{index}]", key, known)
            if targets is not None and kind.read not in targets:
                yield file.fault(
                    f"{where}.{name}.read", f"There is no page or heading “{kind.read}” in pages/en."
                )
    for name in sorted(set(DANGER_KINDS) ^ set(kinds.from_the_lists_for_hosts)):
        yield file.fault(
            "from_the_lists_for_hosts", f"“{name}” must be here, and nothing but {', '.join(DANGER_KINDS)}."
        )


def _no_contact(file: ContentFile, where: str, key: str, contacts: Collection[str]) -> Iterable[ContentFault]:
    if key not in contacts:
        yield file.fault(where, f"“{key}” is no contact with a number in place.yaml.")


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


def numbers_of(contact: str) -> tuple[str, ...]:
    """The keys of content/place.yaml for one of `Danger.contacts`. Raises ContentError."""
    return _current.get().numbers_of(contact)
