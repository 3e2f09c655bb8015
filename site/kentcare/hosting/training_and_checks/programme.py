"""content/hosting/requirements.yaml: what a household has to have, and when people are reminded."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec

from kentcare import paths
from kentcare.core.content.edition import Current
from kentcare.core.content.files import ContentError, ContentFault, ContentFile
from kentcare.core.content.sources import Source, Sources
from kentcare.hosting.training_and_checks.rules import (
    AT_APPROVAL,
    WRITTEN,
    AddedBy,
    Kind,
    Of,
    Period,
    Requirement,
    Stage,
)

_FILE = Path("hosting") / "requirements.yaml"
_APPROVAL = "approval"
Days = Annotated[int, msgspec.Meta(ge=1, le=365)]
Text = Annotated[str, msgspec.Meta(min_length=1)]


class _Reminders(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    soon: Days
    before: Annotated[list[Days], msgspec.Meta(min_length=1)]
    after: Annotated[list[Days], msgspec.Meta(min_length=1)]
    sources: list[str]


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: Kind
    name: Text
    of: Of
    added_by: AddedBy
    sources: Annotated[list[str], msgspec.Meta(min_length=1)]
    stage: Stage | None = None
    hint: str = ""
    lapses: Text | None = None
    first_by: Text | None = None
    chosen: bool = False
    counted: bool = False


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    reminders: _Reminders
    requirements: dict[str, _Row]


@dataclass(frozen=True, slots=True)
class Programme:
    """Every requirement by its name in the file, in its order. `soon`, `before` and `after` are days."""

    every: Mapping[str, Requirement]
    sources: Mapping[str, tuple[Source, ...]]
    soon: int
    before: tuple[int, ...]
    after: tuple[int, ...]

    @classmethod
    def load(cls, content: Path) -> "Programme":
        """Raises ContentError with every fault."""
        file, sources = ContentFile(content / _FILE, content), Sources.load(content)
        written = file.into(_Written)
        faults: list[ContentFault] = []
        found, cited = {}, {}
        sources.find_all(file, "reminders.sources", written.reminders.sources, faults)
        for slug, row in written.requirements.items():
            place = f"requirements.{slug}"
            cited[slug] = tuple(sources.find_all(file, f"{place}.sources", row.sources, faults))
            if (row.kind == "training") is (row.stage is None):
                faults.append(file.fault(place, "Training has a stage, and a check has none."))
            try:
                found[slug] = _requirement(slug, row)
            except ValueError as error:
                faults.append(file.fault(place, f"“{error}” is no time. Write it as in “36 months”."))
        if faults:
            raise ContentError(faults)
        steps = written.reminders
        return cls(found, cited, steps.soon, tuple(sorted(steps.before)), tuple(sorted(steps.after)))

    def of_kind(self, kind: Kind) -> list[Requirement]:
        """In the order of the file."""
        return [one for one in self.every.values() if one.kind == kind]


def _requirement(slug: str, row: _Row) -> Requirement:
    """Raises ValueError where a time cannot be read."""
    first_by = None
    if row.first_by:
        first_by = AT_APPROVAL if row.first_by == _APPROVAL else Period.read(row.first_by)
    says_until = row.lapses == WRITTEN
    return Requirement(
        slug,
        row.kind,
        row.name,
        row.hint,
        row.of,
        row.added_by,
        row.stage,
        Period.read(row.lapses) if row.lapses and not says_until else None,
        says_until,
        first_by,
        row.chosen,
        row.counted,
    )


_current = Current(lambda: Programme.load(paths.CONTENT))


def programme() -> Programme:
    """As content/ is now. Raises ContentError where it was never without a fault."""
    return _current.get()
