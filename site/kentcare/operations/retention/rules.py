"""A period of the retention schedule, and which records are older than it."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal


class RecordKind(StrEnum):
    """A kind of record. content/retention.yaml says of each how long it is kept."""

    DRAFTS = "drafts"
    BROWSER_DRAFTS = "browser_drafts"
    DRAFT_FILES = "draft_files"
    SENT_FORMS = "sent_forms"
    SENT_FILES = "sent_files"
    MESSAGES = "messages"
    SESSIONS = "sessions"
    ATTEMPTS = "attempts"
    COUNTS = "counts"
    TRAIL = "trail"
    CLOSED_PROOFS = "closed_proofs"
    ACCOUNTS = "accounts"
    YOUNG_PEOPLE = "young_people"
    HOMES = "homes"
    REPORTS = "reports"
    CERTIFICATES = "certificates"
    ADVOCACY = "advocacy"
    HOLDS = "holds"
    RUNS = "runs"
    COPIES = "copies"


# The kinds that the job can remove on their own. Of the others the schedule says that they go with another
# kind, that they stay for good, or that nobody has said.
REMOVABLE = frozenset(
    {
        RecordKind.DRAFTS,
        RecordKind.BROWSER_DRAFTS,
        RecordKind.SENT_FORMS,
        RecordKind.MESSAGES,
        RecordKind.SESSIONS,
        RecordKind.ATTEMPTS,
        RecordKind.COUNTS,
        RecordKind.TRAIL,
        RecordKind.CLOSED_PROOFS,
        RecordKind.YOUNG_PEOPLE,
    }
)

Basis = Literal["law", "our choice", "another council's practice", "nobody has said"]
UNKNOWN, ALWAYS = "unknown", "always"
_PERIOD = re.compile(r"([1-9][0-9]{0,3}) (hour|day|month|year)s?")
_WITH = re.compile(r"with ([a-z_]+)")
Unit = Literal["hour", "day", "month", "year"]


@dataclass(frozen=True, slots=True)
class RetentionPeriod:
    """A number of hours, days, months or years."""

    number: int
    unit: Unit

    def cutoff(self, now: datetime) -> datetime:
        """What is from before this is older than the period."""
        if self.unit in ("hour", "day"):
            return now - timedelta(**{f"{self.unit}s": self.number})
        return datetime.combine(self.cutoff_day(now.date()), now.timetz())

    def cutoff_day(self, today: date) -> date:
        """What is from before this day is older than the period. Raises ValueError for a period of hours."""
        if self.unit == "hour":
            raise ValueError("A day has no hour.")
        if self.unit == "day":
            return today - timedelta(days=self.number)
        day = _moved(today, -self._months)
        # There is no such day in that month: what is from its last day is older.
        return day or _first_of_next_month(today, -self._months)

    def last_day(self, start: date) -> date:
        """The last day on which something of `start` is kept.

        Where the month is too short for that day, the last day of the month.
        """
        if self.unit == "day":
            return start + timedelta(days=self.number)
        return _moved(start, self._months) or _first_of_next_month(start, self._months) - timedelta(days=1)

    @property
    def _months(self) -> int:
        return self.number * (12 if self.unit == "year" else 1)


def _moved(day: date, months: int) -> date | None:
    """A day so many months later or, below nought, earlier; None where that month is too short."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, day.day) if day.day <= monthrange(years, month + 1)[1] else None


def _first_of_next_month(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month + months, 12)
    return date(years, month + 1, 1)


def period(written: str) -> RetentionPeriod | None:
    """What “60 days” means; None for what is no period."""
    found = _PERIOD.fullmatch(written)
    return RetentionPeriod(int(found[1]), found[2]) if found else None  # type: ignore[arg-type]  # the pattern's own


def goes_with(written: str) -> str | None:
    """The kind that “with drafts” names."""
    found = _WITH.fullmatch(written)
    return found[1] if found else None


def is_carried_out(written: str, basis: Basis, *, is_confirmed: bool) -> bool:
    """Whether the job removes anything of this kind.

    What is our own choice goes as we chose. What rests on a law or on what another council does is somebody's
    life: it waits until Kent has said that this is how long.
    """
    return period(written) is not None and (is_confirmed or basis == "our choice")
