"""The rule for every day on which somebody says to have read something: it cannot lie in the future.

A day of reading later than today is a slip of the pen or a promise, and either would be shown to readers as
a fact. It is a fault of `kentcare content check` alone: a site whose clock is slow, or set back for a
rehearsal, has to start all the same.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from kentcare.core.content.files import ContentError, ContentFault, ContentFile, front_matter

# Each field of content/ that holds such a day: of pages, sources, links and figures.
READING_DATES = frozenset({"checked_on", "read_on", "seen_on", "verified_on"})


def future_reading_dates(content: Path, today: date) -> list[ContentFault]:
    """A fault for each day of reading below a content folder that is later than `today`.

    Files that cannot be read are passed over: whoever loads them names their faults.
    """
    return [
        file.fault(where, f"This is later than today, {today}. Write the day on which it was read.")
        for path in sorted([*content.rglob("*.yaml"), *content.rglob("*.md")])
        if (file := _readable(path, content))
        for where, day in _reading_dates(file.data)
        if day > today
    ]


def _readable(path: Path, content: Path) -> ContentFile | None:
    """The data of a YAML file, or of the front matter of a page."""
    try:
        if path.suffix != ".md":
            return ContentFile(path, content)
        return front_matter(path, content)[0]
    except ContentError:
        return None


def _reading_dates(data: Any, where: str = "") -> Iterator[tuple[str, date]]:
    """Each day of reading with its path, such as `values[0].verified_on`."""
    if isinstance(data, dict):
        for key, value in data.items():
            path = f"{where}.{key}" if where else key
            if key in READING_DATES and isinstance(value, date):
                yield path, value
            yield from _reading_dates(value, path)
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from _reading_dates(item, f"{where}[{index}]")
