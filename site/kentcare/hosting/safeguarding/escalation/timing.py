"""Reads content/hosting/stops.yaml: how long a stop may wait before somebody else is told."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import msgspec

from kentcare import paths
from kentcare.core.content.edition import Current
from kentcare.core.content.files import ContentError, ContentFault, ContentFile
from kentcare.core.content.sources import Sources

_FILE = Path("hosting") / "stops.yaml"


class _StopsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    escalate_after_minutes: Annotated[int, msgspec.Meta(ge=5, le=24 * 60)]
    sources: list[str]


@dataclass(frozen=True, slots=True)
class StopTiming:
    """The times of content/hosting/stops.yaml. `escalate_after`: between one step and the next."""

    escalate_after: timedelta

    @classmethod
    def load(cls, content: Path) -> "StopTiming":
        """Read and check the file. Raises ContentError with every fault."""
        file, sources = ContentFile(content / _FILE, content), Sources.load(content)
        written = file.into(_StopsFile)
        faults: list[ContentFault] = []
        sources.find_all(file, "sources", written.sources, faults)
        if faults:
            raise ContentError(faults)
        return cls(escalate_after=timedelta(minutes=written.escalate_after_minutes))


_current = Current(lambda: StopTiming.load(paths.CONTENT))


def stop_timing() -> StopTiming:
    """The times as content/ gives them now. Raises ContentError where it never was without a fault."""
    return _current.get()
