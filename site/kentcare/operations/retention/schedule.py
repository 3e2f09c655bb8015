"""content/retention.yaml: how long each kind of record is kept, why, and who has said so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec

from kentcare import paths
from kentcare.core.content.edition import Current
from kentcare.core.content.files import ContentError, ContentFault, ContentFile
from kentcare.core.content.sources import Source, Sources
from kentcare.core.content.translating import Translate, translate_fields
from kentcare.core.languages.catalogue import Catalogue
from kentcare.core.languages.listed import every_language
from kentcare.operations.retention.rules import (
    ALWAYS,
    REMOVABLE,
    UNKNOWN,
    Basis,
    RecordKind,
    RetentionPeriod,
    goes_with,
    is_carried_out,
    period,
)

_FILE = "retention.yaml"
_HOW_LONG = "Write how long, as in “60 days”; or unknown; or always; or “with” and the name of another kind."
Text = Annotated[str, msgspec.Meta(min_length=1)]


class ScheduleRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the schedule says of one kind of record.

    `says` is written for the people whose records these are, with `{how_long}` in the place of the period.
    `about_people`: they are shown it.
    """

    name: Text
    how_long: Text
    from_: Text = msgspec.field(name="from")
    says: Text
    basis: Basis
    checked_on: date
    confirmed_by_kent: bool
    sources: list[str] = []
    note: str = ""
    about_people: bool = False

    @property
    def period(self) -> RetentionPeriod | None:
        return period(self.how_long)

    @property
    def is_carried_out(self) -> bool:
        """Whether the job removes what is older."""
        return is_carried_out(self.how_long, self.basis, is_confirmed=self.confirmed_by_kent)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The row of every kind of record in the order of the file, and the sources of each (`written`)."""

    rows: Mapping[RecordKind, ScheduleRow]
    written: Mapping[RecordKind, tuple[Source, ...]]

    @classmethod
    def load(cls, content: Path) -> "Schedule":
        """Read and check content/retention.yaml. Raises ContentError with every fault."""
        file, sources = ContentFile(content / _FILE, content), Sources.load(content)
        rows = file.into(dict[str, ScheduleRow])
        faults: list[ContentFault] = []
        for missing in [kind for kind in RecordKind if kind not in rows]:
            faults.append(ContentFault(file.name, 1, f"“{missing}” is missing: how long is it kept?"))
        written = {}
        for key, row in rows.items():
            if key not in list(RecordKind):
                faults.append(file.fault(key, f"There is no kind of record of the name “{key}”."))
                continue
            faults += _faults(file, RecordKind(key), row, rows)
            if row.sources or row.basis != "nobody has said":
                found = sources.find_all(file, f"{key}.sources", row.sources, faults)
                written[RecordKind(key)] = tuple(found)
        if faults:
            raise ContentError(faults)
        return cls({RecordKind(key): row for key, row in rows.items()}, written)

    def in_language(self, say: Translate) -> dict[RecordKind, ScheduleRow]:
        """The rows that people are shown of their own records, translated by `say`."""
        return {
            kind: translate_fields(row, f"{_FILE}: {kind}", say, ("name", "says"))
            for kind, row in self.rows.items()
            if row.about_people
        }


def _faults(
    file: ContentFile, kind: RecordKind, row: ScheduleRow, rows: Mapping[str, ScheduleRow]
) -> list[ContentFault]:
    faults = []
    other = goes_with(row.how_long)
    if row.period is None and other is None and row.how_long not in (UNKNOWN, ALWAYS):
        faults.append(file.fault(f"{kind}.how_long", _HOW_LONG))
    if other is not None and (other not in rows or rows[other].period is None):
        what = f"“{other}” has no period of its own that this could go with."
        faults.append(file.fault(f"{kind}.how_long", what))
    if row.period is not None and kind not in REMOVABLE:
        what = "The site cannot remove this by itself yet. Write unknown, and say what you know as a note."
        faults.append(file.fault(f"{kind}.how_long", what))
    if kind == RecordKind.YOUNG_PEOPLE and row.period is not None and row.period.unit == "hour":
        faults.append(file.fault(f"{kind}.how_long", "A birthday has no hour. Write days, months or years."))
    if (row.how_long == UNKNOWN) != (row.basis == "nobody has said"):
        what = "Nobody has said, and how long is unknown: both stand here, or neither."
        faults.append(file.fault(f"{kind}.basis", what))
    if (row.period is not None) != ("{how_long}" in row.says):
        what = "{how_long} stands in the words where a period is written, and nowhere else."
        faults.append(file.fault(f"{kind}.says", what))
    return faults


_current = Current(lambda: Schedule.load(paths.CONTENT))


def schedule() -> Schedule:
    """The schedule as content/ is now. Raises ContentError where it has had a fault since the start."""
    return _current.get()


def rows_for_people(tag: str) -> dict[RecordKind, ScheduleRow]:
    """What is kept of somebody and how long, in the language of this tag."""
    return schedule().in_language(Catalogue.of(every_language()[tag]).translate)
