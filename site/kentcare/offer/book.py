"""Everything that content/ says to the engine: figures, words, sources and the days of the law, checked.

Loaded once; a fault anywhere stops the loading, so that no answer is ever made from half a book.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Formatter
from typing import TypeVar, cast

import msgspec

from kentcare.content.files import ContentError, ContentFile, Fault
from kentcare.content.sources import Source, Sources
from kentcare.offer.table import ROWS
from kentcare.offer.verdict import LawDays, Row
from kentcare.rates.book import Rates

T = TypeVar("T")

# Words that stand in content/answer/shared.yaml because many entitlements use them.
SHARED_KEYS = {"other_council", "human_rights"}


class EntitlementWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of content/offer: what an entitlement is, and the words of each verdict on it."""

    id: str
    name: str
    theme: str
    what: str
    ask: str
    sources: list[str]
    reasons: dict[str, str]
    changes: dict[str, str] = {}
    notes: dict[str, str] = {}


class Shared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that many entitlements share."""

    months: list[str]
    reasons: dict[str, str]
    changes: dict[str, str]
    notes: dict[str, str]
    caps: dict[str, str]
    per: dict[str, str]
    in_year: str


class StatusWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a status is called and means."""

    title: str
    means: str
    sources: list[str]


class Reason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence on why somebody has a status."""

    text: str
    source: str


class StatusFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """content/answer/status.yaml."""

    statuses: dict[str, StatusWords]
    because: dict[str, Reason]
    events: dict[str, str]


class LawDay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day on which a rule changed."""

    day: date
    what: str
    source: str


class MilestoneWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands at a date of the timeline. `policy` marks what only Kent's own policy promises."""

    text: str
    who_helps: str
    sources: list[str]
    policy: bool = False


class SignpostRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody else who can help, and the statuses that it is for; none means everybody."""

    id: str
    name: str
    why: str
    contact: str
    for_: list[str] = msgspec.field(name="for")
    source: str


@dataclass(frozen=True)
class OfferBook:
    """The words and figures of the offer in one language."""

    sources: Sources
    rates: Rates
    entitlements: dict[str, EntitlementWords]
    cited: dict[str, tuple[Source, ...]]
    shared: Shared
    status: StatusFile
    because: dict[str, tuple[str, Source]]
    law: LawDays
    milestones: dict[str, MilestoneWords]
    signposts: list[SignpostRow]

    @classmethod
    def load(cls, content: Path) -> "OfferBook":
        """Read and check content/. Raises ContentError with every fault that was found."""
        sources = Sources.load(content)
        reader = _Reader(content, sources)
        rates = reader.rates()
        entitlements = {row.id: reader.entitlement(row) for row in ROWS}
        reader.nothing_else("offer", {f"{row.id}.yaml" for row in ROWS})
        shared = reader.read("answer/shared.yaml", Shared)
        status = reader.read("answer/status.yaml", StatusFile)
        law = reader.read("answer/law.yaml", dict[str, LawDay])
        milestones = reader.read("answer/milestones.yaml", dict[str, MilestoneWords])
        signposts = reader.read("answer/signposts.yaml", list[SignpostRow])
        if reader.faults:
            raise ContentError(reader.faults)
        return cls(
            sources=sources,
            rates=rates,
            entitlements=entitlements,
            cited={name: tuple(map(sources.find, words.sources)) for name, words in entitlements.items()},
            shared=shared,
            status=status,
            because={key: (why.text, sources.find(why.source)) for key, why in status.because.items()},
            law={name: law_day.day.toordinal() for name, law_day in law.items()},
            milestones=milestones,
            signposts=signposts,
        )


class _Reader:
    """Reads one file after another and gathers what is wrong with any of them in `faults`."""

    def __init__(self, content: Path, sources: Sources) -> None:
        self.content = content
        self.sources = sources
        self.faults: list[Fault] = []
        self._rate_ids = {path.stem for path in (content / "rates").glob("*.yaml")}

    def rates(self) -> Rates:
        """The figures, or none of them where a file has a fault."""
        try:
            return Rates.load(self.content, self.sources)
        except ContentError as error:
            self.faults += error.faults
            return Rates()

    def read(self, name: str, kind: type[T]) -> T:
        """One file. Where it has a fault, the fault is kept and something empty comes back."""
        try:
            file = ContentFile(self.content / name, self.content)
            found = file.into(kind)
        except ContentError as error:
            self.faults += error.faults
            return cast(T, None)
        self.faults += _faults_in(file, self.sources)
        return found

    def entitlement(self, row: Row) -> EntitlementWords:
        """The words of one row of the table, every key that its rule can give and no other."""
        name = f"offer/{row.id}.yaml"
        words = self.read(name, EntitlementWords)
        if words:
            file = ContentFile(self.content / name, self.content)
            self.faults += _faults_of_words(file, row, words, self._rate_ids)
        return words

    def nothing_else(self, folder: str, expected: set[str]) -> None:
        """A file that no rule asks for is a fault: somebody thinks that it has an effect."""
        for path in (self.content / folder).iterdir():
            if path.name not in expected:
                self.faults.append(Fault(f"{folder}/{path.name}", 1, "No rule of the engine has this name."))


def _faults_in(file: ContentFile, sources: Sources) -> list[Fault]:
    """Citations that lead nowhere, anywhere in a file."""
    faults: list[Fault] = []
    for where, key, value in _walk(file.data, ""):
        if key == "source" and isinstance(value, str):
            sources.find_all(file, where, [value], faults)
        if key == "sources":
            sources.find_all(file, where, value if isinstance(value, list) else [], faults)
    return faults


def _walk(value: object, where: str) -> Iterator[tuple[str, str, object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            path = f"{where}.{key}" if where else str(key)
            yield path, str(key), inner
            yield from _walk(inner, path)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _walk(inner, f"{where}[{index}]")


def _faults_of_words(
    file: ContentFile, row: Row, words: EntitlementWords, rate_ids: set[str]
) -> Iterator[Fault]:
    if words.id != row.id:
        yield file.fault("id", f"The id must be the name of the file: “{row.id}”.")
    verdicts = row.verdicts.values()
    asked = {
        "reasons": {verdict.reason for verdict in verdicts} - SHARED_KEYS,
        "changes": {verdict.change for verdict in verdicts if verdict.change} - SHARED_KEYS,
        "notes": {note for verdict in verdicts for note in verdict.notes},
    }
    for part, keys in asked.items():
        given: dict[str, str] = getattr(words, part)
        optional = {"may"} if part == "changes" else set()
        for missing in sorted(keys - set(given) - optional):
            yield file.fault(part, f"The rule needs words for “{missing}” under “{part}”.")
        for unused in sorted(set(given) - keys):
            yield file.fault(f"{part}.{unused}", f"No rule uses “{unused}” under “{part}”.")
        for key, text in given.items():
            for name in figures_in(text):
                if name not in rate_ids:
                    yield file.fault(f"{part}.{key}", f"There is no figure “{name}” under rates.")


def figures_in(text: str) -> list[str]:
    """The ids of the figures that a text has places for, as in `up to {clothing_year}`."""
    return [name for _, name, _, _ in Formatter().parse(text) if name]
