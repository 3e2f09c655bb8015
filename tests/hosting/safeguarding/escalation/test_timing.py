"""content/hosting/stops.yaml: a fault in it names the line and says what to write."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from kentcare.core.content.files import ContentError
from kentcare.hosting.safeguarding.escalation.timing import StopTiming, stop_timing
from kentcare.paths import CONTENT

FILE = Path("hosting") / "stops.yaml"


def _content(folder: Path, before: str, after: str) -> Path:
    shutil.copytree(CONTENT / "hosting", folder / "hosting")
    shutil.copy(CONTENT / "sources.yaml", folder)
    file = folder / FILE
    file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    return folder


def test_half_an_hour_unless_somebody_says_otherwise(tmp_path: Path) -> None:
    assert stop_timing().escalate_after == timedelta(minutes=30)
    content = _content(tmp_path, "minutes: 30", "minutes: 45")
    assert StopTiming.load(content).escalate_after == timedelta(minutes=45)


@pytest.mark.parametrize(
    ("before", "after"),
    [("minutes: 30", "minutes: 0"), ("minutes: 30", "minutes: soon"), ("this-site", "no")],
)
def test_what_cannot_be_is_refused(tmp_path: Path, before: str, after: str) -> None:
    content = _content(tmp_path, before, after)
    with pytest.raises(ContentError) as raised:
        StopTiming.load(content)
    assert "stops.yaml" in str(raised.value.faults[0])
