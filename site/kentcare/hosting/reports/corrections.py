"""Values of a report that a Host put right after it was sent: what counts now, and what stood before.

A report is never changed. Each correction stands beside it, in the note with which it was sent, and the last
one of a field counts wherever its value is shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kentcare.hosting.reports.skills.rules import SKILLS

# The fields that can be put right, in the order in which they are shown: numbers, and each skill’s level.
LEVELS = {f"level_{skill}": skill for skill in SKILLS}
NUMBERS = ("hours", "nights")
CORRECTABLE = (*NUMBERS, *LEVELS)


@dataclass(frozen=True, slots=True)
class Correction:
    """One step by which a field of a report was put right: from which value to which, by whom, and when."""

    field: str
    was: int
    now: int
    author: str
    at: datetime


def corrections_of(stored: Mapping[str, list[int]] | None, author: str, at: datetime) -> list[Correction]:
    """The corrections of one note. `stored`: what was and what counts since, by field, as it is saved."""
    found = stored or {}
    return [
        Correction(field=name, was=found[name][0], now=found[name][1], author=author, at=at)
        for name in CORRECTABLE
        if name in found
    ]


def by_field(corrections: Iterable[Correction]) -> dict[str, list[Correction]]:
    """The steps of each field that was put right, the first one first. `corrections`: in their order."""
    found: dict[str, list[Correction]] = {}
    for one in corrections:
        found.setdefault(one.field, []).append(one)
    return found


def changed(now: Mapping[str, int], wanted: Mapping[str, int | None]) -> dict[str, list[int]]:
    """What a Host really changes, as it is saved: `wanted` without what is empty, and what counts already.

    `now`: what counts until then, by field.
    """
    return {
        name: [now.get(name, 0), value]
        for name, value in wanted.items()
        if name in CORRECTABLE and value is not None and value != now.get(name, 0)
    }


def exported(steps: Iterable[Correction]) -> list[dict[str, object]]:
    """Steps for somebody's copy of what is held."""
    return [
        {"field": one.field, "was": one.was, "now": one.now, "by": one.author, "at": one.at} for one in steps
    ]
