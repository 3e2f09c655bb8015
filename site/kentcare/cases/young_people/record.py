"""A young person's record as it is read, in full and in short."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Record:
    """A young person, as their adviser sees them: with the adviser's name and the account's state.

    `account_state` is None where they have no account.
    """

    id: int
    ref: str
    case_number: str
    name: str
    born: date
    language: str
    adviser_id: int | None
    adviser: str | None
    account_id: int | None
    changed_at: datetime
    account_state: str | None = None


@dataclass(frozen=True, slots=True)
class RecordSummary:
    """What identifies a record, for jobs that find it by its number or its age and name it to staff."""

    id: int
    ref: str
    case_number: str
    name: str
    account_id: int | None
