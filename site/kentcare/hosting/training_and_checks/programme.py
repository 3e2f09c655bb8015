"""Reads content/hosting/requirements.yaml: training and checks, and when reminders are sent."""

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
    AppliesTo,
    Requirement,
    RequirementKind,
    Stage,
    TimeSpan,
)

_FILE = Path("hosting") / "requirements.yaml"
_APPROVAL = "approval"
Days = Annotated[int, msgspec.Meta(ge=1, le=365)]
Text = Annotated[str, msgspec.Meta(min_length=1)]


class _Reminders(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    soon: Days
    before: Annotated[list[Days], msgspec.Meta(min_length=1)]
    after: Annotated[list[Days], msgspec.Meta(min_length=1)]
    told_late: Days
    sources: list[str]


class _RequirementEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: RequirementKind
    name: Text
    of: AppliesTo
    added_by: AddedBy
    sources: Annotated[list[str], msgspec.Meta(min_length=1)]
    stage: Stage | None = None
    hint: str = ""
    lapses: Text | None = None
    first_by: Text | None = None
    chosen: bool = False
    counted: bool = False


class _ProgrammeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    reminders: _Reminders
    requirements: dict[str, _RequirementEntry]


@dataclass(frozen=True, slots=True)
class Programme:
    """Every requirement by its name, in the order of the file, with the times of reminders in days.

    `soon`: how long before a day a requirement counts as due soon. `before`, `after`: when reminders are
    sent. `told_late`: how long whoever needs one has, where they could not know of it by its day.
    """

    every: Mapping[str, Requirement]
    sources: Mapping[str, tuple[Source, ...]]
    soon: int
    before: tuple[int, ...]
    after: tuple[int, ...]
    told_late: int

    @classmethod
    def load(cls, content: Path) -> "Programme":
        """Read and check the file. Raises ContentError with every fault."""
        file, sources = ContentFile(content / _FILE, content), Sources.load(content)
        written = file.into(_ProgrammeFile)
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
        return cls(
            every=found,
            sources=cited,
            soon=steps.soon,
            before=tuple(sorted(steps.before)),
            after=tuple(sorted(steps.after)),
            told_late=steps.told_late,
        )

    def of_kind(self, kind: RequirementKind) -> list[Requirement]:
        """The requirements of one kind, in the order of the file."""
        return [one for one in self.every.values() if one.kind == kind]


def _requirement(slug: str, row: _RequirementEntry) -> Requirement:
    """A requirement from its entry in the file. Raises ValueError where a time cannot be read."""
    first_by = None
    if row.first_by:
        first_by = AT_APPROVAL if row.first_by == _APPROVAL else TimeSpan.read(row.first_by)
    says_until = row.lapses == WRITTEN
    return Requirement(
        slug=slug,
        kind=row.kind,
        name=row.name,
        hint=row.hint,
        of=row.of,
        added_by=row.added_by,
        stage=row.stage,
        lapses=TimeSpan.read(row.lapses) if row.lapses and not says_until else None,
        says_until=says_until,
        first_by=first_by,
        is_chosen=row.chosen,
        is_counted=row.counted,
    )


_current = Current(lambda: Programme.load(paths.CONTENT))


def programme() -> Programme:
    """The programme as content/ gives it now. Raises ContentError where it never was without a fault."""
    return _current.get()
