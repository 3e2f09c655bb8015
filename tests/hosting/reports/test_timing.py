"""content/hosting/reports.yaml: a fault in it names the line and says what to write."""

import shutil
from pathlib import Path

import pytest

from kentcare.core.content.files import ContentError
from kentcare.hosting.reports.rules import Month
from kentcare.hosting.reports.timing import Timing
from kentcare.paths import CONTENT

FILE = Path("hosting") / "reports.yaml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The sources and this file alone, to be changed."""
    for name in ("hosting", "sources"):
        if (CONTENT / name).is_dir():
            shutil.copytree(CONTENT / name, tmp_path / name)
    for file in CONTENT.glob("sources*"):
        if file.is_file():
            shutil.copy(file, tmp_path / file.name)
    return tmp_path


def faults(content: Path, before: str, after: str) -> list[str]:
    """What is wrong once one line begins otherwise."""
    file = content / FILE
    lines = file.read_text(encoding="utf-8").splitlines()
    [at] = [number for number, line in enumerate(lines) if line.startswith(f"{before}:")]
    lines[at] = f"{before}: {after}"
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        Timing.load(content)
    return [fault.what for fault in raised.value.faults]


def test_the_times_are_those_of_content(content: Path) -> None:
    timing = Timing.load(content)
    assert timing.first_month == Month(2026, 10)
    assert timing.due_days == 7
    assert timing.escalate_after > timing.remind_after[-1]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("first_month", "October 2026", "Write a month, as in 2026-10."),
        ("remind_after", "[5, 1]", "Write each number of days once, the smallest first."),
        ("remind_after", "[1, 1]", "Write each number of days once, the smallest first."),
        ("escalate_after", "1", "A Host is reminded before somebody else is told"),
    ],
)
def test_a_time_that_cannot_be(content: Path, field: str, value: str, words: str) -> None:
    assert any(what.startswith(words) for what in faults(content, field, value))
