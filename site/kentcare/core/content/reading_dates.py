"""The rule for every day on which somebody says to have read something: it cannot lie in the future.

A day of reading later than today is a slip of the pen or a promise, and either would be shown to readers as
a fact. It is a fault of `kentcare content check` and `kentcare translations check` alone: a site whose clock
is slow, or set back for a rehearsal, has to start all the same.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from kentcare.core.content.files import ContentError, ContentFault, ContentFile, front_matter

# Each field that holds such a day: of pages, translations, sources, links and figures.
READING_DATES = frozenset({"checked_on", "read_on", "seen_on", "verified_on"})
_IN_TOML = re.compile(rf"\s*({'|'.join(sorted(READING_DATES))})\s*=\s*(\d{{4}}-\d\d-\d\d)\s*(#.*)?")


def future_reading_dates(folder: Path, today: date) -> list[ContentFault]:
    """A fault for each day of reading in content/, or in the list of languages, that is later than `today`.

    `folder`: where the files are, as content/ or translations/. Files that cannot be read are passed over:
    whoever loads them names their faults.
    """
    words = f"This is later than today, {today}. Write the day on which it was read."
    found = [
        file.fault(where, words)
        for path in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.md")])
        if (file := _readable(path, folder))
        for where, day in _reading_dates(file.data)
        if day > today
    ]
    return [
        *found,
        *(
            ContentFault(path.relative_to(folder).as_posix(), line, words)
            for path in sorted(folder.rglob("*.toml"))
            for line, day in _reading_dates_in_toml(path)
            if day > today
        ),
    ]


def _reading_dates_in_toml(path: Path) -> Iterator[tuple[int, date]]:
    """Each day of reading with the number of its line, which Python's reader of TOML does not tell."""
    for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if found := _IN_TOML.fullmatch(text):
            with suppress(ValueError):
                yield line, date.fromisoformat(found[2])


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
