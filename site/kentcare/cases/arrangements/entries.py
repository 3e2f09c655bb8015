"""Since when it is known here that somebody lives in a home in a month, whoever entered it late."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

# A first and a last day; None where nobody has said when it ends.
Span = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class StayEntry:
    """What was known from a day on of when one young person lives in one home: nothing, or some spans."""

    entered_on: date
    spans: Collection[Span]


def known_since(entries: Sequence[StayEntry], first: date, last: date) -> date | None:
    """The day on which it was entered that they live there on any of these days, if it has been known since.

    `entries`: in the order in which they were made. None where it was never entered here.
    """
    since = None
    for entry in entries:
        covers = any(begin <= last and (end is None or end >= first) for begin, end in entry.spans)
        since = (since or entry.entered_on) if covers else None
    return since
