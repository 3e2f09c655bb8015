"""The answer of the engine: the keys of its JSON, in the order in which they are written."""

from dataclasses import dataclass
from typing import Literal

import msgspec

from kentcare.core.content.sources import Source
from kentcare.offer.entitlements.status import Status
from kentcare.offer.entitlements.verdict import Decider
from kentcare.offer.rates.book import Amount, Cap, Conflict, Per, State


class AmountShown(msgspec.Struct, frozen=True, kw_only=True):
    """A figure as the answer writes it."""

    value: str
    currency: Literal["GBP"] = "GBP"
    per: Per
    cap: Cap
    from_: str = msgspec.field(name="from")
    state: State
    confirmed: bool
    review_by: str


class Entitlement(msgspec.Struct, frozen=True):
    """One entitlement of one person on one day."""

    id: str
    answer: Literal["yes", "may", "no", "unknown"]
    decided_by: Decider
    amount: AmountShown | None
    reason: str
    would_change: str | None
    conditions: tuple[str, ...]
    how_to_ask: str
    sources: tuple[Source, ...]
    conflicts: tuple[Conflict, ...]


class Because(msgspec.Struct, frozen=True, gc=False):
    """A sentence on why the status is what it is."""

    text: str
    source: Source


class Next(msgspec.Struct, frozen=True, gc=False):
    """The first future day on which the status changes if nothing else does."""

    on: str
    status: Status
    why: str


class Signpost(msgspec.Struct, frozen=True):
    """Somebody else who can help. `id`: the key of the contact; `contact`: a number, or a web address."""

    id: str
    name: str
    why: str
    contact: str


@dataclass(frozen=True, eq=False, slots=True)
class EntitlementLine:
    """An entitlement with its JSON made ready, and the figure behind its amount."""

    entitlement: Entitlement
    json: msgspec.Raw
    amount: Amount | None


class AnswerJson(msgspec.Struct, frozen=True, gc=False):
    """An answer as it is written."""

    on: str
    age: int
    status: Status
    responsible: bool
    because: list[Because]
    next: Next | None
    entitlements: list[msgspec.Raw]
    signposts: msgspec.Raw


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person is owed on one day, and why. Made by `Engine.explain` alone."""

    on: int
    age: int
    status: Status
    responsible: bool
    because: list[Because]
    next: Next | None
    lines: list[EntitlementLine]
    signposts: list[Signpost]
    json: bytes
