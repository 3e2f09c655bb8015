"""A requirement of somebody, as pages show it, and one certificate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kentcare.hosting.households.records import Facts
from kentcare.hosting.training_and_checks.rules import Requirement, State


@dataclass(frozen=True, slots=True)
class Whom:
    """A Host, somebody else who lives in the home, or the home itself.

    `hosts`: the accounts of those who hear of it when it lapses. `approved_on`: from when on things are asked
    of them; None where nobody has said. Of a Host of two homes it is the earlier day, whoever looks.
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

    @property
    def is_home(self) -> bool:
        return self.account_id is None and self.adult_id is None

    @property
    def owner(self) -> tuple[str, int]:
        """Of which kind they are, and their id among those."""
        if self.account_id is not None:
            return "host", self.account_id
        return ("adult", self.adult_id) if self.adult_id is not None else ("home", self.home_id)


@dataclass(frozen=True, slots=True)
class AtHome:
    """A home with everybody for whom something is needed in it."""

    whom: Whom
    facts: Facts
    hosts: Sequence[Whom]
    adults: Sequence[Whom]

    def those(self, requirement: Requirement, *, also_unasked: bool = False) -> Sequence[Whom]:
        """Whose a requirement is here. `also_unasked`: also where there is no gas, or no car."""
        match requirement.of:
            case "host":
                return self.hosts
            case "adult":
                return (*self.hosts, *self.adults)
            case "gas":
                return (self.whom,) if self.facts.has_gas or also_unasked else ()
            case "car":
                return (self.whom,) if self.facts.drives or also_unasked else ()
            case "home":
                return (self.whom,)


@dataclass(frozen=True, slots=True)
class Line:
    """Where one requirement stands for one of them. `number`: how many were added so far, seen or not.

    `begun`: which of them a Host has begun and not sent.
    """

    requirement: Requirement
    whom: Whom
    state: State
    number: int = 0
    begun: int | None = None

    @property
    def to_add(self) -> int:
        """Which of them a Host adds next. Somebody else may have added one since they began theirs."""
        return self.begun or self.number + 1

    @property
    def key(self) -> str:
        """What tells it, and its next day, from others: as “gas_safety/3f…/2027-03-01”."""
        return f"{self.of_what}/{self.state.needed_by}"

    @property
    def of_what(self) -> str:
        """The same whichever day is next."""
        return f"{self.requirement.slug}/{self.whom.ref}"


@dataclass(frozen=True, slots=True)
class Shown:
    """One certificate. `whose` is called so; `reason`: why it does not count.

    `home` is empty where its Host has left their last one.
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
