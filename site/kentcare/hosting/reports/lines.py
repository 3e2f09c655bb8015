"""Merges the reports that are owed and those that were sent into one list, the most urgent first."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from kentcare.cases.arrangements.records import Stay
from kentcare.hosting.reports.report import ReportLine, SentSummary
from kentcare.hosting.reports.rules import ReportKey, ReportStanding, due_on, standing

_ORDER = (
    ReportStanding.LATE,
    ReportStanding.ASKED,
    ReportStanding.DUE,
    ReportStanding.OPEN,
    ReportStanding.SENT,
    ReportStanding.READ,
)


def report_lines(
    needed: Mapping[ReportKey, Stay],
    sent: Mapping[ReportKey, SentSummary],
    names: Mapping[int, str],
    today: date,
    due_days: int,
    known_since: Mapping[ReportKey, date] = MappingProxyType({}),
) -> list[ReportLine]:
    """One line for each report that is owed or was sent, the most urgent first.

    A report that was sent stays in the list where it is no longer owed, as the dates of an arrangement may be
    corrected later. `names`: of the young people, by their ids. `due_days`: how long after its month a report
    is due. `known_since`: since when a Host could know of a report that is needed, where not always.
    """
    missing = (
        ReportLine(
            owed=which,
            young_person=names[which.young_person_id],
            home=stay.home_name,
            home_ref=stay.home_ref,
            level=stay.level,
            standing=standing(which.month, today, due),
            due_on=due,
            stay_ref=stay.ref,
            # Whoever lives on there at another level has not moved out.
            to_day=stay.until,
        )
        for which, stay in needed.items()
        if which not in sent
        for due in [due_on(which.month, due_days, known_since.get(which))]
    )
    there = (
        ReportLine(
            owed=which,
            young_person=names[which.young_person_id],
            home=row.home,
            home_ref=row.home_ref,
            level=row.level,
            standing=row.standing,
            due_on=which.month.due_on(due_days),
            ref=row.ref,
            sent_at=row.sent_at,
            for_supervision=row.for_supervision,
        )
        for which, row in sent.items()
    )
    return sorted([*missing, *there], key=lambda one: (*_urgency(one), one.young_person))


def _urgency(line: ReportLine) -> tuple[int, int]:
    """Sorts by status, then what is missing by the oldest month and what was sent by the latest."""
    days = line.month.first.toordinal()
    return _ORDER.index(line.standing), days if line.is_missing else -days
