"""What each role's work is, and how it is handed over. A role with work of its own gets a row here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kentcare.accounts.accounts.rules import Role
from kentcare.accounts.accounts.viewer import Viewer
from kentcare.advocacy import records as advocacy
from kentcare.cases.assignments import records as assignments


@dataclass(frozen=True, slots=True)
class _RoleWork:
    """How many records of a role are in an account's name, and how they go to another account."""

    number: Callable[[int], int]
    reassign: Callable[[int, int | None, Viewer, datetime], int]


_WORK: Mapping[Role, _RoleWork] = {
    Role.PERSONAL_ADVISER: _RoleWork(assignments.number_advised_by, assignments.reassign_young_people),
    Role.ACCOMMODATION_OFFICER: _RoleWork(assignments.number_officered_by, assignments.reassign_homes),
    Role.ADVOCATE: _RoleWork(advocacy.count_cases_of, advocacy.reassign),
}
# The roles that leave work behind.
ROLES_WITH_WORK = frozenset(_WORK)


def work_of(account: int) -> dict[Role, int]:
    """How many records are in an account's name, for each role of which there are any."""
    numbers = {role: work.number(account) for role, work in _WORK.items()}
    return {role: number for role, number in numbers.items() if number}


def reassign(role: Role, account: int, to: int | None, by: Viewer, now: datetime) -> int:
    """Move one role's work to another account; with `to` None it waits. Returns how many records."""
    return _WORK[role].reassign(account, to, by, now)
