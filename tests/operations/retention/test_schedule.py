"""content/retention.yaml: a fault is named by file and line, and what other parts rest on is what it says."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from kentcare import paths
from kentcare.cli import main
from kentcare.operations.retention.rules import REMOVABLE, RecordKind
from kentcare.operations.retention.schedule import Schedule
from kentcare.services.long_forms.rules import BROWSER_DRAFT_LASTS
from kentcare.sign_in.codes.rules import INVITATION_LASTS, MOST_CODES_WITHIN


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(paths.CONTENT, tmp_path / "content"))


def line_of(text: str, words: str, after: str) -> int:
    """The number of the first line with these words below the one that begins with `after`."""
    lines = text.splitlines()
    start = lines.index(after)
    return next(number for number, line in enumerate(lines, 1) if number > start and words in line)


# What replaces what in one kind, the words of the line at fault, and words of the sentence.
BROKEN = [
    ("drafts", "how_long: 60 days", "how_long: two months", "how_long", "Write how long"),
    ("drafts", "how_long: 60 days", "how_long: 0 days", "how_long", "Write how long"),
    ("draft_files", "how_long: with drafts", "how_long: with homes", "how_long", "no period of its own"),
    ("homes", "how_long: unknown", "how_long: 10 years", "how_long", "cannot remove this by itself"),
    ("young_people", "how_long: 75 years", "how_long: 24 hours", "how_long", "no hour"),
    ("trail", "basis: nobody has said", "basis: our choice", "basis", "both stand here, or neither"),
    ("messages", "{how_long}", "thirty days", "says", "stands in the words"),
    ("messages", "basis: our choice", "basis: a guess", "basis", "Write one of: another council's practice"),
    ("messages", '"this-site:what', '"that-site:what', "sources", "is not a document in sources.yaml"),
    ("messages", "confirmed_by_kent: no", "confirmed_by_kent: maybe", "confirmed_by_kent", "true or false"),
    ("messages", "checked_on: 2026-11-26", "checked_on: 2026-11-31", "checked_on", "a day that exists"),
]


@pytest.mark.parametrize(("kind", "old", "new", "line", "says"), BROKEN)
def test_a_fault_is_named_by_file_and_line(
    content: Path, kind: str, old: str, new: str, line: str, says: str
) -> None:
    file = content / "retention.yaml"
    before, at, after = file.read_text().partition(f"\n{kind}:\n")
    assert old in after
    text = before + at + after.replace(old, new, 1)
    file.write_text(text)
    result = CliRunner().invoke(main, ["content", "check", str(content)])
    assert result.exit_code == 1
    place = f"retention.yaml:{line_of(text, f'  {line}:', f'{kind}:')}: "
    assert [told for told in result.stdout.splitlines() if told.startswith(place) and says in told], (
        result.stdout
    )


def test_a_kind_that_is_missing_or_unknown_is_a_fault(content: Path) -> None:
    file = content / "retention.yaml"
    file.write_text(file.read_text().replace("\ncounts:\n", "\ncoutns:\n"))
    result = CliRunner().invoke(main, ["content", "check", str(content)])
    assert "retention.yaml:1: “counts” is missing" in result.stdout
    assert "There is no kind of record of the name “coutns”." in result.stdout


def test_every_figure_of_others_says_where_it_stands() -> None:
    for kind, row in Schedule.load(paths.CONTENT).rows.items():
        if row.period is not None:
            assert row.sources, kind


def test_every_kind_that_can_go_has_what_removes_it() -> None:
    from kentcare.operations.retention.records import REMOVERS

    assert set(REMOVERS) == REMOVABLE


def test_nothing_is_said_to_be_confirmed_that_nobody_has_confirmed() -> None:
    """When Kent has confirmed one, its name comes out of here together with the `no` in the file."""
    assert not [row for row in Schedule.load(paths.CONTENT).rows.values() if row.confirmed_by_kent]


def test_what_parts_do_by_themselves_is_what_the_schedule_says() -> None:
    rows = Schedule.load(paths.CONTENT).rows
    now = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)

    def lasts(kind: RecordKind) -> timedelta:
        period = rows[kind].period
        assert period
        return now - period.cutoff(now)

    assert lasts(RecordKind.BROWSER_DRAFTS) == BROWSER_DRAFT_LASTS
    # An attempt is there for as long as it counts, and goes within a day after that.
    assert lasts(RecordKind.ATTEMPTS) >= INVITATION_LASTS + MOST_CODES_WITHIN
    assert rows[RecordKind.SESSIONS].how_long == "1 day"  # as the privacy page says
    assert "For one day" in (paths.CONTENT / "pages" / "en" / "privacy.md").read_text()


def test_the_file_says_nothing_twice_and_is_in_the_order_of_the_kinds() -> None:
    assert list(yaml.safe_load((paths.CONTENT / "retention.yaml").read_text())) == [
        kind.value for kind in RecordKind
    ]
