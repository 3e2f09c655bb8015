"""The types of what content/ says to the engine: words, figures, sources and the days of the law.

`book_reader.load_book` reads and checks them. These types stand apart from it, so that whatever only puts
words into an answer needs no reader.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from string import Formatter
from typing import Annotated, Literal, TypeVar

import msgspec

from kentcare.core.content.place import Place
from kentcare.core.content.sources import Source, Sources
from kentcare.core.content.translating import Translate, translate_fields
from kentcare.offer.entitlements.days import LawDays
from kentcare.offer.entitlements.verdict import SHARED_ASKS, Verdict
from kentcare.offer.rates.book import Rates

T = TypeVar("T")
Text = Annotated[str, msgspec.Meta(min_length=1)]
Headline = Literal["usual", "from_21", "on_course", "assessed", "unsure", "elsewhere"]


class EntitlementWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of content/offer: what an entitlement is, and the words of each answer on it.

    `ask` and `sources` hold for every answer, except those whose reason has its own under `ask_for` or
    `sources_for`. `ring` is the key of the contact whom `ask` says to ring; the number is added to it.
    `ask_elsewhere` is how to ask where another council is responsible: `ask` and the keys of `ask_for` name
    the text that each replaces. `ask_alone` does the same for somebody who has no social worker and no
    adviser; in it a contact's key in curly brackets, as in `{children}`, stands for the number.
    """

    id: Text
    name: Text
    theme: Text
    what: Text
    ask: Text
    sources: list[str]
    reasons: dict[str, Text]
    changes: dict[str, Text] = {}
    notes: dict[str, Text] = {}
    ask_for: dict[str, Text] = {}
    ask_elsewhere: dict[str, Text] = {}
    ask_alone: dict[str, Text] = {}
    sources_for: dict[str, list[str]] = {}
    ring: str = ""


class SharedWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """content/answer/shared.yaml: words that many entitlements share."""

    months: Annotated[list[Text], msgspec.Meta(min_length=12, max_length=12)]
    reasons: dict[str, Text]
    changes: dict[str, Text]
    notes: dict[str, Text]
    ask_for: dict[str, Text]
    caps: dict[str, Text]
    per: dict[str, Text]
    in_year: Text


class StatusWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a status is called and means. `headlines` say it plainly; all but the usual one promise less.

    `means_for` has what it means for those to whom a headline promises less, where `means` is too much.
    """

    title: Text
    headlines: dict[Headline, Text]
    means: Text
    sources: list[str]
    means_for: dict[Headline, Text] = {}


class StatusReason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence on why somebody has a status."""

    text: Text
    source: Text


class StatusFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """content/answer/status.yaml: the statuses, why somebody has one, and what can change it."""

    statuses: dict[str, StatusWords]
    because: dict[str, StatusReason]
    events: dict[str, str]


class LawDay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of content/answer/law.yaml: a day on which a rule changed."""

    day: date
    what: Text
    source: Text


class MilestoneWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands at a date of the timeline. `policy` marks what only Kent's own policy promises.

    `in_custody` stands there instead for somebody who lives in custody, and `assessed` where a human rights
    assessment decides what is otherwise owed on that day.
    """

    text: Text
    who_helps: Text
    sources: list[str]
    policy: bool = False
    in_custody: str = ""
    assessed: str = ""


class UrgentWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to do at once. `told` ends “Because you told us: …”; `say` is what to say to whoever answers.

    `do` stands before the numbers and is short; `then` stands after them. `ring` names contacts of the
    place, the first to ring first. `row` is the entitlement that it rests on.
    """

    told: Text
    do: Text
    row: Text
    ring: list[str]
    then: str = ""
    say: str = ""


@dataclass(frozen=True)
class OfferBook:
    """The words and figures of the offer in one language."""

    sources: Sources
    rates: Rates
    entitlements: dict[str, EntitlementWords]
    shared: SharedWords
    status: StatusFile
    because: dict[str, tuple[str, Source]]
    law: LawDays
    milestones: dict[str, MilestoneWords]
    urgent: dict[str, UrgentWords]
    # What to say of each urgent thing, in English in every language: whoever answers speaks it.
    said_in_english: dict[str, str]
    place: Place

    def how_to_ask(self, entitlement: str, verdict: Verdict) -> str:
        """How to ask for an entitlement, in the words for this answer."""
        words = self.entitlements[entitlement]
        if verdict.reason in SHARED_ASKS:
            return self.shared.ask_for[verdict.reason]
        replaced = verdict.reason if verdict.reason in words.ask_for else "ask"
        if verdict.asker.startswith("elsewhere") and replaced in words.ask_elsewhere:
            return words.ask_elsewhere[replaced]
        alone = words.ask_alone.get(replaced, "")
        # Where it names this council's people, it is no help to somebody of another.
        elsewhere_too = verdict.asker == "elsewhere_alone" and self.place.council_short not in alone
        if alone and (elsewhere_too or verdict.asker == "alone"):
            numbers = {key: contact.reach for key, contact in self.place.contacts.items()}
            return alone.format_map(numbers)
        return words.ask_for.get(verdict.reason) or self.usually_asked(entitlement)

    def usually_asked(self, entitlement: str) -> str:
        """How to ask for an entitlement where no reason says otherwise, and the number to ring."""
        words = self.entitlements[entitlement]
        return f"{words.ask} {self.place.contacts[words.ring].reach}" if words.ring else words.ask

    def sources_of(self, entitlement: str, verdict: Verdict) -> tuple[Source, ...]:
        """Where this answer on an entitlement is written."""
        words = self.entitlements[entitlement]
        return tuple(map(self.sources.find, words.sources_for.get(verdict.reason, words.sources)))

    def in_language(self, translate: Translate) -> "OfferBook":
        """A translated copy of the book. `translate` is given a text, and its file and field."""

        def translated(part: T, file: str, fields: Collection[str]) -> T:
            return translate_fields(part, file, translate, fields)

        status = translated(
            self.status, "answer/status.yaml", ("title", "headlines", "means", "means_for", "text", "events")
        )
        return replace(
            self,
            rates=self.rates.in_language(translate),
            entitlements={
                name: translated(words, f"offer/{name}.yaml", _TRANSLATED_FIELDS)
                for name, words in self.entitlements.items()
            },
            shared=translated(self.shared, "answer/shared.yaml", SharedWords.__struct_fields__),
            status=status,
            because={key: (status.because[key].text, source) for key, (_, source) in self.because.items()},
            milestones=translated(
                self.milestones, "answer/milestones.yaml", ("text", "in_custody", "assessed", "who_helps")
            ),
            urgent=translated(self.urgent, "answer/urgent.yaml", ("told", "do", "then", "say")),
            place=self.place.in_language(translate),
        )


_TRANSLATED_FIELDS = (
    "name",
    "what",
    "ask",
    "reasons",
    "changes",
    "notes",
    "ask_for",
    "ask_elsewhere",
    "ask_alone",
)


def places_in(text: str) -> list[str]:
    """The names of the places of a text, as in `up to {clothing_year}`. Raises ValueError on a lone brace."""
    return [name for _, name, _, _ in Formatter().parse(text) if name is not None]
