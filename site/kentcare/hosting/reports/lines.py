"""The reports of some homes as one list: what is missing and what was sent, the most urgent first."""

from collections.abc import Mapping
from datetime import date

from kentcare.cases.arrangements.records import Stay
from kentcare.hosting.reports.report import Line, SentRow
from kentcare.hosting.reports.rules import Owed, Standing, standing

_ORDER = (
    Standing.LATE,
    Standing.ASKED,
    Standing.DUE,
    Standing.OPEN,
    Standing.SENT,
    Standing.READ,
)


def in_order(
    needed: Mapping[Owed, Stay],
    sent: Mapping[Owed, SentRow],
    names: Mapping[int, str],
    today: date,
    due_days: int,
) -> list[Line]:
    """What was sent is there also where it is owed no more: what is known of an arrangement changes.

    `names`: of the young people, by their ids.
    """
    missing = (
        Line(
            which,
            names[which.young_person_id],
            stay.home_name,
            stay.home_ref,
            stay.level,
            standing(which.month, today, due_days),
            which.month.due_on(due_days),
            stay.ref,
            stay.to_day,
        )
        for which, stay in needed.items()
        if which not in sent
    )
    there = (
        Line(
            which,
            names[which.young_person_id],
            row.home,
            row.home_ref,
            row.level,
            row.standing,
            which.month.due_on(due_days),
            ref=row.ref,
            sent_at=row.sent_at,
            for_supervision=row.for_supervision,
        )
        for which, row in sent.items()
    )
    return sorted([*missing, *there], key=lambda one: (*_urgency(one), one.young_person))


def _urgency(line: Line) -> tuple[int, int]:
    """Of those that are missing the oldest first, of those that were sent the latest."""
    days = line.month.first.toordinal()
    return _ORDER.index(line.standing), days if line.is_missing else -days
