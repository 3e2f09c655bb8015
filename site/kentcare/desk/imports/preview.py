"""What a checked list would change, row by row and field by field, to be read before it is written."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import msgspec

from kentcare.desk.imports.rules import CheckedList


class RowKind(StrEnum):
    """What happens to a row."""

    CHANGED = "changed"
    MERGED = "merged"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field as it is here now and as the list has it. `before`: one for each part, none for a new row."""

    name: str
    before: tuple[str, ...]
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """What happens to one person, home or stay. `young_person_id`: of whose record it shows something."""

    kind: RowKind
    who: str
    fields: tuple[FieldChange, ...]
    young_person_id: int | None = None


@dataclass(frozen=True, slots=True)
class OverRow:
    """Somebody for whom a home has too few places by a list, and the first day of that.

    `living`: how many others live there on it.
    """

    who: str
    home: str
    day: date
    living: int
    places: int
    young_person_id: int


@dataclass(frozen=True, slots=True)
class FewRow:
    """A home that would have no place, or fewer than live there, and what there is to say of that."""

    home: str
    places: int
    words: str


@dataclass(frozen=True, slots=True)
class ListPreview:
    """What a list would change, for whom it leaves too few places, and which homes have few by it."""

    rows: Sequence[RowChange] = ()
    over: Sequence[OverRow] = ()
    few: Sequence[FewRow] = ()

    @property
    def mark(self) -> str:
        """A digest of all of it."""
        return fingerprint([*self.rows, *self.over, *self.few])


# The fields of a row as (label, text) pairs, in one order for every row of a list.
Fields = Sequence[tuple[str, str]]


def row_changes(
    checked: CheckedList[Any],
    *,
    who: Callable[[Any], str],
    fields: Callable[[Any], Fields],
    young_person: Callable[[Any], int | None] = lambda _facts: None,
) -> list[RowChange]:
    """Every row that a list would change or add, those that change first.

    `who`: what a row is called. `fields`: what it says, in words. `young_person`: whose record it is part of.
    """
    found = []
    for after, parts in zip(checked.changed, checked.before, strict=True):
        before = [dict(fields(part)) for part in parts]
        changed = tuple(
            FieldChange(name, tuple(part[name] for part in before), text)
            for name, text in fields(after)
            if any(part[name] != text for part in before)
        )
        kind = RowKind.MERGED if len(parts) > 1 else RowKind.CHANGED
        found.append(RowChange(kind, who(parts[0]), changed, young_person(parts[0])))
    for new in checked.new:
        added = tuple(FieldChange(name, (), text) for name, text in fields(new))
        found.append(RowChange(RowKind.NEW, who(new), added, young_person(new)))
    return found


def fingerprint(rows: Iterable[Any]) -> str:
    """A digest of what a page shows. Two are equal only where the same would be written."""
    # In one order: a set has another in each worker.
    return hashlib.sha256(msgspec.json.encode(list(rows), order="deterministic")).hexdigest()
