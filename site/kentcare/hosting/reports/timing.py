"""Reads content/hosting/reports.yaml: when a report is due, and when reminders of a missing one are sent."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec

from kentcare import paths
from kentcare.core.content.edition import Current
from kentcare.core.content.files import ContentError, ContentFault, ContentFile
from kentcare.core.content.sources import Sources
from kentcare.hosting.reports.rules import Month
from kentcare.offer.pages.references import Number, References

_FILE = Path("hosting") / "reports.yaml"
Days = Annotated[int, msgspec.Meta(ge=1, le=60)]


class _TimingFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    due_days: Days
    first_month: str
    remind_after: Annotated[list[Days], msgspec.Meta(min_length=1)]
    escalate_after: Days
    ask_hours_from: Annotated[int, msgspec.Meta(ge=1, le=168)]
    sources: list[str]


@dataclass(frozen=True, slots=True)
class Timing:
    """The times of content/hosting/reports.yaml, in days.

    `due_days`: after the end of the month. `remind_after`, `escalate_after`: after the day on which it was
    due. `first_month`: no report is needed for an earlier one. `ask_hours_from`: from so many hours a week
    the form asks whether that is right.
    """

    due_days: int
    first_month: Month
    remind_after: tuple[int, ...]
    escalate_after: int
    ask_hours_from: int

    @classmethod
    def load(cls, content: Path) -> "Timing":
        """Read and check the file. Raises ContentError with every fault."""
        file, sources = ContentFile(content / _FILE, content), Sources.load(content)
        written = file.into(_TimingFile)
        faults: list[ContentFault] = []
        sources.find_all(file, "sources", written.sources, faults)
        try:
            first = Month.read(written.first_month)
        except ValueError:
            faults.append(file.fault("first_month", "Write a month, as in 2026-10."))
        if written.remind_after != sorted(set(written.remind_after)):
            faults.append(file.fault("remind_after", "Write each number of days once, the smallest first."))
        if written.escalate_after <= written.remind_after[-1]:
            what = "A Host is reminded before somebody else is told: write more days than in remind_after."
            faults.append(file.fault("escalate_after", what))
        if faults:
            raise ContentError(faults)
        return cls(
            due_days=written.due_days,
            first_month=first,
            remind_after=tuple(written.remind_after),
            escalate_after=written.escalate_after,
            ask_hours_from=written.ask_hours_from,
        )


_current = Current(lambda: Timing.load(paths.CONTENT))


_references = Current(lambda: References.load(paths.CONTENT, Sources.load(paths.CONTENT)))


def numbers() -> dict[str, Number]:
    """The numbers of content/numbers, such as the hours of a level of support. Raises ContentError."""
    return _references.get().numbers


def timing() -> Timing:
    """The times as content/ gives them now. Raises ContentError where it never was without a fault."""
    return _current.get()
