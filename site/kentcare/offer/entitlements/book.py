"""Everything that content/ says to the engine: figures, words, sources and the days of the law, checked.

Loaded once; a fault anywhere stops the loading, so that no answer is ever made from half a book.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec

from kentcare.core.content.files import ContentError
from kentcare.core.content.place import Place
from kentcare.core.content.sources import Source, Sources
from kentcare.core.content.translating import Translate, translate_fields
from kentcare.offer.entitlements.book_reader import Reader
from kentcare.offer.entitlements.table import ROWS
from kentcare.offer.entitlements.verdict import LawDays
from kentcare.offer.rates.book import Rates

Text = Annotated[str, msgspec.Meta(min_length=1)]


class EntitlementWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of content/offer: what an entitlement is, and the words of each verdict on it."""

    id: Text
    name: Text
    theme: Text
    what: Text
    ask: Text
    sources: list[str]
    reasons: dict[str, Text]
    changes: dict[str, Text] = {}
    notes: dict[str, Text] = {}


class Shared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that many entitlements share."""

    months: Annotated[list[Text], msgspec.Meta(min_length=12, max_length=12)]
    reasons: dict[str, Text]
    changes: dict[str, Text]
    notes: dict[str, Text]
    caps: dict[str, Text]
    per: dict[str, Text]
    in_year: Text


class StatusWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a status is called and means."""

    title: Text
    means: Text
    sources: list[str]


class Reason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence on why somebody has a status."""

    text: Text
    source: Text


class StatusFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """content/answer/status.yaml."""

    statuses: dict[str, StatusWords]
    because: dict[str, Reason]
    events: dict[str, str]


class LawDay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day on which a rule changed."""

    day: date
    what: Text
    source: Text


class MilestoneWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands at a date of the timeline. `policy` marks what only Kent's own policy promises."""

    text: Text
    who_helps: Text
    sources: list[str]
    policy: bool = False


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
    place: Place

    @classmethod
    def load(cls, content: Path) -> "OfferBook":
        """Read and check content/. Raises ContentError with every fault that was found."""
        sources = Sources.load(content)
        reader = Reader(content, sources)
        rates = reader.rates()
        entitlements = {row.id: reader.read(f"offer/{row.id}.yaml", EntitlementWords) for row in ROWS}
        reader.nothing_else("offer", {f"{row.id}.yaml" for row in ROWS})
        shared = reader.read("answer/shared.yaml", Shared)
        status = reader.read("answer/status.yaml", StatusFile)
        law = reader.read("answer/law.yaml", dict[str, LawDay])
        milestones = reader.read("answer/milestones.yaml", dict[str, MilestoneWords])
        place = reader.place()
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
            place=place,
        )

    def in_language(self, say: Translate) -> "OfferBook":
        """The same book with other words. `say` is given a text, and the file and field where it stands."""
        said = replace(
            self,
            rates=self.rates.in_language(say),
            entitlements={
                name: translate_fields(words, f"offer/{name}.yaml", say, _ENTITLEMENT)
                for name, words in self.entitlements.items()
            },
            shared=translate_fields(self.shared, "answer/shared.yaml", say, Shared.__struct_fields__),
            status=translate_fields(
                self.status, "answer/status.yaml", say, ("title", "means", "text", "events")
            ),
            milestones=translate_fields(
                self.milestones, "answer/milestones.yaml", say, ("text", "who_helps")
            ),
            place=self.place.in_language(say),
        )
        because = {key: (said.status.because[key].text, source) for key, (_, source) in self.because.items()}
        return replace(said, because=because)


_ENTITLEMENT = ("name", "what", "ask", "reasons", "changes", "notes")
