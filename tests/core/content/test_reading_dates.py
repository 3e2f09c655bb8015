"""A day on which somebody says to have read something, and that has not come yet, is a fault."""

import re
from datetime import date
from pathlib import Path

import pytest

from kentcare import paths
from kentcare.core.content.reading_dates import READING_DATES, future_reading_dates

TODAY = date(2026, 11, 24)
WRITTEN = {
    "sources.yaml": "ca-1989:\n  title: An act\n  read_on: {day}\n",
    "links.yaml": "elsewhere:\n  title: A site\n  seen_on: {day}\n",
    "pages/en/money.md": "---\nkind: guide\nchecked_on: {day}\n---\n\n# Money\n",
    "rates/coat.yaml": "values:\n  - from: 2030-01-01\n    verified_on: {day}\n",
    "languages.toml": '[[language]]\ntag = "ar"\nchecked_on = {day}  # by Zoë\n',
}


def write(content: Path, name: str, day: str) -> None:
    path = content / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(WRITTEN[name].format(day=day), encoding="utf-8")


@pytest.mark.parametrize("name", WRITTEN)
def test_a_day_of_reading_later_than_today_is_named_by_file_and_line(tmp_path: Path, name: str) -> None:
    write(tmp_path, name, "2026-11-25")
    (found,) = map(str, future_reading_dates(tmp_path, TODAY))
    assert found == f"{name}:3: This is later than today, 2026-11-24. Write the day on which it was read."


@pytest.mark.parametrize("name", WRITTEN)
def test_today_and_any_day_before_is_good(tmp_path: Path, name: str) -> None:
    for day in ("2026-11-24", "2017-03-23"):
        write(tmp_path, name, day)
        assert future_reading_dates(tmp_path, TODAY) == []


def test_each_of_many_is_named(tmp_path: Path) -> None:
    for name in WRITTEN:
        write(tmp_path, name, "2027-01-01")
    assert len(future_reading_dates(tmp_path, TODAY)) == len(WRITTEN)


def test_each_field_that_holds_such_a_day_is_tried() -> None:
    written = " ".join(WRITTEN.values())
    assert not [name for name in READING_DATES if f"{name}: {{day}}" not in written]


# Days of which some are to come: from when and until when a figure or a rule holds, when it is looked at
# again, and the day of which somebody in an example asks.
OTHER_DAYS = {"from", "to", "review_by", "day"}


def test_each_day_in_content_is_one_of_reading_or_is_known_to_be_none() -> None:
    """A new field for such a day is looked at only once it stands in READING_DATES."""
    day = re.compile(r"([a-z_]+) *[:=] *\d{4}-\d\d-\d\d")
    folders = {paths.CONTENT: ("*.yaml", "*.md"), paths.TRANSLATIONS: ("*.toml",)}
    files = [file for folder, endings in folders.items() for one in endings for file in folder.rglob(one)]
    found = {name for file in files for name in day.findall(file.read_text(encoding="utf-8"))}
    assert found == READING_DATES | OTHER_DAYS


def test_a_file_that_cannot_be_read_is_left_to_whoever_loads_it(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("read_on: [")
    (tmp_path / "broken.md").write_text("# No front matter")
    (tmp_path / "broken.toml").write_text("checked_on = 2027-02-31")
    assert future_reading_dates(tmp_path, TODAY) == []
