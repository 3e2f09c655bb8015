"""What pages show: the line of one requirement of somebody, and one certificate."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from kentcare.hosting.households.records import KnownHousehold
from kentcare.hosting.reversals import records as reversals
from kentcare.hosting.reversals.records import TakenBack
from kentcare.hosting.training_and_checks.rules import Requirement, RequirementState


@dataclass(frozen=True, slots=True)
class Whom:
    """Who needs a training or a check: a Host, another adult who lives in the home, or the home itself.

    `hosts`: the accounts that are told when it lapses. `approved_on`: the day from which requirements count,
    None where it is not known; for a Host of two homes the earlier one, whoever looks. `known_since`: the day
    on which they could first know that it is needed; None where they always could.
    """

    ref: str
    name: str
    home_id: int
    home_ref: str
    home: str
    approved_on: date | None
    account_id: int | None = None
    adult_id: int | None = None
    hosts: tuple[int, ...] = ()
    known_since: date | None = None

    @property
    def is_home(self) -> bool:
        """Whether it is the home itself."""
        return self.account_id is None and self.adult_id is None

    @property
    def owner(self) -> tuple[str, int]:
        """The kind, "host", "adult" or "home", and the id of the account, adult or home."""
        if self.account_id is not None:
            return "host", self.account_id
        return ("adult", self.adult_id) if self.adult_id is not None else ("home", self.home_id)


def latest(*days: date | None) -> date | None:
    """The latest of some days; None where none is known."""
    return max((day for day in days if day), default=None)


@dataclass(frozen=True, slots=True)
class AtHome:
    """A home, with everybody in it who needs training or a check."""

    whom: Whom
    facts: KnownHousehold
    hosts: Sequence[Whom]
    adults: Sequence[Whom]

    def those(self, requirement: Requirement, *, also_unasked: bool = False) -> Sequence[Whom]:
        """The people of this home to whom a requirement applies.

        `also_unasked`: also the home where there is no gas, or no car.
        """
        match requirement.of:
            case "host":
                return self.hosts
            case "adult":
                return (*self.hosts, *self.adults)
            case "gas":
                return (self._known(self.facts.gas_said_on),) if self.facts.has_gas or also_unasked else ()
            case "car":
                return (self._known(self.facts.drives_said_on),) if self.facts.drives or also_unasked else ()
            case "home":
                return (self.whom,)

    def _known(self, said_on: date | None) -> Whom:
        """The home, where something of it was said on another day than its approval."""
        return replace(self.whom, known_since=latest(self.whom.known_since, said_on))


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """One requirement of somebody, and its status.

    `number`: how many certificates were added so far, whether looked at or not. `begun`: the number of the
    certificate that a Host has begun and not sent; None for none.
    """

    requirement: Requirement
    whom: Whom
    state: RequirementState
    number: int = 0
    begun: int | None = None

    @property
    def to_add(self) -> int:
        """The number of the certificate that a Host adds next: the one that they have begun, if any."""
        return self.begun or self.number + 1

    @property
    def key(self) -> str:
        """The key of its reminders, as “gas_safety/3f…/2027-03-01”: another for each day it is needed by."""
        return f"{self.of_what}/{self.state.needed_by}"

    @property
    def of_what(self) -> str:
        """The key of the line, as “gas_safety/3f…”, whichever day is next."""
        return f"{self.requirement.slug}/{self.whom.ref}"


@dataclass(frozen=True, slots=True)
class ShownCertificate:
    """A certificate as pages show it. `whose`: the name of its owner.

    `reason`: why it does not count, or empty. `home` is empty where its Host has left their last home.
    `was_seen`: nobody sent it, the desk has seen the paper. `withdrawn_at`: when the desk took that back.
    `taken_back`: every decision on it that was taken back.
    """

    ref: str
    reference: str
    requirement: Requirement
    whose: str
    home: str
    day: date
    until: date | None
    title: str
    added_by: str
    added_at: datetime
    is_accepted: bool | None
    decided_by: str | None
    decided_at: datetime | None
    reason: str
    decided_by_id: int | None = None
    was_seen: bool = False
    withdrawn_at: datetime | None = None
    taken_back: Sequence[TakenBack] = ()

    @property
    def for_host(self) -> "ShownCertificate":
        """The certificate as its Host may read it: without words that were meant for another home."""
        return replace(self, taken_back=reversals.for_host(self.taken_back))

    @property
    def may_count(self) -> bool:
        """Whether it counts, or may once somebody has looked at it."""
        return self.is_accepted is not False
