"""What each role's work is, and how it is handed on. A role with work of its own gets a row here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.advocacy import records as advocacy
from kentcare.cases.assignments import records as assignments


@dataclass(frozen=True, slots=True)
class _Kind:
    """How much of it somebody has, and how it goes to another."""

    number: Callable[[int], int]
    reassign: Callable[[int, int | None, Viewer, datetime], int]


_KINDS: Mapping[Role, _Kind] = {
    Role.PERSONAL_ADVISER: _Kind(assignments.number_advised_by, assignments.reassign_young_people),
    Role.ACCOMMODATION_OFFICER: _Kind(assignments.number_officered_by, assignments.reassign_homes),
    Role.ADVOCATE: _Kind(advocacy.stood_by, advocacy.reassign),
}
# The roles that leave work behind.
HANDS_ON = frozenset(_KINDS)


def work_of(account: int) -> dict[Role, int]:
    """How much stands in somebody's name for each role; nothing for a role where there is none."""
    numbers = {role: kind.number(account) for role, kind in _KINDS.items()}
    return {role: number for role, number in numbers.items() if number}


def reassign(role: Role, account: int, to: int | None, by: Viewer, now: datetime) -> int:
    """The work goes to another, or waits for one. Answers how much it was."""
    return _KINDS[role].reassign(account, to, by, now)
