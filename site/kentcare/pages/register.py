"""Who keeps each page true, and until when it can be trusted. Read from content/pages/register.yaml."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import yaml

from kentcare import paths


@dataclass(frozen=True, slots=True)
class Entry:
    """One page's row."""

    owner: str
    checked_on: date
    review_by: date
    sources: tuple[str, ...]

    def is_overdue(self, on: date) -> bool:
        return on > self.review_by


@cache
def register() -> dict[str, Entry]:
    rows = yaml.safe_load((paths.CONTENT / "pages" / "register.yaml").read_text(encoding="utf-8"))
    return {name: Entry(**{**row, "sources": tuple(row["sources"])}) for name, row in rows.items()}
